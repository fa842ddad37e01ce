/** The stored databases of every version, and the key with which they are sealed. */
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('./', import.meta.url);

/** A key of tests: 32 bytes that everyone may know. */
export const testKey: Uint8Array<ArrayBuffer> = Uint8Array.from({ length: 32 }, (_, at) => at);

export interface Snapshot {
  readonly version: number;
  /**
   * The rows of each table. `{"$key": "device"}` stands for the test key, `{"$bytes": …}` for a `Uint8Array` and `{"$buffer": …}` for an
   * `ArrayBuffer`, in base64.
   */
  readonly tables: Readonly<Record<string, readonly object[]>>;
}

export const snapshotFile = (version: number): URL => new URL(`v${version}.json`, folder);

export function snapshotVersions(): number[] {
  const found = readdirSync(folder).map((name) => /^v(\d+)\.json$/.exec(name)?.[1]);
  return found.flatMap((version) => (version === undefined ? [] : [Number(version)])).toSorted((one, other) => one - other);
}

export function readSnapshot(version: number): Snapshot {
  return JSON.parse(readFileSync(snapshotFile(version), 'utf8')) as Snapshot;
}
