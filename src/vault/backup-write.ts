/** Writes what a backup brings: everything in one durable transaction, or nothing. */
import { CountersignError } from '../core/errors';
import type { Origin } from '../core/words';
import { sealAccount, type AccountBox } from './accounts';
import type { AccountRow, AppRow, PermitRow, ServiceRow, SiteRow } from './rows';
import type { Vault } from './vault';

export interface RestoredAccount {
  readonly row: Omit<AccountRow, 'sealed'>;
  readonly box: AccountBox;
  /** The account here whose place it takes. */
  readonly before?: AccountRow;
  /** The permits that were given for the one here go on for these hosts. */
  readonly keepTo?: readonly Origin[];
}

export interface RestoredApp {
  readonly row: Omit<AppRow, 'sealed'>;
  readonly clientSecret: string;
}

export interface Restoring {
  readonly accounts: readonly RestoredAccount[];
  readonly apps: readonly RestoredApp[];
  readonly services: readonly ServiceRow[];
  readonly permits: readonly PermitRow[];
  readonly sites: readonly SiteRow[];
}

/** The same, sealed under this vault's key. */
export interface SealedRestoring extends Restoring {
  readonly accountRows: readonly AccountRow[];
  readonly appRows: readonly AppRow[];
}

/** Seals what is secret. Nothing is written yet. */
export async function sealRestoring(vault: Vault, all: Restoring): Promise<SealedRestoring> {
  const accountRows: AccountRow[] = [];
  for (const { row, box } of all.accounts) accountRows.push({ ...row, sealed: await sealAccount(vault, row.id, box) });
  const appRows: AppRow[] = [];
  for (const { row, clientSecret } of all.apps)
    appRows.push({ ...row, sealed: await vault.seal('apps', row.id, { clientSecret }) });
  return { ...all, accountRows, appRows };
}

/**
 * @throws CountersignError `storage_blocked` when an account that would be replaced has changed since it was looked at; `storage_full`. Nothing was
 *   written then
 */
export async function writeRestoring(vault: Vault, all: SealedRestoring): Promise<void> {
  const { db } = vault;
  const write = async (): Promise<void> => {
    for (const { row, before } of all.accounts)
      if (!isSame(await db.accounts.get(row.id), before)) throw new CountersignError('storage_blocked');
    await db.services.bulkPut([...all.services]);
    await db.apps.bulkPut([...all.appRows]);
    for (const { row, keepTo, before } of all.accounts) {
      if (before?.keyId !== undefined) await db.keys.delete(before.keyId);
      if (keepTo)
        await db.permits.where({ accountId: row.id }).modify((permit: { hosts?: readonly Origin[] }) => {
          permit.hosts ??= keepTo;
        });
    }
    await db.accounts.bulkPut([...all.accountRows]);
    await db.permits.bulkAdd([...all.permits]);
    await db.sites.bulkPut([...all.sites]);
  };
  try {
    await db.transaction('rw', [db.accounts, db.apps, db.services, db.permits, db.sites, db.keys], write);
  } catch (error) {
    throw isFull(error) ? new CountersignError('storage_full') : error;
  }
  vault.changed();
}

function isSame(now: AccountRow | undefined, before: AccountRow | undefined): boolean {
  return (
    now?.signedInAt === before?.signedInAt && now?.facts.issuedAt === before?.facts.issuedAt && now?.renewals === before?.renewals
  );
}

/** Dexie hands the browser's error on, or inside its own. */
function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const inner = 'inner' in error ? error.inner : undefined;
  return error.name === 'QuotaExceededError' || (inner instanceof Error && inner.name === 'QuotaExceededError');
}
