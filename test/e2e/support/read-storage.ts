/** Runs in a page of ours: reads out the extension's database and its storage areas, byte for byte. */
import type { Recorder } from './recorder';

declare const chrome: { storage: Record<'local' | 'session' | 'sync', { get(keys: null): Promise<object> }> };

/** Every row of every table as text. Of a key, only that it is there: it cannot be read. */
export async function readDatabase(): Promise<string> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('no database')));
    });
  const parts: string[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const db = await done(indexedDB.open(name));
    for (const table of db.objectStoreNames) {
      const rows: unknown[] = await done(db.transaction(table).objectStore(table).getAll());
      parts.push(`${name} ${table} ${rows.length}`);
      parts.push(await (globalThis as unknown as { recorder: Recorder }).recorder.spell(rows));
    }
    db.close();
  }
  return parts.join('\n');
}

export async function readStorage(): Promise<string> {
  const { local, session, sync } = chrome.storage;
  return JSON.stringify([await local.get(null), await session.get(null), await sync.get(null)]);
}
