/**
 * Writes the snapshots that are missing: `node tools/run.mjs test/vault-snapshots/make.ts`. One that is there stays as it is, whatever
 * became of the code that made it.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { rows, type Sealing } from './rows';
import { snapshotFile, testKey } from './snapshots';

const base64 = (bytes: ArrayBuffer | Uint8Array): string => Buffer.from(new Uint8Array(bytes)).toString('base64');

async function sealed({ $seal, value }: Sealing): Promise<object> {
  const key = await crypto.subtle.importKey('raw', testKey, 'AES-GCM', false, ['encrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode($seal);
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData, tagLength: 128 }, key, plain);
  return { iv: { $bytes: base64(iv) }, data: { $buffer: base64(data) } };
}

async function stored(row: object): Promise<object> {
  const members = Object.entries(row).map(async ([name, value]: [string, unknown]): Promise<[string, unknown]> => {
    const isSealing = typeof value === 'object' && value !== null && '$seal' in value;
    return [name, isSealing ? await sealed(value as Sealing) : value];
  });
  return Object.fromEntries(await Promise.all(members));
}

export async function main(): Promise<void> {
  for (const [version, tables] of Object.entries(rows)) {
    const file = snapshotFile(Number(version));
    if (existsSync(file)) continue;
    const written: Record<string, object[]> = {};
    for (const [table, all] of Object.entries(tables)) written[table] = await Promise.all(all.map(stored));
    writeFileSync(file, `${JSON.stringify({ version: Number(version), tables: written }, undefined, 1)}\n`);
    console.log(`Wrote ${file.pathname}.`);
  }
}
