/**
 * The log of who called what through which account: written in batches, off the path of the call. A worker that dies
 * loses at most the lines of the last half second.
 */
import { callerKey } from '../core/caller';
import type { Instant } from '../core/words';
import { pathPattern } from './path-pattern';
import type { ActivityRow } from './schema';
import type { Vault } from './vault';

/** How long a line may wait for others, in milliseconds. */
const delay = 500;
/** So many lines wait for no others. */
const large = 200;
/** Kept for this long, in milliseconds, */
const kept = 30 * 24 * 60 * 60_000;
/** and never more lines than this. */
const most = 50_000;
/** A worker that lives long sweeps after so many lines. */
const sweepEvery = 2000;

type Line = Omit<ActivityRow, 'id'>;

interface Waiting {
  batch: Line[];
  timer: ReturnType<typeof setTimeout> | undefined;
  sinceSweep: number;
}

const waitings = new WeakMap<Vault, Waiting>();

function waitingIn(vault: Vault): Waiting {
  const known = waitings.get(vault);
  if (known) return known;
  const fresh: Waiting = { batch: [], timer: undefined, sinceSweep: 0 };
  waitings.set(vault, fresh);
  return fresh;
}

/** Notes a call, with its path as a pattern only; it is written within half a second. */
export function noteActivity(vault: Vault, line: Omit<Line, 'callerKey'>): void {
  const waiting = waitingIn(vault);
  waiting.batch.push({ ...line, path: pathPattern(line.path), callerKey: callerKey(line.caller) });
  if (waiting.batch.length >= large) void flushActivity(vault);
  else waiting.timer ??= setTimeout(() => void flushActivity(vault), delay);
}

/** Writes the lines that wait. Those of an account that has been removed meanwhile are dropped. */
export async function flushActivity(vault: Vault): Promise<void> {
  const waiting = waitingIn(vault);
  const { batch } = waiting;
  clearTimeout(waiting.timer);
  waiting.timer = undefined;
  waiting.batch = [];
  if (batch.length === 0) return;
  const usedAt = new Map<string, Instant>();
  for (const { accountId, at } of batch) usedAt.set(accountId, Math.max(at, usedAt.get(accountId) ?? 0));
  const { db } = vault;
  await db.transaction('rw', db.activity, db.accounts, async () => {
    const there = new Set(
      await db.accounts
        .where('id')
        .anyOf([...usedAt.keys()])
        .primaryKeys(),
    );
    await db.activity.bulkAdd(batch.filter(({ accountId }) => there.has(accountId)));
    await db.accounts
      .where('id')
      .anyOf([...there])
      .modify((row) => {
        row.usedAt = usedAt.get(row.id) ?? row.signedInAt;
      });
  });
  vault.changed('activity');
  waiting.sinceSweep += batch.length;
  if (waiting.sinceSweep < sweepEvery) return;
  waiting.sinceSweep = 0;
  await sweepActivity(vault, Math.max(...usedAt.values()));
}

/** Wipes what is older than 30 days, and the oldest of more than 50,000 lines. Goes by keys; no line is read for it. */
export async function sweepActivity(vault: Vault, now: Instant): Promise<void> {
  const { activity } = vault.db;
  await activity
    .where('at')
    .below(now - kept)
    .delete();
  const over = (await activity.count()) - most;
  if (over <= 0) return;
  const [first] = await activity.orderBy(':id').offset(over).limit(1).primaryKeys();
  if (first !== undefined) await activity.where(':id').below(first).delete();
}
