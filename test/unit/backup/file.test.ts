/** A backup's text: what was sealed comes out again, and nothing else ever does, whatever becomes of the text. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BackupHead } from '../../../src/core/backup';
import { toBase64Url } from '../../../src/core/base64';
import { isCoded } from '../../../src/core/errors';
import { openBackup, writeBackup } from '../../../src/vault/backup-file';

const key = toBase64Url(new Uint8Array(32).fill(7));
const head: BackupHead = {
  countersign: 'backup',
  version: 1,
  createdAt: 1_700_000_000_000,
  kdf: { name: 'argon2id', memory: 65_536, passes: 3, lanes: 1, salt: toBase64Url(new Uint8Array(16).fill(9)) },
};
const content = { moved: false, word: 'quiet harbour' };
const written = await writeBackup(head, key, content);

const codeOf = async (text: string, by = key): Promise<unknown> => {
  try {
    await openBackup(text, by);
    return 'opened';
  } catch (error) {
    return isCoded(error) ? error.code : error;
  }
};

it('gives back what was sealed, and shows nothing of it', async () => {
  await expect(openBackup(written, key)).resolves.toEqual({ head, content });
  expect(written).not.toContain('harbour');
  expect(Object.keys(JSON.parse(written) as object)).toEqual(['countersign', 'version', 'createdAt', 'kdf', 'iv', 'data']);
});

it('is documented exactly: a reader made from the documentation alone opens it', async () => {
  const { iv, data, ...open } = JSON.parse(written) as Record<string, string>;
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));
  const ikm = await crypto.subtle.importKey('raw', bytes(key.replaceAll('-', '+').replaceAll('_', '/')), 'HKDF', false, [
    'deriveBits',
  ]);
  const info = new TextEncoder().encode('countersign backup 1');
  const raw = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }, ikm, 256);
  const aes = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
  const additionalData = new TextEncoder().encode(JSON.stringify(open));
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes(iv ?? ''), additionalData }, aes, bytes(data ?? ''));
  expect(JSON.parse(new TextDecoder().decode(plain))).toEqual(content);
});

it('opens with its own key alone', async () => {
  expect(await codeOf(written, toBase64Url(new Uint8Array(32).fill(8)))).toBe('backup_wrong_key');
});

it('says of a newer version that it is newer, before it looks at anything else', async () => {
  expect(await codeOf(JSON.stringify({ countersign: 'backup', version: 2, boxes: [] }))).toBe('backup_newer');
});

it('takes no other text for a backup', async () => {
  const foreign = ['', '{}', '[]', 'null', '7', '"backup"', '<html>', '{"countersign":"services","version":1}', '\u0000'];
  for (const text of foreign) expect(await codeOf(text), text).toBe('backup_invalid');
  expect(await codeOf(`${written.slice(0, -3)},"more":1}`)).toBe('backup_invalid');
  expect(await codeOf(`${' '.repeat(32 * 1024 * 1024)}${written}`)).toBe('backup_invalid');
  expect(await codeOf('['.repeat(200_000))).toBe('backup_invalid');
});

it('lets no head ask for more than a page can give', async () => {
  for (const kdf of [{ memory: 4_000_000 }, { passes: 1e6 }, { lanes: 0 }, { memory: 8 }, { salt: 'short' }, { name: 'pbkdf2' }])
    expect(await codeOf(JSON.stringify({ ...JSON.parse(written), kdf: { ...head.kdf, ...kdf } })), JSON.stringify(kdf)).toBe(
      'backup_invalid',
    );
});

const refusal = /^backup_(invalid|newer|wrong_key)$/;

it('refuses every cut with a code', async () => {
  for (let end = 0; end < written.length - 2; end += 1) expect(await codeOf(written.slice(0, end))).toMatch(refusal);
});

it('refuses every flipped bit with a code', async () => {
  const bytes = new TextEncoder().encode(written.trimEnd());
  for (let at = 0; at < bytes.length; at += 1)
    for (let bit = 0; bit < 8; bit += 1) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
      expect(await codeOf(new TextDecoder().decode(damaged)), `byte ${at}, bit ${bit}`).toMatch(refusal);
    }
});

it('refuses every other damage with a code', async () => {
  const pieces = fc.record({
    at: fc.nat(written.length - 2),
    length: fc.nat(40),
    by: fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.json()),
  });
  await fc.assert(
    fc.asyncProperty(pieces, async ({ at, length, by }) => {
      const damaged = written.slice(0, at) + by + written.slice(at + length);
      fc.pre(JSON.stringify(safely(damaged)) !== JSON.stringify(JSON.parse(written)));
      expect(await codeOf(damaged)).toMatch(refusal);
    }),
    { numRuns: 300 },
  );
});

function safely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
