/** A backup's text: everything in one box, sealed under a key of its own and bound to the open head. Knows nothing of what is inside. */
import type { BackupHead } from '../core/backup';
import { backupInvalid, headText, longestBackup, readBackupFile, type BackupFile } from '../core/backup-head';
import { fromBase64, fromBase64Url, toBase64 } from '../core/base64';
import { CountersignError } from '../core/errors';
import type { Sealed } from '../core/protocol';
import { seal, unseal } from '../crypto/seal';

/** What the key is used for and nothing else. */
const label = 'countersign backup 1';

/**
 * @param key 32 bytes in base64url, derived from the backup's passphrase
 * @returns the file's text
 * @throws CountersignError `backup_invalid` when it would be larger than a reader takes
 */
export async function writeBackup(head: BackupHead, key: string, content: Sealed): Promise<string> {
  const { iv, data } = await seal(await boxKey(key), headText(head), content);
  const file: BackupFile = { ...head, iv: toBase64(iv), data: toBase64(new Uint8Array(data)) };
  const text = `${JSON.stringify(file)}\n`;
  if (text.length > longestBackup) throw backupInvalid('larger than 32 MB');
  return text;
}

/**
 * Opens a file. What was inside is not looked at yet.
 * @throws CountersignError `backup_invalid`, `backup_newer`; `backup_wrong_key` for another key, or for a file that was altered
 */
export async function openBackup(text: string, key: string): Promise<{ readonly head: BackupHead; readonly content: unknown }> {
  const { iv, data, ...head } = readBackupFile(text);
  const bytes = bytesFrom(data);
  if (bytes.length < 16) throw backupInvalid('data');
  try {
    const content = await unseal(await boxKey(key), headText(head), { iv: bytesFrom(iv), data: bytes.buffer });
    return { head, content };
  } catch {
    throw new CountersignError('backup_wrong_key');
  }
}

/** One text for each sequence of bytes: base64 with stray bits in its last digit is another text for the same bytes. */
function bytesFrom(text: string): Uint8Array<ArrayBuffer> {
  const bytes = text.length % 4 === 0 ? fromBase64(text) : undefined;
  if (!bytes || toBase64(bytes) !== text) throw backupInvalid('data');
  return bytes;
}

/** @see https://www.rfc-editor.org/rfc/rfc5869 */
async function boxKey(key: string): Promise<CryptoKey> {
  const bytes = fromBase64Url(key);
  const derived = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode(label);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return crypto.subtle.deriveKey(how, derived, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}
