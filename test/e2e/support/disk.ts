/** The profile folder as a thief would take it: every file, byte by byte, and what the browsers' databases have packed. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { findSecrets, spellingsOfBytes } from '../../services/secrets';
import type { Issued } from '../../services/types';
import type { Secret } from './leaks';
import { logRecords, tableBlocks, unpackedValues } from './leveldb';
import { unpackedLz4 } from './lz4';
import { unsnapStream } from './snappy';
import { isSqlite, sqliteValues } from './sqlite';

export interface ProfileFile {
  /** Its path in the profile, with `/`. */
  readonly name: string;
  /** Its bytes; of a LevelDB also its records and blocks in one piece and unpacked, and the values in them; of SQLite its rows; what a file has packed as a whole. */
  readonly parts: readonly Buffer[];
}

/** Every file of a profile, whose browser may be running. */
export async function* profileFiles(profile: string): AsyncGenerator<ProfileFile> {
  const all = (await readdir(profile, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const databases = new Set(all.filter(({ name }) => name === 'CURRENT').map(({ parentPath }) => parentPath));
  for (const { name, parentPath } of all) {
    const file = path.join(parentPath, name);
    const bytes = await readFile(file).catch(() => Buffer.alloc(0)); // a socket, or gone
    const inside = databases.has(parentPath) ? recordsIn(name, bytes) : undefined;
    const rows = isSqlite(bytes) ? sqliteValues(bytes, await readFile(`${file}-wal`).catch(() => Buffer.alloc(0))) : undefined;
    const parts = [bytes, ...(inside ? [inside] : []), ...(rows ? [rows] : [])];
    const whole = [unpackedLz4(bytes), unsnapStream(bytes)].filter((one) => one !== undefined);
    const values = [...parts.map(unpackedValues), ...whole].filter(({ length }) => length > 0);
    yield { name: path.relative(profile, file).replaceAll(path.sep, '/'), parts: [...parts, ...values] };
  }
}

function recordsIn(name: string, bytes: Buffer): Buffer | undefined {
  if (/\.log$|^MANIFEST-/.test(name)) return logRecords(bytes);
  if (!/\.(ldb|sst)$/.test(name)) return undefined;
  return isWhole(bytes) ? tableBlocks(bytes) : undefined; // one that is just being written: what goes into it is still in another file
}

function isWhole(bytes: Buffer): boolean {
  return bytes.subarray(-8).equals(Buffer.from('57fb808b247547db', 'hex'));
}

/** @returns `kind in file` for everything found, the file's path without what differs from run to run */
export async function secretsOnDisk(profile: string, secrets: readonly Secret[]): Promise<string[]> {
  const found = new Set<string>();
  for await (const { name, parts } of profileFiles(profile)) {
    for (const part of parts) {
      for (const { issued } of findSecrets(part, secrets as readonly Issued[])) found.add(`${issued.kind} in ${name}`);
    }
  }
  return [...found].toSorted();
}

/** Where the bytes of keys lie: raw, in base64, in hexadecimal, or as numbers. @returns `name in file` */
export async function keysOnDisk(profile: string, keys: Readonly<Record<string, Buffer>>): Promise<string[]> {
  const wanted = Object.entries(keys).map(([key, bytes]) => [key, spellingsOfBytes(bytes)] as const);
  const found = new Set<string>();
  for await (const { name, parts } of profileFiles(profile)) {
    for (const part of parts) {
      const text = part.toString('latin1');
      for (const [key, spellings] of wanted) if (spellings.some((one) => text.includes(one))) found.add(`${key} in ${name}`);
    }
  }
  return [...found].toSorted();
}
