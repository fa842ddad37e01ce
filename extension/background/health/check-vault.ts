/** Whether the vault works: a row written, read and deleted, every box opened, and its keys tried and found shut. */
import { CountersignError } from '../../../src/core/errors';
import { damagedRecords } from '../../../src/vault/damaged';
import type { KeyRow } from '../../../src/vault/rows';
import type { Vault } from '../../../src/vault/vault';
import type { House } from '../../../src/engine/house';
import { fine, needsYou, type Finding } from './finding';

export async function checkVault({ vault, around, clock }: Pick<House, 'vault' | 'around' | 'clock'>): Promise<Finding> {
  await probe(vault, clock.now());
  const accounts = await vault.db.accounts.count();
  const { usage } = await around.storage();
  const facts = { accounts, ...(usage !== undefined && { bytes: usage }) };
  if ((await vault.lockView()).state === 'locked') return fine({ ...facts, locked: 1 });
  const damaged = await damagedRecords(vault);
  const count = damaged.accounts.length + damaged.apps.length + damaged.journal.length;
  const found = { ...facts, damaged: count, damagedAccounts: damaged.accounts.length };
  return count === 0 ? fine(found) : needsYou(found, { repair: 'damaged' });
}

/** One strict transaction of the kind that stores tokens. @throws CountersignError `storage_failed` when it does not keep what it was given */
async function probe({ db }: Vault, value: number): Promise<void> {
  const kept = await db.transaction('rw', db.settings, async () => {
    await db.settings.put({ id: 'probe', value });
    const row = await db.settings.get('probe');
    await db.settings.delete('probe');
    return row?.value;
  });
  if (kept !== value) throw new CountersignError('storage_failed', { about: 'probe' });
}

/** The vault's key by what it does, and every stored key by what must not be possible. */
export async function checkKeys({ vault }: Pick<House, 'vault'>): Promise<Finding> {
  const { state, passkeys } = await vault.lockView();
  const facts = { lock: state, passkeys: passkeys.length };
  if (state !== 'locked') {
    const word = 'probe';
    const opened = await vault.unseal('settings', 'probe', await vault.seal('settings', 'probe', { word }));
    if (opened['word'] !== word) throw new CountersignError('storage_failed', { about: 'key' });
  }
  const rows = await vault.db.keys.toArray();
  const open = (await Promise.all(rows.map(canExport))).filter(Boolean).length;
  return open === 0 ? fine({ ...facts, keys: rows.length }) : { state: 'failed', facts: { ...facts, exportable: open } };
}

/** Whether a key's bytes could be read. What is read is dropped at once. */
function canExport({ key }: KeyRow): Promise<boolean> {
  return crypto.subtle.exportKey(key.type === 'private' ? 'pkcs8' : 'raw', key).then(
    () => true,
    () => false,
  );
}
