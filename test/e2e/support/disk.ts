/** The profile folder as a thief would take it: every file, byte by byte. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { findSecrets } from '../../services/secrets';
import type { Issued } from '../../services/types';
import type { Secret } from './leaks';

/** @returns `kind in file` for everything found, the file's path without what differs from run to run */
export async function secretsOnDisk(profile: string, secrets: readonly Secret[]): Promise<string[]> {
  const found = new Set<string>();
  for (const entry of await readdir(profile, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const bytes = await readFile(file).catch(() => Buffer.alloc(0)); // a socket, or gone
    for (const { issued } of findSecrets(bytes, secrets as readonly Issued[])) {
      found.add(`${issued.kind} in ${path.relative(profile, file).replaceAll(path.sep, '/')}`);
    }
  }
  return [...found].toSorted();
}
