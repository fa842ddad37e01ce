/** Secrets planted in the profile, packed as the browsers pack them: a search that finds these finds real ones. */
declare const chrome: { storage: { local: { set(values: object): Promise<void> } } };

/**
 * Runs in a page of ours. Each value stands in its row only behind its two halves, so that packing leaves nothing of it in one piece: the
 * short row is packed with its block (Firefox packs every row), the long one on its way into the database, the huge one into a file.
 */
export async function plantInDatabase(planted: { inTable: string; inValue: string; inFile: string }): Promise<void> {
  const { inTable, inValue, inFile } = planted;
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('no database')));
    });
  const open = async (name: string): Promise<IDBDatabase> => {
    const opening = indexedDB.open(name);
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('rows'));
    return done(opening);
  };
  const halves = (value: string): string => `${value.slice(0, 30)} ${value.slice(30)} ${value}`;
  const db = await open('planted');
  const writing = db.transaction('rows', 'readwrite', { durability: 'strict' });
  writing.objectStore('rows').put(halves(inTable), 'short');
  writing.objectStore('rows').put(`${halves(inValue)} ${'and so on '.repeat(10_000)}`, 'long');
  writing.objectStore('rows').put(`${halves(inFile)} ${'and so on '.repeat(300_000)}`, 'huge');
  await new Promise((resolve) => writing.addEventListener('complete', resolve));
  db.close();
  // The end of a database makes Chromium write what it has into a table.
  (await open('passing')).close();
  await done(indexedDB.deleteDatabase('passing'));
}

/** Runs in a page of ours: a key as bytes in the database, in base64 in the page's storage, in hexadecimal in the extension's. */
export async function plantKeys(key: number[]): Promise<void> {
  const bytes = new Uint8Array(key);
  const opening = indexedDB.open('planted-key');
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('rows').put({ bytes }, 1));
  await new Promise((resolve) => opening.addEventListener('success', resolve));
  opening.result.close();
  localStorage.setItem('planted', btoa(`x${String.fromCharCode(...bytes)}`));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  await chrome.storage.local.set({ planted: hex });
}
