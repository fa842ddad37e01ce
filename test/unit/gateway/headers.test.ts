/** Headers: an allow-list on the way out, no secret on the way back. */
import { expect, test } from 'vitest';
import { quoterOf } from '../../../src/core/quoted';
import { incomingHeaders, outgoingHeaders } from '../../../src/gateway/headers';

test('allowed names pass, what SDKs add by themselves is dropped', () => {
  const sent = outgoingHeaders([
    ['Accept', 'application/json'],
    ['Accept-Language', 'de'],
    ['Content-Type', 'text/plain'],
    ['If-None-Match', '"1"'],
    ['Range', 'bytes=0-1'],
    ['Prefer', 'return=minimal'],
    ['Idempotency-Key', 'k'],
    ['Authorization', 'Bearer placeholder'],
    ['User-Agent', 'sdk/1'],
    ['Content-Length', '5'],
    ['Sec-Fetch-Mode', 'cors'],
  ]);
  expect([...sent.keys()].toSorted()).toEqual([
    'accept',
    'accept-language',
    'content-type',
    'idempotency-key',
    'if-none-match',
    'prefer',
    'range',
  ]);
});

test.each([
  'Cookie',
  'Origin',
  'Host',
  'X-Forwarded-For',
  'Proxy-Authorization',
  'DPoP',
  'X-Api-Key',
  'Transfer-Encoding',
  'acceptx',
  'Set-Cookie',
])('%s is refused by name', (name) => {
  expect(() => outgoingHeaders([[name, 'x']])).toThrow(expect.objectContaining({ code: 'header_not_allowed' }));
});

test.each([
  ['Accept', 'a\r\nX-Evil: 1'],
  ['Accept\r\nX-Evil', '1'],
  ['Accept: x', '1'],
])('smuggling through %j is refused', (name, value) => {
  expect(() => outgoingHeaders([[name, value]])).toThrow(expect.objectContaining({ code: 'header_not_allowed' }));
});

test('an answer’s header that repeats our secret is dropped', () => {
  const got = new Headers({ 'x-debug': 'token=practice-token-1', 'retry-after': '3', 'content-type': 'text/plain' });
  expect(incomingHeaders(got, quoterOf(['practice-token-1']))).toEqual([
    ['content-type', 'text/plain'],
    ['retry-after', '3'],
  ]);
});

test('the header that carries the account’s secret is dropped like Authorization, even where the entry opens it', () => {
  const pairs = [['X-Shop-Token', 'placeholder'] as const, ['X-Shop-Version', '2'] as const];
  expect([...outgoingHeaders(pairs, ['x-shop-*'], 'X-Shop-Token').keys()]).toEqual(['x-shop-version']);
});
