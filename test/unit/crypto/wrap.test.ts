/** The vault's key under another: beside Node's own HKDF and AES-GCM, by known values, and closed to everything that is not right. */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { importVaultKey, keyFrom, unwrapKey, wrapKey } from '../../../src/crypto/wrap';
import type { SealedBox } from '../../../src/crypto/seal';

const bytes = (hex: string): Uint8Array<ArrayBuffer> => Uint8Array.from(hex.match(/../g) ?? [], (two) => parseInt(two, 16));
const hex = (of: Uint8Array): string => Buffer.from(of).toString('hex');

const vaultKey = bytes('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
const by = bytes('f0e1d2c3b4a5968778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e0f');
const place = 'keyring/passphrase';
/** By Python's cryptography 48.0.0: HKDF(SHA256, 32, salt=None, info=b"countersign: vault key"), AESGCM. */
const known: SealedBox = {
  iv: bytes('0a0b0c0d0e0f101112131415'),
  data: bytes('a179b3295bcd79c3efd6383acd2b8fc11c52eb3a47f1e7b74dff9dc1e2779ccf7ea5a4ee57b1acb203781e9544d4d3ef').buffer,
};

/** The key that HKDF gives, by Node. */
const derived = (from: Uint8Array, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', from, '', purpose, 32));

test('a box that another implementation made opens', async () => {
  expect(hex(await unwrapKey(known, by, place))).toBe(hex(vaultKey));
});

test('a box of ours opens for another implementation: HKDF-SHA-256 without salt, AES-256-GCM, the row as additional data', async () => {
  const { iv, data } = await wrapKey(vaultKey, by, place);
  const box = Buffer.from(data);
  expect(box).toHaveLength(48);
  const cipher = createDecipheriv('aes-256-gcm', derived(by, 'countersign: vault key'), iv);
  cipher.setAAD(Buffer.from(place));
  cipher.setAuthTag(box.subarray(32));
  expect(hex(Buffer.concat([cipher.update(box.subarray(0, 32)), cipher.final()]))).toBe(hex(vaultKey));
});

test.each([
  ['another key', by.map((byte) => byte ^ 1), place, known],
  ['another row', by, 'keyring/passkey x', known],
  ['an altered box', by, place, { ...known, data: Uint8Array.from(new Uint8Array(known.data), (byte) => byte ^ 128).buffer }],
  ['a box that was cut', by, place, { ...known, data: known.data.slice(0, 20) }],
])('with %s it stays closed', async (_, key, where, box) => {
  await expect(unwrapKey(box, Uint8Array.from(key), where)).rejects.toMatchObject({ code: 'passphrase_wrong' });
});

test('a key for one purpose is none for another', async () => {
  const iv = new Uint8Array(12);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyFrom(by, 'one'), vaultKey);
  await expect(crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await keyFrom(by, 'other'), sealed)).rejects.toThrow();
  const cipher = createCipheriv('aes-256-gcm', derived(by, 'one'), iv);
  expect(hex(Buffer.concat([cipher.update(vaultKey), cipher.final(), cipher.getAuthTag()]))).toBe(hex(new Uint8Array(sealed)));
});

test('the same key wrapped twice looks different, and no imported key gives its bytes', async () => {
  const [one, other] = [await wrapKey(vaultKey, by, place), await wrapKey(vaultKey, by, place)];
  expect(hex(new Uint8Array(one.data))).not.toBe(hex(new Uint8Array(other.data)));
  for (const key of [await importVaultKey(vaultKey), await keyFrom(by, 'one')]) {
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  }
});
