/** The ring of explained requests: its limit, its order, what wipes it, that it outlives its worker, and that no secret gets in. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Context, Held, Outgoing, Protocol } from '../../../src/core/protocol';
import type { SignedTrace } from '../../../src/core/signature-lens';
import type { Caller } from '../../../src/core/words';
import { look } from '../../../src/gateway/incoming';
import { noteTrace } from '../../../src/gateway/lens';
import type { Ports } from '../../../src/gateway/ports';
import { makeTraces, memoryTraces, type Traces } from '../../../src/gateway/traces';
import type { AccountRow } from '../../../src/vault/rows';

const site: Caller = { kind: 'site', origin: 'https://write.example' };
const other: Caller = { kind: 'site', origin: 'https://notes.example' };
const explained = (carried = 'OAuth oauth_signature="abc"'): SignedTrace => ({
  status: 200,
  explanation: {
    method: 'GET',
    baseUri: 'https://api.example/1',
    query: '',
    parameters: [],
    parts: ['GET', 'https%3A%2F%2Fapi.example%2F1', ''],
    baseString: 'GET&https%3A%2F%2Fapi.example%2F1&',
    signatureMethod: 'HMAC-SHA1',
    key: { kind: 'shared', consumerSecret: true, tokenSecret: true },
    signature: 'abc',
    transport: 'header',
    carried,
    notSigned: ['headers'],
  },
});
const of = (at: number, caller = site, accountId = 'a1') => ({ at, caller, accountId, label: '@alice' });
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

let store: ReturnType<typeof memoryTraces>;
let traces: Traces;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  store = memoryTraces();
  traces = makeTraces(store);
});
afterEach(() => vi.useRealTimers());

test('keeps the last 20, newest first, whatever order their explanations come in', async () => {
  for (const at of [3, 1, 2]) traces.note(of(at), Promise.resolve(explained()));
  await settled();
  expect((await traces.recent()).map(({ at }) => at)).toEqual([3, 2, 1]);
  for (let at = 4; at <= 25; at += 1) traces.note(of(at), Promise.resolve(explained()));
  await settled();
  const recent = await traces.recent();
  expect(recent).toHaveLength(20);
  expect([recent[0]?.at, recent.at(-1)?.at]).toEqual([25, 6]);
  expect(new Set(recent.map(({ id }) => id)).size).toBe(20);
});

test('is written in one go after half a second, and read by the next worker', async () => {
  const write = vi.spyOn(store, 'write');
  traces.note(of(1), Promise.resolve(explained()));
  traces.note(of(2), Promise.resolve(explained()));
  await settled();
  expect(write).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(500);
  expect(write).toHaveBeenCalledOnce();
  const next = makeTraces(store);
  next.note(of(3), Promise.resolve(explained()));
  await settled();
  expect((await next.recent()).map(({ at }) => at)).toEqual([3, 2, 1]);
});

test('an explanation that fails, or that there is none of, leaves no trace', async () => {
  traces.note(of(1), Promise.reject(new Error('no')));
  traces.note(of(2), Promise.resolve(undefined));
  await settled();
  expect(await traces.recent()).toEqual([]);
});

test.each([
  [{}, []],
  [{ accountId: 'a1' }, [3]],
  [{ callerKey: 'site:https://write.example' }, [2]],
  [{ callerKey: 'site:https://write.example', accountId: 'a2' }, [2, 1]],
])('wiping %j leaves %j, in the storage too', async (whose, left) => {
  traces.note(of(1), Promise.resolve(explained()));
  traces.note(of(2, other), Promise.resolve(explained()));
  traces.note(of(3, site, 'a2'), Promise.resolve(explained()));
  await settled();
  await traces.wipe(whose);
  expect((await traces.recent()).map(({ at }) => at)).toEqual(left);
  expect((await store.read()).map(({ at }) => at)).toEqual(left);
});

test('what is still being explained when it is wiped never arrives', async () => {
  const late = deferred<SignedTrace>();
  traces.note(of(1), late.promise);
  await traces.wipe({ accountId: 'a1' });
  late.resolve(explained());
  await settled();
  expect(await traces.recent()).toEqual([]);
});

const [secret, appSecret, token] = ['token-secret/4711', 'app-secret-0815', 'token-that-names'];
function signed(explain: Protocol['explain'], response = new Response('fine')) {
  const protocol = { ...(explain && { explain }) } as Protocol;
  const looked = look(response);
  const ports = { traces, clock: { now: () => 7 } } as Ports;
  const [context, held, sent, row] = [
    { app: { clientSecret: appSecret } } as Context,
    { secret: { token, tokenSecret: secret } } as Pick<Held, 'secret'> as Held,
    {} as Outgoing,
    { id: 'a1', label: '@alice' } as AccountRow,
  ];
  noteTrace(ports, { protocol, context, held, sent, row, caller: site, looked });
  return looked;
}

test('a request is noted with its account and caller', async () => {
  signed(async () => explained());
  await settled();
  expect(await traces.recent()).toEqual([{ ...explained(), ...of(7), id: expect.any(String) }]);
});

test.each([
  { ...explained(), serviceText: `You sent ${secret}` },
  { ...explained(), echoed: `GET&${encodeURIComponent(secret)}` },
  { ...explained(), serviceText: `Unknown: ${appSecret}` },
  explained(`OAuth oauth_signature="${secret}"`),
])('an explanation that quotes a secret is dropped', async (trace) => {
  signed(async () => trace);
  await settled();
  expect(await traces.recent()).toEqual([]);
});

test('the token itself stands in what was signed', async () => {
  signed(async () => explained(`OAuth oauth_token="${token}", oauth_signature="abc"`));
  await settled();
  expect(await traces.recent()).toHaveLength(1);
});

test('a protocol that throws at once, or cannot explain, disturbs nobody', async () => {
  signed(() => {
    throw new Error('no');
  });
  signed(undefined);
  await settled();
  expect(await traces.recent()).toEqual([]);
});

function inChunks(...chunks: readonly string[]): Response {
  const left = chunks.map((chunk) => new TextEncoder().encode(chunk));
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await settled();
        const next = left.shift();
        if (next) controller.enqueue(next);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: 401 });
}

test.each([
  ['while the caller reads', 0],
  ['late, when the caller has read it all', 20],
])('a refusal is looked at %s; both get the whole of it, in its order', async (_, wait) => {
  const seen = deferred<string>();
  const { body } = signed(
    async (_context, _held, _sent, got) => {
      for (let turn = 0; turn < wait; turn += 1) await settled();
      seen.resolve(await got.peek(100));
      return explained();
    },
    inChunks('one ', 'two ', 'three'),
  );
  expect(await new Response(body()).text()).toBe('one two three');
  expect(await seen.promise).toBe('one two three');
});

test('an answer that was handed over is not touched by who looks too late', async () => {
  const seen = deferred<string>();
  const { body } = signed(async (_context, _held, _sent, got) => {
    await settled();
    seen.resolve(await got.peek(100));
    return explained();
  });
  expect(await new Response(body()).text()).toBe('fine');
  expect(await seen.promise).toBe('');
});
