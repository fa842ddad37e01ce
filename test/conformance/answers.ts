/** Answers: statuses, empty bodies, ranges, encodings, and the properties of the Response. */
import type { Answer, Case, Cases } from './case';

const got =
  (answer: Answer, init: RequestInit = {}): Case =>
  (t) =>
    t.tell(t.fetch(t.url(answer), init));
const file = (headers: Record<string, string>): Case => got({ file: true }, { headers });

export const answers: Cases = {
  '200 with a text': got({ body: 'x', statusText: 'OK' }),
  '200 with another status text': got({ statusText: 'Fine & good' }),
  '200 with an empty status text': got({
    raw: 'HTTP/1.1 200 \r\naccess-control-allow-origin: *\r\naccess-control-expose-headers: *\r\ncontent-length: 1\r\n\r\nx',
  }),
  'a status text of Latin-1': got({ statusText: 'Grün' }),
  '200 with content-length 0': got({ body: '' }),
  '200 of HEAD with a length': got({ headers: [['content-length', '100']] }, { method: 'HEAD' }),
  '201': got({ status: 201, body: '{}' }),
  '202 without a length': got({ status: 202, pieces: { texts: ['a', 'b'], gap: 1 } }),
  '203': got({ status: 203, body: 'x' }),
  '204': got({ status: 204 }),
  '204 of DELETE': got({ status: 204 }, { method: 'DELETE' }),
  '205': got({ status: 205 }),
  '206 for a range': file({ range: 'bytes=10-19' }),
  '206 for the end': file({ range: 'bytes=-5' }),
  '206 for an open range': file({ range: 'bytes=95-' }),
  '206 by If-Range': file({ range: 'bytes=0-4', 'if-range': '"v1"' }),
  '200 by If-Range that no longer fits': file({ range: 'bytes=0-4', 'if-range': '"v0"' }),
  '416': file({ range: 'bytes=200-' }),
  '304 by If-None-Match': file({ 'if-none-match': '"v1"' }),
  '304': got({ status: 304 }),
  '400 with JSON': got({ status: 400, body: '{"error":"bad"}', headers: [['content-type', 'application/json']] }),
  '402': got({ status: 402, body: 'pay' }),
  '403': got({ status: 403, body: 'no' }),
  '404 without a body': got({ status: 404 }),
  '409 of PUT': got({ status: 409, body: 'conflict' }, { method: 'PUT', body: 'x' }),
  '418': got({ status: 418, statusText: "I'm a Teapot" }),
  '429 with Retry-After': got({ status: 429, headers: [['retry-after', '3']] }),
  '451': got({ status: 451 }),
  '500': got({ status: 500, body: 'oops' }),
  '503': got({ status: 503 }),
  '599': got({ status: 599, body: 'x' }),
  '999': got({
    raw: 'HTTP/1.1 999 Odd\r\naccess-control-allow-origin: *\r\naccess-control-expose-headers: *\r\ncontent-length: 1\r\n\r\nx',
  }),
  '103 before 200': got({ hints: true, body: 'x' }),
  gzip: got({ encoding: 'gzip', body: 'packed '.repeat(1000) }),
  deflate: got({ encoding: 'deflate', body: 'packed '.repeat(1000) }),
  br: got({ encoding: 'br', body: 'packed '.repeat(1000) }),
  'gzip of nothing': got({ encoding: 'gzip', body: '' }),
  'gzip that is none': got({ headers: [['content-encoding', 'gzip']], body: 'not packed' }),
  'an unknown encoding': got({ headers: [['content-encoding', 'zip']], body: 'as it is' }),
  'text of another charset': got({ bytes: [103, 114, 252, 110], headers: [['content-type', 'text/plain; charset=iso-8859-1']] }),
  'text with a byte order mark': got({ bytes: [0xef, 0xbb, 0xbf, 120] }),
  'text that is no UTF-8': got({ bytes: [120, 0xff, 0xfe, 121] }),
  'UTF-16': got({ bytes: [0xff, 0xfe, 120, 0] }),
  'the classes': async (t) => {
    const answer = await t.fetch(t.url({ body: 'x' }));
    const { body, headers } = answer;
    const own = [answer instanceof Response, headers instanceof Headers, body instanceof ReadableStream];
    return [...own, Object.prototype.toString.call(answer), answer.constructor === Response];
  },
  'headers cannot be changed': async (t) => {
    const { headers } = await t.fetch(t.url());
    return [await t.failure(async () => headers.set('x-one', '1')), await t.failure(async () => headers.delete('etag'))];
  },
  'a Response made of it': async (t) => {
    const first = await t.fetch(t.url({ status: 201, body: 'b', headers: [['x-one', '1']] }));
    return t.tell(new Response(first.body, first));
  },
  'structuredClone fails': async (t) => {
    const answer = await t.fetch(t.url());
    return t.failure(async () => structuredClone(answer));
  },
};
