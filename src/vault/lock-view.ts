/** The lock as our own pages see it, and what the user has chosen about it. */
import type { LockView } from '../core/lock';
import type { Instant } from '../core/words';
import { credentialOf } from './keyring';
import type { Standing } from './generations';
import type { AccountRow } from './rows';
import type { Database } from './schema';
import { retryAt } from './tries';

/** Minutes until the vault locks by itself, unless the user has chosen others. */
const usualMinutes = 15;

export interface LockSettings {
  /** 0 for never. */
  readonly minutes: number;
  readonly onSystemLock: boolean;
}

export async function lockSettings({ settings }: Database): Promise<LockSettings> {
  const [minutes, system] = await settings.bulkGet(['lock-minutes', 'lock-system']);
  return { minutes: minutes?.value ?? usualMinutes, onSystemLock: system?.value !== 0 };
}

export async function saveLockSettings({ settings }: Database, { minutes, onSystemLock }: Partial<LockSettings>): Promise<void> {
  if (minutes !== undefined) await settings.put({ id: 'lock-minutes', value: minutes });
  if (onSystemLock !== undefined) await settings.put({ id: 'lock-system', value: onSystemLock ? 1 : 0 });
}

/** The user has dealt with the tokens from before the passphrase. */
export async function forgetOlder({ settings }: Database): Promise<void> {
  await settings.delete('older');
}

export interface Seen {
  readonly db: Database;
  readonly state: LockView['state'];
  readonly standing: Standing;
  readonly now: Instant;
  /** Whether the browser tells when the computer locks. */
  readonly systemLock: boolean;
  readonly waiting: LockView['waiting'];
}

export async function lockView({ db, state, standing, now, systemLock, waiting }: Seen): Promise<LockView> {
  const { minutes, onSystemLock } = await lockSettings(db);
  const chosen = { minutes, ...(systemLock && { onSystemLock }) };
  if (state === 'none') return { state, passkeys: [], ...chosen, waiting: [] };
  const rows = await db.keyring.toArray();
  const setAt = rows.find(({ id }) => id === 'passphrase')?.addedAt;
  const passkeys = rows
    .filter(({ id }) => id !== 'passphrase')
    .map(({ id, name = '', addedAt }) => ({ id: credentialOf(id), name, addedAt }));
  const due = await retryAt(db, now);
  const tries = due === undefined ? {} : { retryAt: due };
  const open = { state, ...(setAt !== undefined && { setAt }), passkeys, ...chosen, waiting, ...tries };
  if (state === 'unlocked') {
    const olderAccounts = await countOlder(db);
    return { ...open, ...(olderAccounts > 0 && { olderAccounts }) };
  }
  const { why, since } = standing;
  return { ...open, ...(why && { why }), ...(since !== undefined && { since }) };
}

/** Accounts whose secret was issued before the vault was first sealed under a passphrase, and is still good. */
async function countOlder({ settings, accounts }: Database): Promise<number> {
  const since = (await settings.get('older'))?.value;
  if (since === undefined) return 0;
  const issued = ({ signedInAt, facts }: AccountRow): Instant => Math.max(signedInAt, facts.issuedAt ?? 0);
  return accounts.filter((row) => row.state !== 'revoked' && issued(row) < since).count();
}
