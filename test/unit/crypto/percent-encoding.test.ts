import { expect, test } from 'vitest';
import { formDecode, formToPercentEncoded, percentDecode, percentEncode } from '../../../src/crypto/percent-encoding';
import { percentEncodingTable } from '../oauth1/vectors';

test.each(percentEncodingTable)('%j is encoded as %s, and back', (plain, encoded) => {
  expect(percentEncode(plain)).toBe(encoded);
  expect(percentDecode(encoded)).toBe(plain);
  expect(formToPercentEncoded(encoded)).toBe(encoded);
});

test('half a surrogate pair counts as U+FFFD instead of throwing', () => {
  expect(percentEncode('a\uD800b\uDC00')).toBe('a%EF%BF%BDb%EF%BF%BD');
  expect(formToPercentEncoded('a\uD800')).toBe('a%EF%BF%BD');
  expect(percentEncode('😀')).toBe('%F0%9F%98%80');
});

test('a plus is a space in forms only', () => {
  expect(percentDecode('a+b%2Bc')).toBe('a+b+c');
  expect(formDecode('a+b%2Bc')).toBe('a b+c');
  expect(formToPercentEncoded('a+b%2bc!')).toBe('a%20b%2Bc%21');
});

test('what is no valid encoding stays as it is', () => {
  expect(percentDecode('100%')).toBe('100%');
  expect(percentDecode('%zz%4%41')).toBe('%zz%4A');
  expect(formToPercentEncoded('%zz%41')).toBe('%25zzA');
  expect(formToPercentEncoded('%u0041')).toBe('%25u0041');
});

test('bytes that are no UTF-8 become U+FFFD as text, and stay as they are in the encoding', () => {
  expect(percentDecode('caf%e9')).toBe('caf\uFFFD');
  expect(formToPercentEncoded('caf%e9+ol%C3%A9')).toBe('caf%E9%20ol%C3%A9');
});

test('a byte order mark is data', () => {
  expect(percentDecode('%EF%BB%BFa')).toBe('\uFEFFa');
  expect(percentDecode('%EF%BB%BFa%')).toBe('\uFEFFa%');
});
