/** Records whose box does not open any more: found, and brought to a state that people can go on from. Nothing else is touched. */
import { CountersignError, toProblem } from '../core/errors';
import type { Service } from '../core/service';
import { sealAccount } from './accounts';
import { moveSignIn } from './journal';
import type { AccountRow, AppRow, SignInRow } from './rows';
import type { Vault } from './vault';
import { isWhole } from './whole';

/** The damaged rows of each table. */
export interface Damaged {
  readonly accounts: readonly AccountRow[];
  readonly apps: readonly AppRow[];
  readonly journal: readonly SignInRow[];
}

/** Opens every box once. @throws CountersignError `locked` while nothing can be opened */
export async function damagedRecords(vault: Vault): Promise<Damaged> {
  const { db } = vault;
  const broken = async <R extends AccountRow | AppRow | SignInRow>(table: string, rows: readonly R[]): Promise<R[]> => {
    const opens = await Promise.all(rows.map((row) => canOpen(vault, table, row)));
    return rows.filter((_, index) => !opens[index]);
  };
  const underWay = (await db.journal.toArray()).filter(({ state }) => state === 'running' || state === 'waiting');
  return {
    accounts: await brokenAccounts(vault),
    apps: await broken('apps', await db.apps.toArray()),
    journal: await broken('journal', underWay),
  };
}

/** Those whose box does not open, or that lack what every row has. */
async function brokenAccounts(vault: Vault): Promise<AccountRow[]> {
  const rows = await vault.db.accounts.toArray();
  const fine = await Promise.all(rows.map(async (row) => isWhole(row) && (await canOpen(vault, 'accounts', row))));
  return rows.filter((_, index) => !fine[index]);
}

async function canOpen(
  vault: Vault,
  table: string,
  { id, sealed }: Pick<AccountRow | SignInRow, 'id' | 'sealed'>,
): Promise<boolean> {
  if (!sealed) return false;
  try {
    await vault.unseal(table, id, sealed);
    return true;
  } catch (error) {
    const { code, about } = toProblem(error); // that the key could not be read says nothing about the box
    if (code === 'storage_failed' && about === 'unseal') return false;
    throw error;
  }
}

/**
 * Accounts keep their row and permits and wait for a new sign-in, with an empty secret and their service's entry as it is in use now; apps
 * are dropped, to be entered again; sign-ins end.
 */
export async function dropDamaged(vault: Vault, now: number): Promise<void> {
  const { accounts, apps, journal } = await damagedRecords(vault);
  for (const row of accounts) await emptyAccount(vault, row, now);
  for (const { id, sealed } of apps)
    await vault.db.apps
      .where({ id })
      .and((row) => isSame(row.sealed, sealed))
      .delete();
  for (const { wait: _, sealed: __, ...row } of journal) {
    const { problem } = new CountersignError('record_damaged', { about: row.serviceName });
    await moveSignIn(vault, ['running', 'waiting'], { ...row, state: 'failed', problem: { ...problem, at: now } });
  }
  vault.changed();
}

/** An account at a service that is not in use any more can never be signed in to again: it goes, with what belongs to it. */
async function emptyAccount(vault: Vault, damaged: AccountRow, now: number): Promise<void> {
  const { db } = vault;
  const service = (await db.services.get(damaged.serviceId))?.service;
  if (!service) {
    await db.transaction('rw', db.accounts, db.permits, async () => {
      await db.accounts.delete(damaged.id);
      await db.permits.where({ accountId: damaged.id }).delete();
    });
    return;
  }
  const sealed = await sealAccount(vault, damaged.id, emptyBox(service));
  const { problem } = new CountersignError('record_damaged', { about: service.name });
  await db.accounts
    .where({ id: damaged.id })
    .and((row) => isSame(row.sealed, damaged.sealed))
    .modify((row) => {
      Object.assign(row, { ...bare(row), ...row });
      row.sealed = sealed;
      if (row.state !== 'revoked') row.state = 'needs-sign-in';
      row.problem = { ...problem, at: now };
      delete row.renewing;
    });
}

/** What a row must have, where it lacks it. */
const bare = ({ id }: AccountRow) => ({
  clientId: '',
  label: id,
  state: 'needs-sign-in' as const,
  signedInAt: 0,
  renewals: 0,
  facts: { renewable: false, extra: {} },
  notes: {},
});

const emptyBox = (service: Service) => ({ secret: {}, service, apiHosts: service.apiHosts });

/** Whether a row was not replaced since it was found: each seal has an initial value of its own. */
function isSame(one: AccountRow['sealed'] | undefined, other: AccountRow['sealed'] | undefined): boolean {
  return String(one?.iv) === String(other?.iv);
}
