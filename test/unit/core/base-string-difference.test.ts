/** Where two base strings differ, and why. */
import { describe, expect, test } from 'vitest';
import { baseStringDifference, pastedBaseString } from '../../../src/core/base-string-difference';

const encode = encodeURIComponent;
const made = (pairs: string, { method = 'POST', address = 'https://api.example/1/update' } = {}): string =>
  [method, encode(address), encode(pairs)].join('&');
const pairs = 'oauth_nonce=n&oauth_token=t&status=Hello%2C%20world';
const ours = made(pairs);

describe('what was pasted', () => {
  test.each([
    [`  "${ours}" \n`],
    [ours.replaceAll('&', '&amp;')],
    [ours.replaceAll('&', '&amp;amp;')],
    [ours.replaceAll('&', '&#38;')],
    [ours.replaceAll('&', '&#x26;')],
    [`&quot;${ours.replaceAll('&', '&amp;')}&quot;`],
    [`‘${ours.slice(0, 20)}\r\n   ${ours.slice(20)}’`],
  ])('%s', (pasted) => {
    expect(pastedBaseString(pasted)).toBe(ours);
  });
});

test('the same is no difference', () => {
  expect(baseStringDifference(ours, pastedBaseString(` ${ours} `))).toBeUndefined();
});

test.each([
  ['method', made(pairs, { method: 'GET' }), 'method'],
  ['scheme', made(pairs, { address: 'http://api.example/1/update' }), 'address'],
  ['host', made(pairs, { address: 'https://internal.example/1/update' }), 'address'],
  ['port', made(pairs, { address: 'https://api.example:8443/1/update' }), 'address'],
  ['port', made(pairs, { address: 'https://api.example:443/1/update' }), 'address'],
  ['path', made(pairs, { address: 'https://api.example/v1/update' }), 'address'],
  ['hex', ours.replaceAll('%2F', '%2f'), 'address'],
  ['hex', ours.replace('%252C', '%252c'), 'parameters'],
  ['single', decodeURIComponent(ours), 'address'],
  ['form', 'signature_invalid', 'method'],
  ['form', `${ours}&more`, 'parameters'],
  ['order', made('oauth_token=t&oauth_nonce=n&status=Hello%2C%20world'), 'parameters'],
] as const)('%s: %s', (cause, theirs, part) => {
  const found = baseStringDifference(ours, theirs);
  expect(found).toMatchObject({ cause, part });
  expect(found).not.toHaveProperty('parameter');
});

test.each([
  ['missing', 'oauth_nonce=n&status=Hello%2C%20world', { name: 'oauth_token', ours: 't' }],
  ['missing', 'oauth_nonce=n&oauth_token=t', { name: 'status', ours: 'Hello, world' }],
  ['extra', `include=my&${pairs}`, { name: 'include', theirs: 'my' }],
  ['extra', `${pairs}&z%20z=1`, { name: 'z z', theirs: '1' }],
  ['extra', `${pairs}&status=Hi`, { name: 'status', theirs: 'Hi' }],
  ['double', pairs.replace('%2C%20', '%252C%2520'), { name: 'status', ours: 'Hello, world', theirs: 'Hello%2C%20world' }],
  ['single', pairs.replace('%2C%20', ', '), { name: 'status', ours: 'Hello, world', theirs: 'Hello, world' }],
  ['plus', pairs.replace('%20', '+'), { name: 'status', ours: 'Hello, world', theirs: 'Hello,+world' }],
  ['plus', pairs.replace('%20', '%2B'), { name: 'status', ours: 'Hello, world', theirs: 'Hello,+world' }],
  ['value', pairs.replace('=t&', '=other&'), { name: 'oauth_token', ours: 't', theirs: 'other' }],
])('%s in a parameter: %s', (cause, theirs, parameter) => {
  expect(baseStringDifference(ours, made(theirs))).toMatchObject({ cause, part: 'parameters', parameter });
});

test('marks what differs, and only that', () => {
  const theirs = ours.replace('Hello%252C', 'Hallo%252C');
  const found = baseStringDifference(ours, theirs);
  expect(ours.slice(found?.from, found?.oursEnd)).toBe('e');
  expect(theirs.slice(found?.from, found?.theirsEnd)).toBe('a');
  const shorter = baseStringDifference('POST&a&b%3D11', 'POST&a&b%3D1');
  expect(shorter).toMatchObject({ at: 12, oursEnd: 13, theirsEnd: 12 });
});

test('marks an escape whole', () => {
  const theirs = ours.replace('%2520', '%252B');
  const found = baseStringDifference(ours, theirs);
  expect(ours[found?.at ?? 0]).toBe('0');
  expect(ours.slice(found?.from, found?.oursEnd)).toBe('%2520');
  expect(theirs.slice(found?.from, found?.theirsEnd)).toBe('%252B');
});

test('marks nothing where something is missing, also before an escape', () => {
  const found = baseStringDifference(ours, ours.replace('https%3A', 'httpss%3A'));
  expect(found?.oursEnd).toBe(found?.from);
  expect(found).toMatchObject({ from: 10, at: 10, theirsEnd: 11 });
});

test('what cannot be decoded is compared as it is', () => {
  expect(baseStringDifference(ours, `${ours}%`)).toMatchObject({ part: 'parameters', at: ours.length });
});
