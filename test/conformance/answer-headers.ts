/** Headers of answers: many, long, repeated, strange; and those that no page ever sees. */
import type { Case, Cases } from './case';

const got =
  (...headers: (readonly [string, string])[]): Case =>
  (t) =>
    t.tell(t.fetch(t.url({ headers })));

export const answerHeaders: Cases = {
  'some of an API': got(
    ['etag', '"abc"'],
    ['link', '<https://api.example/a?page=2>; rel="next", <https://api.example/a?page=9>; rel="last"'],
    ['x-ratelimit-remaining', '59'],
    ['retry-after', '1'],
  ),
  repeated: got(['x-one', 'a'], ['x-one', 'b'], ['link', '<a>; rel=next'], ['link', '<b>; rel=last']),
  'names in capitals': got(['X-CAPITAL', 'A'], ['ETag', '"a"']),
  'an empty value': got(['x-empty', '']),
  'blanks inside': got(['x-blank', 'a   b']),
  'Latin-1': got(['x-latin', 'grün']),
  'UTF-8 bytes': got(['x-utf8', Array.from(new TextEncoder().encode('漢'), (byte) => String.fromCodePoint(byte)).join('')]),
  '64 kB in one': (t) => t.tell(t.fetch(t.url({ long: { count: 1, length: 64_000 } }))),
  '200 of them': (t) =>
    t.tell(t.fetch(t.url({ headers: Array.from({ length: 200 }, (_, index) => [`x-${index}`, `${index}`] as const) }))),
  '200 kB of them': (t) => t.tell(t.fetch(t.url({ long: { count: 20, length: 10_000 } }))),
  'more than the browser takes': (t) => t.tell(t.fetch(t.url({ long: { count: 40, length: 10_000 } }))),
  'Set-Cookie stays hidden': async (t) => {
    const answer = await t.fetch(t.url({ headers: [['set-cookie', 'a=b; Path=/']] }));
    return [answer.headers.get('set-cookie'), answer.headers.getSetCookie()];
  },
  'a cookie that was set is not sent': async (t) => {
    await t.fetch(t.url({ headers: [['set-cookie', 'conformance=1; Path=/']] }));
    return t.tell(t.fetch(t.url({ tell: ['cookie'] })));
  },
  'content-type and its case': got(['Content-Type', 'Text/HTML;Charset="UTF-8"']),
  'a content-length that fits': (t) => t.tell(t.fetch(t.url({ body: '12345' }))),
  trailers: (t) =>
    t.tell(
      t.fetch(
        t.url({
          raw: 'HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\naccess-control-expose-headers: *\r\ntransfer-encoding: chunked\r\ntrailer: x-end\r\n\r\n1\r\na\r\n0\r\nx-end: 1\r\n\r\n',
        }),
      ),
    ),
  'iteration is sorted': async (t) => {
    const { headers } = await t.fetch(
      t.url({
        headers: [
          ['x-b', '2'],
          ['x-a', '1'],
          ['a-c', '3'],
        ],
      }),
    );
    return [...headers.keys()].filter((name) => /^(x|a)-./.test(name));
  },
};
