/** Records that the disk, or someone, has damaged: told apart from good ones, so that one of them never breaks the others. */
import { toProblem } from '../core/errors';
import type { AccountRow, Database } from './schema';
import type { SealedBox } from '../crypto/seal';
import type { Vault } from './vault';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether an account's row has what every row has. Rows come from the disk: their type is a promise that it may have broken. */
export function isWhole(row: AccountRow): boolean {
  const { serviceId, clientId, label, state, signedInAt, renewals, facts, notes, sealed } = row as Partial<AccountRow>;
  const texts = [serviceId, clientId, label, state];
  const numbers = [signedInAt, renewals];
  return (
    texts.every((text) => typeof text === 'string') &&
    numbers.every((number) => typeof number === 'number') &&
    isObject(facts) &&
    isObject(facts.extra) &&
    isObject(notes) &&
    isObject(sealed)
  );
}

/** The accounts whose rows are whole; their boxes are not looked into. */
export async function wholeAccounts({ db }: Vault): Promise<AccountRow[]> {
  return (await db.accounts.toArray()).filter(isWhole);
}

export interface Damaged {
  readonly table: 'accounts' | 'apps' | 'journal';
  readonly id: string;
  /** What the user knows it by; empty where that is lost. */
  readonly label: string;
}

/**
 * Opens everything that is sealed, and tells what does not open.
 * @throws CountersignError `locked`, and what else is wrong with the vault and not with a record
 */
export async function damagedRecords(vault: Vault): Promise<Damaged[]> {
  const found: Damaged[] = [];
  for (const row of await vault.db.accounts.toArray())
    if (!isWhole(row) || !(await opens(vault, 'accounts', row))) found.push(damaged('accounts', row.id, row.label));
  for (const row of await vault.db.apps.toArray())
    if (!(await opens(vault, 'apps', row))) found.push(damaged('apps', row.id, row.clientId));
  for (const row of await vault.db.journal.toArray())
    if (row.sealed && !(await opens(vault, 'journal', { id: row.id, sealed: row.sealed })))
      found.push(damaged('journal', row.id, row.serviceName));
  return found;
}

function damaged(table: Damaged['table'], id: string, label: unknown): Damaged {
  return { table, id, label: typeof label === 'string' ? label : '' };
}

async function opens(vault: Vault, table: Damaged['table'], { id, sealed }: { id: string; sealed: SealedBox }): Promise<boolean> {
  try {
    await vault.unseal(table, id, sealed);
    return true;
  } catch (error) {
    const { code, about } = toProblem(error);
    if (code !== 'storage_failed' || about !== 'unseal') throw error;
    return false;
  }
}

/** Wipes the damaged records, and with an account what rests on it. @returns what was wiped */
export async function dropDamaged(vault: Vault): Promise<Damaged[]> {
  const found = await damagedRecords(vault);
  const { db } = vault;
  await db.transaction('rw', [db.accounts, db.apps, db.journal, db.permits, db.activity], async () => {
    for (const { table, id } of found) await dropOne(db, table, id);
  });
  vault.changed();
  return found;
}

async function dropOne(db: Database, table: Damaged['table'], id: string): Promise<void> {
  await db.table(table).delete(id);
  if (table !== 'accounts') return;
  await db.permits.where({ accountId: id }).delete();
  await db.activity.where('[accountId+at]').between([id, -Infinity], [id, Infinity]).delete();
}
