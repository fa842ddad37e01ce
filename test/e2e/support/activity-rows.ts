/** Runs in our extension: fills the activity's table without its engine, and counts what the engine reads from it. */
import type { ActivityRow } from '../../../src/vault/rows';

const database = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('countersign');
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('no database')));
  });

/**
 * Adds copies of a row, each `every` milliseconds before the one that follows it.
 * @param last the time of the newest
 */
export async function addRows(row: Omit<ActivityRow, 'id'>, count: number, every: number, last: number): Promise<void> {
  const db = await database();
  const work = db.transaction('activity', 'readwrite', { durability: 'relaxed' });
  const done = new Promise<void>((resolve, reject) => {
    work.addEventListener('complete', () => resolve());
    work.addEventListener('abort', () => reject(work.error ?? new Error('not written')));
  });
  for (let at = last - (count - 1) * every; at <= last; at += every) work.objectStore('activity').add({ ...row, at });
  await done;
  db.close();
}

/** How many rows there are, and the time of the oldest. */
export async function tableState(): Promise<{ count: number; oldest: number }> {
  const db = await database();
  const store = db.transaction('activity').objectStore('activity');
  const value = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve) => request.addEventListener('success', () => resolve(request.result)));
  const [count, first] = await Promise.all([value(store.count()), value(store.index('at').openCursor())]);
  db.close();
  return { count, oldest: (first?.value as ActivityRow | undefined)?.at ?? 0 };
}

/** Counts from now on every row of the activity that is handed to script, and every step of a cursor over its keys. */
export function countReads(): void {
  const reads = { rows: 0, keys: 0 };
  Object.assign(globalThis, { reads });
  const isActivity = (source: IDBObjectStore | IDBIndex): boolean =>
    ('objectStore' in source ? source.objectStore : source).name === 'activity';
  for (const kind of [IDBObjectStore, IDBIndex]) {
    const own = kind.prototype as unknown as Record<string, (this: IDBObjectStore, ...given: unknown[]) => IDBRequest>;
    for (const name of ['get', 'getAll', 'getAllKeys', 'openCursor', 'openKeyCursor']) {
      const real = own[name];
      if (!real) continue;
      own[name] = function counted(...given) {
        const request = real.apply(this, given);
        const what = name.includes('Key') ? 'keys' : 'rows';
        if (isActivity(this))
          request.addEventListener('success', () => {
            const { result } = request as IDBRequest<unknown>;
            if (result) reads[what] += Array.isArray(result) ? result.length : 1;
          });
        return request;
      };
    }
  }
}
