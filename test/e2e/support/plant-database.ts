/** Runs in a page of our extension: makes a database as some version of the product left it, without the product. */
import type { Snapshot } from '../../vault-snapshots/snapshots';

export interface Planting extends Snapshot {
  /** 32 bytes in base64, the vault's key. */
  readonly key: string;
  /** Each table's schema in Dexie's words. */
  readonly schema: Readonly<Record<string, string>>;
  readonly name?: string;
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/** Deletes the database that is there and makes this one in its place. */
export async function plant({ version, tables, schema, key: raw, name = 'countersign' }: Planting): Promise<void> {
  await done(indexedDB.deleteDatabase(name));
  const key = await crypto.subtle.importKey('raw', bytesOf(raw), 'AES-GCM', false, ['encrypt', 'decrypt']);
  const opening = indexedDB.open(name, version * 10);
  opening.addEventListener('upgradeneeded', () => {
    for (const [table, words] of Object.entries(schema)) makeTable(opening.result, table, words);
  });
  const db = await done(opening);
  const work = db.transaction(Object.keys(schema), 'readwrite', { durability: 'strict' });
  const end = new Promise<void>((resolve, reject) => {
    work.addEventListener('complete', () => resolve());
    work.addEventListener('abort', () => reject(work.error ?? new Error('not written')));
  });
  for (const [table, rows] of Object.entries(tables)) for (const row of rows) work.objectStore(table).add(revived(row, key));
  await end;
  db.close();
}

function makeTable(db: IDBDatabase, table: string, words: string): void {
  const [primary = '', ...indexes] = words.split(', ');
  const store = db.createObjectStore(table, { keyPath: primary.replace('++', ''), autoIncrement: primary.startsWith('++') });
  for (const index of indexes) {
    const unique = index.startsWith('&');
    const bare = index.replace('&', '');
    const path = bare.startsWith('[') ? bare.slice(1, -1).split('+') : bare;
    store.createIndex(bare, path, { unique });
  }
}

function revived(value: unknown, key: CryptoKey): unknown {
  if (Array.isArray(value)) return value.map((one) => revived(one, key));
  if (typeof value !== 'object' || value === null) return value;
  if ('$key' in value) return key;
  if ('$bytes' in value) return bytesOf(String(value.$bytes));
  if ('$buffer' in value) return bytesOf(String(value.$buffer)).buffer;
  return Object.fromEntries(Object.entries(value).map(([name, one]: [string, unknown]) => [name, revived(one, key)]));
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('no database')));
  });
}
