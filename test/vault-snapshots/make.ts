/**
 * Writes the snapshots that are missing: `node tools/run.mjs test/vault-snapshots/make.ts`. One that is there stays as it is, whatever
 * became of the code that made it.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { rows, type Sealing } from './rows';
import { sealedForTest } from './seal';
import { snapshotFile } from './snapshots';

async function stored(row: object): Promise<object> {
  const members = Object.entries(row).map(async ([name, value]: [string, unknown]): Promise<[string, unknown]> => {
    const isSealing = typeof value === 'object' && value !== null && '$seal' in value;
    return [name, isSealing ? await sealedForTest((value as Sealing).$seal, (value as Sealing).value) : value];
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
