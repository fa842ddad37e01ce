import { expect, test } from 'vitest';
import { systemRandom } from '../../../src/core/ports';
import { nonces, randomText } from '../../../src/crypto/random-text';

test.each([
  [16, 22],
  [32, 43],
])('%i bytes give %i characters of the base64url alphabet', (bytes, length) => {
  expect(randomText(systemRandom, bytes)).toMatch(new RegExp(`^[A-Za-z0-9_-]{${length}}$`));
});

test('a nonce has letters and digits only, and none comes twice', () => {
  const next = nonces(systemRandom);
  const drawn = Array.from({ length: 1000 }, next);
  expect(drawn.every((nonce) => /^[a-z0-9]{32}$/.test(nonce))).toBe(true);
  expect(new Set(drawn).size).toBe(1000);
});

test('the random bytes are all that decides', () => {
  expect(nonces({ bytes: (length) => new Uint8Array(length).fill(10) })()).toBe('0a'.repeat(16));
});
