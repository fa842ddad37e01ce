import { afterEach, expect, test } from 'vitest';
import { fromBase64, fromBase64Url, toBase64, toBase64Url } from '../../../src/core/base64';
import { percentEncode } from '../../../src/crypto/percent-encoding';
import { basicCredentials } from '../oauth1/vectors';

const prototype = Uint8Array.prototype as { toBase64?: () => string };
const native = Object.getOwnPropertyDescriptor(prototype, 'toBase64');

afterEach(() => {
  if (native) Object.defineProperty(prototype, 'toBase64', native);
  else delete prototype.toBase64;
});

test('agrees with Buffer on every length', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = crypto.getRandomValues(new Uint8Array(length));
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
  }
});

test('a megabyte does not overflow the stack', () => {
  const bytes = new Uint8Array(1 << 20).fill(255);
  expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
});

test('uses the runtime’s own converter where there is one', () => {
  prototype.toBase64 = () => 'own+/==';
  expect(toBase64(new Uint8Array(1))).toBe('own+/==');
  expect(toBase64Url(new Uint8Array(1))).toBe('own-_');
});

test('only the bytes of a view are converted', () => {
  const whole = new Uint8Array([1, 2, 3, 4]);
  expect(toBase64(whole.subarray(1, 3))).toBe('AgM=');
});

test.each(['a', 'a=', 'ab=', 'ab===', 'a b', 'a\n', 'é', 'ab-_', 'ab==cd'])('%j is no base64', (text) => {
  expect(() => fromBase64(text)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
});

test.each(['ab==', 'a+b/'])('%j is no base64url', (text) => {
  expect(() => fromBase64Url(text)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
});

test('the published Basic credentials of Twitter', () => {
  const { consumer_key: key, consumer_secret: secret, basic } = basicCredentials;
  expect(toBase64(new TextEncoder().encode(`${percentEncode(key)}:${percentEncode(secret)}`))).toBe(basic);
});
