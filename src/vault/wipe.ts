/** The end of what the vault holds: one account with all that hangs on it, or everything. Each is one durable transaction. */
import type { Ended } from '../core/action';
import type { Instant } from '../core/words';
import { noteEnded } from './actions';
import { wipeLines } from './activity-queries';
import { wipeOwnKey } from './own-keys';
import type { AccountRow, ActionRow } from './rows';
import type { SealedBox } from '../crypto/seal';
import type { Vault } from './vault';

/**
 * Wipes an account with its key pair, permits and activity, and notes it in the action for which it ends.
 * @param seen the account as its service was asked to end it
 * @param orphans how the connectors end that are reached through it
 * @returns false when it was signed in again since: nothing is wiped then
 */
export async function wipeAccount(
  vault: Vault,
  seen: AccountRow,
  orphans: readonly Pick<AccountRow, 'id' | 'state' | 'problem'>[],
  actionId: string,
  ended: Ended,
): Promise<boolean> {
  const { db } = vault;
  const wiped = await db.transaction('rw', [db.accounts, db.permits, db.activity, db.keys, db.actions], async () => {
    if (!isSame(await db.accounts.get(seen.id), seen)) return false;
    await db.accounts.delete(seen.id);
    for (const { id: orphan, ...end } of orphans) await db.accounts.update(orphan, end);
    await wipeOwnKey(vault, seen.keyId);
    await db.permits.where({ accountId: seen.id }).delete();
    await wipeLines(vault, { accountId: seen.id });
    await noteEnded(db, actionId, seen.id, ended);
    return true;
  });
  if (wiped) vault.changed();
  return wiped;
}

/**
 * Writes that a service has ended an account's access: its secret and key pair are gone, the account stays.
 * Of one that was signed in again since, only that the action is done.
 */
export async function writeRevoked(
  vault: Vault,
  seen: AccountRow,
  empty: SealedBox,
  actionId: string,
  ended: Ended,
): Promise<void> {
  const { db } = vault;
  await db.transaction('rw', [db.accounts, db.keys, db.actions], async () => {
    const now = await db.accounts.get(seen.id);
    if (now && isSame(now, seen)) {
      const { problem: _, renewing: __, keyId, ...row } = now;
      await db.accounts.put({ ...row, state: 'revoked', sealed: empty });
      await wipeOwnKey(vault, keyId);
    }
    await noteEnded(db, actionId, seen.id, ended);
  });
  vault.changed();
}

/** Whether it is the account that was seen, with no sign-in since. */
const isSame = (row: AccountRow | undefined, seen: AccountRow): boolean =>
  row?.signedInAt === seen.signedInAt && row.facts.issuedAt === seen.facts.issuedAt;

/** Begins to forget everything, or joins what is under way. @param unasked no service can be asked: the vault is locked */
export async function beginForgetting(vault: Vault, id: string, startedAt: Instant, unasked: boolean): Promise<string> {
  const { db } = vault;
  const begun = await db.transaction('rw', db.accounts, db.actions, async () => {
    const known = (await db.actions.toArray()).find(({ kind, state }) => kind === 'forget' && state === 'running');
    const left = await db.accounts.toCollection().primaryKeys();
    const fresh: ActionRow = {
      id,
      kind: 'forget',
      startedAt,
      state: 'running',
      attempt: 1,
      tries: 1,
      left,
      total: left.length,
      ended: [],
    };
    await db.actions.put({ ...(known ?? fresh), ...(unasked && { unasked }) });
    return known?.id ?? id;
  });
  vault.changed();
  return begun;
}

/**
 * Clears every table, the keys and all ways to open the vault too; only the action stays, with what could not be revoked, and that this
 * database is the vault.
 * @returns false while there are accounts, also such as came meanwhile: they are the action's then, and nothing is cleared
 */
export async function wipeEverything(vault: Vault, actionId: string): Promise<boolean> {
  const { db } = vault;
  const cleared = await db.transaction('rw', db.tables, async () => {
    const action = await db.actions.get(actionId);
    if (!action) return true;
    const left = await db.accounts.toCollection().primaryKeys();
    if (left.length > 0) {
      await db.actions.put({ ...action, left, total: action.total - action.left.length + left.length });
      return false;
    }
    const whole = await db.settings.get('whole'); // without it, the next start takes this database for an unfinished one
    for (const table of db.tables) await table.clear();
    if (whole) await db.settings.put(whole);
    await db.actions.put({ ...action, left, cleared: true });
    return true;
  });
  if (cleared) await vault.startAnew();
  vault.changed();
  return cleared;
}
