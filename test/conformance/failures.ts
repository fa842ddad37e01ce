/** What goes wrong: connections that break, answers that are none, bodies that end too early. */
import type { Answer, Case, Cases } from './case';

const got =
  (answer: Answer, init: RequestInit = {}): Case =>
  (t) =>
    t.tell(t.fetch(t.url(answer), init));
const post = { method: 'POST', body: 'x' };

export const failures: Cases = {
  'reset before the head': got({ instead: 'reset' }, post),
  'reset in the body': got({ pieces: { texts: ['one'], gap: 50 }, end: 'reset' }),
  'reset in the body: what came before is readable': async (t) => {
    const reader = (await t.fetch(t.url({ pieces: { texts: ['one'], gap: 200 }, end: 'reset' }))).body!.getReader();
    const first = new TextDecoder().decode((await reader.read()).value);
    return { first, after: await t.failure(() => reader.read()) };
  },
  'a body shorter than its length': got({
    raw: 'HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\naccess-control-expose-headers: *\r\ncontent-length: 9\r\n\r\nabc',
  }),
  'a body longer than its length': got({
    raw: 'HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\naccess-control-expose-headers: *\r\ncontent-length: 2\r\n\r\nabc',
  }),
  'a chunked body that is cut': got({
    raw: 'HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\naccess-control-expose-headers: *\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab',
  }),
  'a body that ends with its connection': got({
    raw: 'HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\naccess-control-expose-headers: *\r\n\r\nabc',
  }),
  'two lengths': got({
    raw: 'HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\naccess-control-expose-headers: *\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
  }),
  'an empty answer': got({ raw: ' ' }, post),
  'a port where nobody listens': (t) => t.tell(t.fetch(t.url({}, '', 'dead'))),
  'JSON that is none': async (t) => t.failure(async () => (await t.fetch(t.url({ body: '{"a":' }))).json()),
  'JSON of an empty body': async (t) => t.failure(async () => (await t.fetch(t.url())).json()),
  'JSON of a 204': async (t) => t.failure(async () => (await t.fetch(t.url({ status: 204 }))).json()),
  'a slow answer comes': got({ delay: 700, body: 'late' }),
};
