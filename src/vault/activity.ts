/**
 * The log of who called what through which account: written in batches, off the path of the call. A worker that dies
 * loses at most the lines of the last half second.
 */
import { callerKey } from '../core/caller';
import { isStorageProblem } from '../core/errors';
import type { Instant } from '../core/words';
import { watched, type ClockWatch } from './clock-watch';
import { pathPattern } from './path-pattern';
import type { ActivityRow } from './rows';
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
  try {
    await write(vault, batch, usedAt);
  } catch (error) {
    if (!isStorageProblem(error)) throw error;
    return; // the disk is full, or the vault is read only: a line is lost, and no call with it
  }
  vault.changed('activity');
  waiting.sinceSweep += batch.length;
  if (waiting.sinceSweep < sweepEvery) return;
  waiting.sinceSweep = 0;
  await sweepActivity(vault, Math.max(...usedAt.values()));
}

async function write({ db }: Vault, batch: readonly Line[], usedAt: ReadonlyMap<string, Instant>): Promise<void> {
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
}

/**
 * Wipes what is older than 30 days by a clock that can be believed, and the oldest of more than 50,000 lines by any. Goes by keys; no line
 * is read for it.
 */
export async function sweepActivity(vault: Vault, now: Instant): Promise<void> {
  const { activity } = vault.db;
  if (await isBelieved(vault, now))
    await activity
      .where('at')
      .below(now - kept)
      .delete();
  const over = (await activity.count()) - most;
  if (over <= 0) return;
  const [first] = await activity.orderBy(':id').offset(over).limit(1).primaryKeys();
  if (first !== undefined) await activity.where(':id').below(first).delete();
}

/** Whether the clock has gone on without a jump: one that is wrong for a minute wipes nothing. */
async function isBelieved({ db: { settings } }: Vault, now: Instant): Promise<boolean> {
  const row = await settings.get('clock');
  const before: ClockWatch | undefined = row && { since: row.value, last: row.at ?? row.value };
  const { write, believed, ...next } = watched(before, now);
  if (write) await settings.put({ id: 'clock', value: next.since, at: next.last });
  return believed;
}
