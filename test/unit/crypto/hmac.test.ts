import { createHmac } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { hmacKey, type Hash } from '../../../src/crypto/hmac';

const hashes: readonly Hash[] = ['SHA-1', 'SHA-256', 'SHA-512'];

afterEach(() => {
  vi.restoreAllMocks();
});

test.each(hashes)('agrees with node:crypto on %s, empty and over-long keys included', async (hash) => {
  for (const key of ['', '&', 'kd94hf93k423kf44&', 'é😀', 'k'.repeat(300)]) {
    for (const text of ['', 'bs', 'ü'.repeat(500)]) {
      const expected = createHmac(hash.replace('-', ''), key).update(text).digest();
      expect(Buffer.from(await hmac(hash, key, text))).toEqual(expected);
    }
  }
});

test('imports a key once, never extractable, and again only after 64 others', async () => {
  const imports = vi.spyOn(crypto.subtle, 'importKey');
  await Promise.all([hmac('SHA-1', 'first', 'a'), hmac('SHA-1', 'first', 'b')]);
  await hmac('SHA-1', 'first', 'c');
  expect(imports).toHaveBeenCalledTimes(1);
  expect(imports.mock.calls[0]?.[3]).toBe(false);
  await hmac('SHA-256', 'first', 'c');
  expect(imports).toHaveBeenCalledTimes(2);

  for (let other = 0; other < 63; other++) await hmac('SHA-1', `other ${other}`, 'a');
  imports.mockClear();
  await hmac('SHA-256', 'first', 'still kept');
  expect(imports).not.toHaveBeenCalled();
  await hmac('SHA-1', 'first', 'dropped, as the one used longest ago');
  expect(imports).toHaveBeenCalledTimes(1);
});

test('a failed import is not kept', async () => {
  vi.spyOn(crypto.subtle, 'importKey').mockRejectedValueOnce(new Error('not now'));
  await expect(hmac('SHA-1', 'unlucky', 'a')).rejects.toThrow('not now');
  await expect(hmac('SHA-1', 'unlucky', 'a')).resolves.toHaveProperty('byteLength', 20);
});

async function hmac(hash: Hash, key: string, text: string): Promise<ArrayBuffer> {
  return crypto.subtle.sign('HMAC', await hmacKey(hash, key), new TextEncoder().encode(text));
}
