/** Request headers: every way to name them, what fetch drops, and what it refuses. */
import type { Case, Cases } from './case';

const sends =
  (headers: HeadersInit, init: RequestInit = {}): Case =>
  (t) =>
    t.tell(t.fetch(t.url(), { ...init, headers }));
const refused =
  (name: string, value: string): Case =>
  (t) =>
    t.failure(() => t.fetch(t.url(), { headers: [[name, value]] }));

export const requestHeaders: Cases = {
  'an object': sends({ Accept: 'application/json', 'X-One': '1' }),
  'pairs, repeated': sends([
    ['accept', 'a/b'],
    ['Accept', 'c/d'],
    ['x-one', '1'],
    ['x-one', '2'],
  ]),
  'a Headers object': sends(new Headers({ 'If-None-Match': '"none"', 'X-Two': '2' })),
  'none: fetch’s own Accept': (t) => t.tell(t.fetch(t.url({ tell: ['accept', 'accept-encoding', 'accept-language'] }))),
  'Accept-Language of its own': (t) =>
    t.tell(t.fetch(t.url({ tell: ['accept-language'] }), { headers: { 'Accept-Language': 'da, en;q=0.5' } })),
  'blanks around a value': sends({ 'X-Blank': ' \t a  b \t ' }),
  'an empty value': sends({ 'X-Empty': '' }),
  'a value of Latin-1': sends({ 'X-Latin': 'grün' }),
  'a value with quotes and commas': sends({ 'X-Quoted': '"a, b", c="d\\"e"' }),
  'a value of 8 kB': sends({ 'X-Long': 'x'.repeat(8000) }),
  'a value of 20 kB': sends({ 'X-Long': 'x'.repeat(20_000) }),
  '60 headers': sends(Array.from({ length: 60 }, (_, index) => [`x-${index}`, `${index}`])),
  '150 headers': sends(Array.from({ length: 150 }, (_, index) => [`x-${index}`, `${index}`])),
  'Content-Type without a body': sends({ 'Content-Type': 'application/json' }),
  'Content-Type of its own': sends({ 'Content-Type': 'application/json' }, { method: 'POST', body: '{}' }),
  'Content-Language and Content-Disposition': sends(
    { 'Content-Language': 'da', 'Content-Disposition': 'attachment; filename="a"' },
    { method: 'PUT', body: 'x' },
  ),
  'If-Modified-Since': sends({ 'If-Modified-Since': 'Sat, 29 Oct 1994 19:43:31 GMT' }),
  Authorization: sends({ Authorization: 'Bearer placeholder' }),
  'User-Agent': (t) => t.tell(t.fetch(t.url({ tell: ['user-agent'] }), { headers: { 'User-Agent': 'mine/1' } })),
  'Cache-Control': (t) => t.tell(t.fetch(t.url({ tell: ['cache-control'] }), { headers: { 'Cache-Control': 'max-age=0' } })),
  'names that fetch drops': sends({
    Cookie: 'a=b',
    Host: 'other.example',
    Origin: 'https://other.example',
    Referer: 'https://other.example/',
    Date: 'now',
    Connection: 'close',
    'Content-Length': '5',
    'Sec-Fetch-Mode': 'navigate',
    'Proxy-Authorization': 'Basic eDp5',
    'Accept-Encoding': 'identity',
    'Set-Cookie': 'a=b',
    'X-HTTP-Method-Override': 'TRACE',
  }),
  'an unknown name of the service': (t) => t.tell(t.fetch(t.url(), { headers: { 'Unheard-Of': '1' } })),
  'a name with a blank': refused('x one', '1'),
  'an empty name': refused('', '1'),
  'a name beyond ASCII': refused('x-ä', '1'),
  'a value with a line feed': refused('x-one', 'a\nx-two: b'),
  'a value with a zero': refused('x-one', 'a\0b'),
  'a value beyond Latin-1': refused('x-one', '漢'),
  'pairs of three': (t) => t.failure(() => t.fetch(t.url(), { headers: [['a', 'b', 'c']] as unknown as HeadersInit })),
};
