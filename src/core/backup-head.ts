/** The open part of a backup file: read by the page, which needs it to derive the key, and by the worker, which seals it into the box. */
import type { BackupHead } from './backup';
import { CountersignError } from './errors';
import type { Kdf } from './lock';

/** Characters of a backup's text at most. */
export const longestBackup = 32 * 1024 * 1024;
export const backupVersion = 1;

/** A file as it lies on disk: its head, and the box in base64 with the nonce before it. */
export interface BackupFile extends BackupHead {
  /** 12 bytes. */
  readonly iv: string;
  /** The ciphertext with its tag. */
  readonly data: string;
}

/** @param about the place that is wrong, never what stands there */
export function backupInvalid(about: string): CountersignError {
  return new CountersignError('backup_invalid', { about });
}

/**
 * Reads a file's text as far as it goes without its key.
 * @throws CountersignError `backup_invalid`; `backup_newer` for a version that this one does not know
 */
export function readBackupFile(text: string): BackupFile {
  if (text.length > longestBackup) throw backupInvalid('larger than 32 MB');
  const file = objectOf(parsed(text), 'file');
  if (file['countersign'] !== 'backup') throw backupInvalid('countersign');
  const { version } = file;
  if (!isCount(version, 1, Number.MAX_SAFE_INTEGER)) throw backupInvalid('version');
  if (version > backupVersion) throw new CountersignError('backup_newer');
  only(file, ['countersign', 'version', 'createdAt', 'kdf', 'iv', 'data'], 'file');
  const { createdAt, iv, data } = file;
  if (!isCount(createdAt, 0, 8.64e15)) throw backupInvalid('createdAt');
  if (!isText(iv, /^[A-Za-z0-9+/]{16}$/)) throw backupInvalid('iv');
  if (!isText(data, /^[A-Za-z0-9+/]+={0,2}$/)) throw backupInvalid('data');
  return { countersign: 'backup', version, createdAt, kdf: kdfOf(file['kdf']), iv, data };
}

/** The head as the box is bound to it: its members in this order, without white space. */
export function headText({ countersign, version, createdAt, kdf }: BackupHead): string {
  const { name, memory, passes, lanes, salt } = kdf;
  return JSON.stringify({ countersign, version, createdAt, kdf: { name, memory, passes, lanes, salt } });
}

/** Within what the worker takes of our own pages: a file cannot hold a page for hours, or take all of its memory. */
function kdfOf(value: unknown): Kdf {
  const kdf = objectOf(value, 'kdf');
  only(kdf, ['name', 'memory', 'passes', 'lanes', 'salt'], 'kdf');
  const { name, memory, passes, lanes, salt } = kdf;
  if (name !== 'argon2id') throw backupInvalid('kdf.name');
  if (!isCount(memory, 19_456, 1_048_576)) throw backupInvalid('kdf.memory');
  if (!isCount(passes, 1, 64)) throw backupInvalid('kdf.passes');
  if (!isCount(lanes, 1, 16)) throw backupInvalid('kdf.lanes');
  if (!isText(salt, /^[A-Za-z0-9_-]{22}$/)) throw backupInvalid('kdf.salt');
  return { name, memory, passes, lanes, salt };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw backupInvalid('not JSON');
  }
}

function objectOf(value: unknown, place: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw backupInvalid(place);
  return value as Record<string, unknown>;
}

function only(value: Record<string, unknown>, names: readonly string[], place: string): void {
  if (Object.keys(value).some((name) => !names.includes(name))) throw backupInvalid(`${place}: a member that is not known`);
}

function isCount(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most;
}

function isText(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value);
}
