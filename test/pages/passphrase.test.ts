/** A passphrase becomes the same key everywhere: Argon2id as its RFC has it, over composed characters, under today's parameters. */
import { argon2id } from '@noble/hashes/argon2.js';
import { expect, test } from 'vitest';
import { deriveKey, freshKdf, isWeaker } from '../../extension/pages/shared/passphrase';
import { fromBase64Url, toBase64Url } from '../../src/core/base64';
import type { Kdf } from '../../src/core/lock';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
/** Cheap, so that a test may ask often. */
const cheap: Kdf = { name: 'argon2id', memory: 64, passes: 1, lanes: 1, salt: toBase64Url(new Uint8Array(16).fill(7)) };

test('the library gives the tag of RFC 9106, 5.3', () => {
  const options = { m: 32, t: 3, p: 4, dkLen: 32, key: new Uint8Array(8).fill(3), personalization: new Uint8Array(12).fill(4) };
  expect(hex(argon2id(new Uint8Array(32).fill(1), new Uint8Array(16).fill(2), options))).toBe(
    '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659',
  );
});

test('a passphrase gives what the reference implementation gives', async () => {
  // phc-winner-argon2, src/test.c: version 0x13, t = 2, m = 2^16, p = 1
  const kdf: Kdf = {
    name: 'argon2id',
    memory: 65_536,
    passes: 2,
    lanes: 1,
    salt: toBase64Url(new TextEncoder().encode('somesalt')),
  };
  expect(hex(fromBase64Url(await deriveKey('password', kdf)))).toBe(
    '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7',
  );
});

test('composed, decomposed and full-width characters are the same passphrase; another letter is not', async () => {
  const composed = await deriveKey('caf\u00e9 12', cheap);
  expect(await deriveKey('cafe\u0301 \uff11\uff12', cheap)).toBe(composed);
  expect(await deriveKey('cafe 12', cheap)).not.toBe(composed);
  expect(await deriveKey('Caf\u00e9 12', cheap)).not.toBe(composed);
});

test('another salt or another cost is another key', async () => {
  const keys = await Promise.all(
    [cheap, { ...cheap, salt: freshKdf().salt }, { ...cheap, passes: 2 }, { ...cheap, memory: 128 }].map((kdf) =>
      deriveKey('the same words', kdf),
    ),
  );
  expect(new Set(keys).size).toBe(4);
});

test('the page hears how far it is, up to the end', async () => {
  const heard: number[] = [];
  await deriveKey('the same words', { ...cheap, memory: 1024, passes: 3 }, (done) => heard.push(done));
  expect(heard.length).toBeGreaterThan(2);
  expect(heard.toSorted((a, b) => a - b)).toEqual(heard);
  expect(heard.at(-1)).toBe(1);
});

test('fresh parameters have a salt of their own and are never weaker than today\u2019s', () => {
  const [one, two] = [freshKdf(), freshKdf()];
  expect(fromBase64Url(one.salt)).toHaveLength(16);
  expect(one.salt).not.toBe(two.salt);
  expect(one).toMatchObject({ name: 'argon2id', memory: 65_536, passes: 3, lanes: 1 });
  expect(isWeaker(one)).toBe(false);
});

test.each([
  ['less memory', { memory: 19_456, passes: 64 }, true],
  ['fewer passes', { passes: 2 }, true],
  ['more lanes instead of passes', { passes: 2, lanes: 4 }, true],
  ['more memory, fewer passes', { memory: 1_048_576, passes: 1 }, false],
  ['more of all', { memory: 131_072, passes: 4 }, false],
] as const)('weaker than today\u2019s: %s', (_, change, weaker) => {
  expect(isWeaker({ ...freshKdf(), ...change })).toBe(weaker);
});
