/** Aborts: before, during the head, during the body, after; with reasons of every kind. */
import type { Case, Cases } from './case';

const aborted =
  (...reason: unknown[]): Case =>
  (t) =>
    t.failure(() => t.fetch(t.url(), { signal: AbortSignal.abort(...(reason as [])) }), reason[0]);
const inBody =
  (reason?: unknown): Case =>
  async (t) => {
    const aborter = new AbortController();
    const response = await t.fetch(t.url({ pieces: { texts: ['one'], gap: 0 }, end: 'hang' }), { signal: aborter.signal });
    const reader = response.body!.getReader();
    const first = new TextDecoder().decode((await reader.read()).value);
    const rest = t.failure(() => reader.read(), reason);
    aborter.abort(reason);
    return { first, rest: await rest, closed: await t.failure(() => reader.closed, reason) };
  };
const reason = new Error('mine');
const hang = { instead: 'hang' } as const;

export const aborts: Cases = {
  before: aborted(),
  'before, with an Error': aborted(reason),
  'before, with a text': aborted('enough'),
  'before, with null': aborted(null),
  'before, with a DOMException': aborted(new DOMException('late', 'TimeoutError')),
  'before, although the arguments are wrong': (t) =>
    t.failure(() => t.fetch(t.url(), { method: 'TRACE', signal: AbortSignal.abort() })),
  'before, with a body: it is spent': async (t) => {
    const request = new Request(t.url(), { method: 'POST', body: 'b', signal: AbortSignal.abort() });
    return { failed: await t.failure(() => t.fetch(request)), used: request.bodyUsed };
  },
  'right after the call (unseen)': (t) => {
    const aborter = new AbortController();
    const failure = t.failure(() => t.fetch(t.url(hang), { signal: aborter.signal }), reason);
    aborter.abort(reason);
    return failure;
  },
  'right after the call, with a body (unseen)': (t) => {
    const aborter = new AbortController();
    const init = { method: 'POST', body: 'x'.repeat(100_000), signal: aborter.signal };
    const failure = t.failure(() => t.fetch(t.url(hang), init), reason);
    aborter.abort(reason);
    return failure;
  },
  'a task after the call, with a body of 5 MB (unseen)': async (t) => {
    const aborter = new AbortController();
    const init = { method: 'POST', body: new Uint8Array(5_000_000), signal: aborter.signal };
    const failure = t.failure(() => t.fetch(t.url(hang), init), reason);
    setTimeout(() => aborter.abort(reason));
    return failure;
  },
  'while the head is awaited': (t) => {
    const aborter = new AbortController();
    setTimeout(() => aborter.abort(), 1000);
    return t.failure(() => t.fetch(t.url(hang), { signal: aborter.signal }));
  },
  'while the head is awaited, with a reason': (t) => {
    const aborter = new AbortController();
    setTimeout(() => aborter.abort(reason), 1000);
    return t.failure(() => t.fetch(t.url(hang), { signal: aborter.signal }), reason);
  },
  'AbortSignal.timeout': (t) => t.failure(() => t.fetch(t.url(hang), { signal: AbortSignal.timeout(1000) })),
  'AbortSignal.timeout in the body': async (t) => {
    const init = { signal: AbortSignal.timeout(2500) };
    const response = await t.fetch(t.url({ pieces: { texts: ['one'], gap: 0 }, end: 'hang' }), init);
    return t.failure(() => response.text());
  },
  'AbortSignal.any': (t) => {
    const signal = AbortSignal.any([new AbortController().signal, AbortSignal.timeout(1000)]);
    return t.failure(() => t.fetch(t.url(hang), { signal }));
  },
  'in the body': inBody(),
  'in the body, with a reason': inBody(reason),
  'in the body, with a text': inBody('enough'),
  'in the body, while text() waits': async (t) => {
    const aborter = new AbortController();
    const response = await t.fetch(t.url({ pieces: { texts: ['one'], gap: 0 }, end: 'hang' }), { signal: aborter.signal });
    const failure = t.failure(() => response.text(), reason);
    aborter.abort(reason);
    return { failure: await failure, used: response.bodyUsed, again: await t.failure(() => response.text()) };
  },
  'in the body, nothing read yet': async (t) => {
    const aborter = new AbortController();
    const response = await t.fetch(t.url({ pieces: { texts: ['one'], gap: 0 }, end: 'hang' }), { signal: aborter.signal });
    aborter.abort(reason);
    return t.failure(() => response.text(), reason);
  },
  'in the body, of a clone too': async (t) => {
    const aborter = new AbortController();
    const response = await t.fetch(t.url({ pieces: { texts: ['one'], gap: 0 }, end: 'hang' }), { signal: aborter.signal });
    const copy = response.clone();
    const both = [t.failure(() => response.text(), reason), t.failure(() => copy.text(), reason)];
    aborter.abort(reason);
    return Promise.all(both);
  },
  'after the body': async (t) => {
    const aborter = new AbortController();
    const response = await t.fetch(t.url({ body: 'whole' }), { signal: aborter.signal });
    const text = await response.text();
    aborter.abort();
    return { text, used: response.bodyUsed };
  },
  'by the Request’s own signal': (t) => {
    const aborter = new AbortController();
    const request = new Request(t.url(hang), { signal: aborter.signal });
    setTimeout(() => aborter.abort(reason), 1000);
    return t.failure(() => t.fetch(request), reason);
  },
  'by the signal that replaces the Request’s': (t) => {
    const aborter = new AbortController();
    const request = new Request(t.url(hang), { signal: new AbortController().signal });
    setTimeout(() => aborter.abort(reason), 1000);
    return t.failure(() => t.fetch(request, { signal: aborter.signal }), reason);
  },
  'a Request’s aborted signal, taken away': (t) => {
    const request = new Request(t.url({ body: 'sent' }), { signal: AbortSignal.abort() });
    return t.tell(t.fetch(request, { signal: null }));
  },
  'a signal that is none': (t) => t.failure(() => t.fetch(t.url(), { signal: {} as AbortSignal })),
  'one signal for three calls (unseen)': (t) => {
    const aborter = new AbortController();
    setTimeout(() => aborter.abort(reason), 1000);
    return Promise.all(
      ['a', 'b', 'c'].map((rest) => t.failure(() => t.fetch(t.url(hang, rest), { signal: aborter.signal }), reason)),
    );
  },
};
