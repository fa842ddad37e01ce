/** The log of who called what through which account: written in batches, off the path of the call. */
import { callerKey } from '../core/caller';
import type { ActivityRow } from './schema';
import type { Vault } from './vault';

/** How long a line may wait for others, in milliseconds. */
const delay = 500;
/** Kept for this long, in milliseconds. */
const kept = 30 * 24 * 60 * 60_000;

const waiting = new WeakMap<Vault, Omit<ActivityRow, 'id'>[]>();

/** Notes a call; it is written within half a second. */
export function noteActivity(vault: Vault, line: Omit<ActivityRow, 'id' | 'callerKey'>): void {
  const row = { ...line, callerKey: callerKey(line.caller) };
  const batch = waiting.get(vault);
  if (batch) {
    batch.push(row);
    return;
  }
  waiting.set(vault, [row]);
  setTimeout(() => void flush(vault), delay);
}

async function flush(vault: Vault): Promise<void> {
  const batch = waiting.get(vault) ?? [];
  waiting.delete(vault);
  const { db } = vault;
  const last = batch.at(-1);
  if (!last) return;
  await db.transaction('rw', db.activity, db.accounts, async () => {
    await db.activity.bulkAdd(batch);
    const used = [...new Set(batch.map((row) => row.accountId))];
    await db.accounts.where('id').anyOf(used).modify({ usedAt: last.at });
  });
  vault.changed('activity');
}

/** The last calls, newest first. */
export async function recentActivity(
  vault: Vault,
  query: { accountId?: string | undefined; limit: number },
): Promise<ActivityRow[]> {
  const { activity } = vault.db;
  const rows = query.accountId === undefined ? activity.toCollection() : activity.where({ accountId: query.accountId });
  return rows.reverse().limit(query.limit).toArray();
}

/** Calls of one caller since an instant. */
export async function countActivity(
  vault: Vault,
  key: string,
  since: number,
): Promise<{ calls: number; last: number | undefined }> {
  const rows = await vault.db.activity.where({ callerKey: key }).reverse().sortBy('at');
  return { calls: rows.filter((row) => row.at >= since).length, last: rows[0]?.at };
}

/** Wipes what is older than 30 days. */
export async function sweepActivity(vault: Vault, now: number): Promise<void> {
  await vault.db.activity
    .where('at')
    .below(now - kept)
    .delete();
}
