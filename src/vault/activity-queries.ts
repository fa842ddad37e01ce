/** Questions to the activity. Every count is one of an index, and no question reads more lines than it answers with, but a search. */
import { Dexie, type Collection } from 'dexie';
import { callerKey } from '../core/caller';
import { hasFailed } from '../core/outcome';
import type { Caller, Instant, Origin } from '../core/words';
import { flushActivity } from './activity';
import type { ActivityRow } from './rows';
import type { Vault } from './vault';

/** Whose lines: of one caller, through one account, both, or all. */
export interface Whose {
  readonly callerKey?: string | undefined;
  readonly accountId?: string | undefined;
}

/** A place in the log, newest first. */
export interface Place {
  readonly at: Instant;
  readonly id: number;
}

export interface ActivityQuery extends Whose {
  /** Words that must all stand in a line: in its method, host, path, answer or caller. */
  readonly text?: string | undefined;
  /** Only calls that failed. */
  readonly failed?: boolean | undefined;
  readonly since?: Instant | undefined;
  /** Only what stands after this place. */
  readonly before?: Place | undefined;
  readonly limit: number;
}

type StoredRow = ActivityRow & { id: number };
type Lines = Collection<StoredRow, number>;

/** The lines of an index, oldest first: from one instant on, before or up to another. */
function linesOf(vault: Vault, whose: Whose, from?: Instant, to?: Instant, withTo = true): Lines {
  const given = [
    ['callerKey', whose.callerKey],
    ['accountId', whose.accountId],
  ].filter(([, value]) => value !== undefined);
  const names = [...given.map(([name]) => name), 'at'];
  const values = given.map(([, value]) => value);
  const bound = (at: unknown): unknown => (values.length > 0 ? [...values, at] : at);
  return vault.db.activity
    .where(names.length > 1 ? `[${names.join('+')}]` : 'at')
    .between(bound(from ?? Dexie.minKey), bound(to ?? Dexie.maxKey), true, withTo) as unknown as Lines;
}

/** Lines newest first, at most `limit`. */
export async function findActivity(vault: Vault, query: ActivityQuery): Promise<StoredRow[]> {
  const { before, text, failed } = query;
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (row: StoredRow): boolean =>
    !(before && row.at === before.at && row.id >= before.id) && !(failed && !hasFailed(row.answer)) && holds(row, words);
  return linesOf(vault, query, query.since, before?.at).reverse().filter(fits).limit(query.limit).toArray();
}

function holds(row: ActivityRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const line = `${row.method} ${row.host}${row.path} ${row.answer} ${row.callerKey}`.toLowerCase();
  return words.every((word) => line.includes(word));
}

/** How many lines there are, from `from` on and before `to`. */
export function countActivity(vault: Vault, whose: Whose, from?: Instant, to?: Instant): Promise<number> {
  return linesOf(vault, whose, from, to, false).count();
}

/** How often and when last. */
export async function usesOf(
  vault: Vault,
  whose: Whose,
  since?: Instant,
): Promise<{ calls: number; lastUsed: Instant | undefined }> {
  const [calls, last] = await Promise.all([countActivity(vault, whose, since), linesOf(vault, whose).last()]);
  return { calls, lastUsed: last?.at };
}

/** As {@link usesOf}, for a site wherever it stands: by itself, in other sites' pages, in any container. */
export async function usesOfSite(
  vault: Vault,
  origin: Origin,
  since: Instant,
): Promise<{ calls: number; lastUsed: Instant | undefined }> {
  const key = callerKey({ kind: 'site', origin });
  const embedded = await callersBetween(vault, [`${key} `, Dexie.minKey], [`${key} \uFFFF`, Dexie.maxKey]);
  const uses = await Promise.all([key, ...embedded.map((one) => one.key)].map((one) => usesOf(vault, { callerKey: one }, since)));
  const last = Math.max(...uses.map(({ lastUsed }) => lastUsed ?? 0));
  return { calls: uses.reduce((sum, { calls }) => sum + calls, 0), lastUsed: last || undefined };
}

/** A caller that stands in the log. */
export interface KnownCaller {
  readonly key: string;
  readonly caller: Caller;
}

/** Everyone who stands in the log, in the order of their keys. */
export function activityCallers(vault: Vault): Promise<KnownCaller[]> {
  return callersBetween(vault, [Dexie.minKey], [Dexie.maxKey]);
}

/** Goes from one caller's first line to the next caller's: one line is read for each. */
async function callersBetween(vault: Vault, from: unknown[], to: unknown[]): Promise<KnownCaller[]> {
  const found: KnownCaller[] = [];
  for (let after = from; ;) {
    const row = await vault.db.activity.where('[callerKey+at]').between(after, to, false, true).first();
    if (!row) return found;
    found.push({ key: row.callerKey, caller: row.caller });
    after = [row.callerKey, Dexie.maxKey];
  }
}

/** Wipes lines, also those that still wait to be written. */
export async function clearActivity(vault: Vault, whose: Whose): Promise<void> {
  await flushActivity(vault);
  if (whose.callerKey === undefined && whose.accountId === undefined) await vault.db.activity.clear();
  else await wipeLines(vault, whose);
  vault.changed();
}

/** Wipes the written lines of someone; also within a transaction. */
export async function wipeLines(vault: Vault, whose: Whose): Promise<void> {
  await linesOf(vault, whose).delete();
}
