import { expect, test } from 'vitest';
import type { Sealed } from '../../../src/core/protocol';
import { newVaultKey, seal, unseal, type SealedBox } from '../../../src/crypto/seal';

const place = 'accounts/42';
const value = { token: 'tøken 😀', tokenSecret: 'half \uD800', nested: { list: [1, null, true] } };
const failed = expect.objectContaining({ code: 'storage_failed' });

test('a sealed value comes back, and is not to be seen in its box', async () => {
  const key = await newVaultKey();
  const box = await seal(key, place, value);
  expect(await unseal(key, place, box)).toEqual(value);
  expect(Buffer.from(box.data).includes('token')).toBe(false);
  expect(box.iv).toHaveLength(12);
});

test('a box survives a structured clone, as the database makes one', async () => {
  const key = await newVaultKey();
  expect(await unseal(structuredClone(key), place, structuredClone(await seal(key, place, value)))).toEqual(value);
});

test('undefined members are dropped', async () => {
  const key = await newVaultKey();
  expect(Object.keys(await unseal(key, place, await seal(key, place, { a: 1, b: undefined })))).toEqual(['a']);
});

test('every seal has its own iv', async () => {
  const key = await newVaultKey();
  const boxes = await Promise.all(Array.from({ length: 500 }, () => seal(key, place, {})));
  expect(new Set(boxes.map(({ iv }) => iv.join())).size).toBe(500);
});

test('the key cannot be taken out', async () => {
  const key = await newVaultKey();
  expect(key.algorithm).toMatchObject({ name: 'AES-GCM', length: 256 });
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});

test('a box does not open at another place or with another key', async () => {
  const key = await newVaultKey();
  const box = await seal(key, place, value);
  for (const other of ['accounts/43', 'apps/42', '', `${place} `]) await expect(unseal(key, other, box)).rejects.toEqual(failed);
  await expect(unseal(await newVaultKey(), place, box)).rejects.toEqual(failed);
});

test('a box with any bit flipped, or cut, does not open', async () => {
  const key = await newVaultKey();
  const box = await seal(key, place, { a: 1 });
  const flipped = (bytes: Uint8Array<ArrayBuffer>, at: number) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
  const broken: SealedBox[] = [
    { iv: box.iv, data: box.data.slice(0, 8) },
    { iv: box.iv.subarray(1), data: box.data },
  ];
  for (let at = 0; at < box.iv.length; at++) broken.push({ iv: flipped(box.iv, at), data: box.data });
  for (let at = 0; at < box.data.byteLength; at++)
    broken.push({ iv: box.iv, data: flipped(new Uint8Array(box.data), at).buffer });
  for (const each of broken) await expect(unseal(key, place, each)).rejects.toEqual(failed);
});

test('what is no JSON data is refused without quoting it', async () => {
  const key = await newVaultKey();
  const circle: Record<string, unknown> = {};
  circle['secretName'] = circle;
  for (const bad of [circle, { big: 1n }] as Sealed[]) {
    const error = await seal(key, place, bad).catch((caught: unknown) => caught);
    expect(error).toEqual(failed);
    expect(String(error)).not.toContain('secretName');
  }
});
