/** Runs in a page of our extension: a vault without a passphrase gets many accounts at once, each sealed for its own place with the key that is there. */
import type { AccountRow, KeyRow } from '../../../src/vault/rows';

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('no database')));
  });
}

const algorithm = (iv: Uint8Array<ArrayBuffer>, id: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(`accounts/${id}`),
  tagLength: 128,
});

/** Adds copies of an account under ids and names of their own. */
export async function addAccounts(id: string, count: number): Promise<void> {
  const db = await done(indexedDB.open('countersign'));
  const read = db.transaction(['keys', 'accounts']);
  const [{ key }, row] = (await Promise.all([
    done(read.objectStore('keys').get('device')),
    done(read.objectStore('accounts').get(id)),
  ])) as [KeyRow, AccountRow];
  const plain = await crypto.subtle.decrypt(algorithm(row.sealed.iv, id), key, row.sealed.data);
  const copies: AccountRow[] = [];
  for (let at = 0; at < count; at += 1) {
    const copy = `${id} ${at}`;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt(algorithm(iv, copy), key, plain);
    const label = `person ${String(at).padStart(4, '0')}`;
    copies.push({ ...row, id: copy, label, subject: copy, signedInAt: row.signedInAt + at + 1, sealed: { iv, data } });
  }
  const work = db.transaction('accounts', 'readwrite', { durability: 'relaxed' });
  const end = new Promise<void>((resolve, reject) => {
    work.addEventListener('complete', () => resolve());
    work.addEventListener('abort', () => reject(work.error ?? new Error('not written')));
  });
  for (const copy of copies) work.objectStore('accounts').put(copy);
  await end;
  db.close();
}
