/** Everything that a backup may hold, read from the vault at one moment and opened; and the vault as a restored backup meets it. */
import { CountersignError, isCoded } from '../core/errors';
import { openAccount, type AccountBox } from './accounts';
import type { AccountRow, AppRow, PermitRow, ServiceRow, SiteRow } from './rows';
import type { Vault } from './vault';

export interface OpenedAccount {
  readonly row: AccountRow;
  readonly box: AccountBox;
  /** What is sealed could not be opened: the box has no secret, and the entry as it is now. */
  readonly damaged: boolean;
}

export interface VaultRows {
  readonly accounts: readonly AccountRow[];
  readonly apps: readonly AppRow[];
  readonly services: readonly ServiceRow[];
  readonly permits: readonly PermitRow[];
  readonly sites: readonly SiteRow[];
}

/** All rows, as they are at one moment. */
export function readRows({ db }: Vault): Promise<VaultRows> {
  return db.transaction('r', db.accounts, db.apps, db.services, db.permits, db.sites, async () => ({
    accounts: await db.accounts.toArray(),
    apps: await db.apps.toArray(),
    services: await db.services.toArray(),
    permits: await db.permits.toArray(),
    sites: await db.sites.toArray(),
  }));
}

/**
 * Opens an account. One that is damaged takes no other with it.
 * @returns undefined where it is damaged and its service is gone
 * @throws CountersignError `locked`
 */
export async function openForBackup(
  vault: Vault,
  row: AccountRow,
  services: readonly ServiceRow[],
): Promise<OpenedAccount | undefined> {
  try {
    return { row, box: await openAccount(vault, row), damaged: false };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const service = services.find(({ id }) => id === row.serviceId)?.service;
    return service && { row, box: { secret: {}, service, apiHosts: service.apiHosts }, damaged: true };
  }
}

/** The secret of an app; empty where it is damaged. @throws CountersignError `locked` */
export async function appSecret(vault: Vault, { id, sealed }: AppRow): Promise<string> {
  try {
    return String((await vault.unseal('apps', id, sealed))['clientSecret']);
  } catch (error) {
    if (isDamage(error)) return '';
    throw error;
  }
}

const isDamage = (error: unknown): boolean =>
  isCoded(error) && (error.code === 'storage_failed' || error.code === 'record_damaged');

/** When a backup of everything was made last. */
export async function lastBackup({ db }: Vault): Promise<number | undefined> {
  return (await db.settings.get('backup'))?.value;
}

export async function noteBackup(vault: Vault, at: number): Promise<void> {
  await vault.db.settings.put({ id: 'backup', value: at });
  vault.changed();
}

/** @throws CountersignError `invalid_input` when there is no such account */
export function chosenRows({ accounts }: VaultRows, ids: readonly string[] | undefined): readonly AccountRow[] {
  if (!ids) return accounts;
  const chosen = new Set(ids);
  const rows = accounts.filter(({ id }) => chosen.has(id));
  if (rows.length !== chosen.size) throw new CountersignError('invalid_input', { about: 'ids' });
  return rows;
}
