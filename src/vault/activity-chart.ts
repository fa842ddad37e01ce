/** Calls in each stretch of time, by caller: counts of an index only; no line is read for them but one for each caller. */
import type { Caller, Instant } from '../core/words';
import { activityCallers, countActivity, type KnownCaller, type Whose } from './activity-queries';
import type { Vault } from './vault';

export interface ChartQuery extends Whose {
  /** Where each stretch begins, and where the last one ends, ascending. */
  readonly bounds: readonly Instant[];
  /** How many callers stand by name. */
  readonly most: number;
}

export interface Chart {
  /** Those with the most calls, most first; each with its calls in every stretch. */
  readonly callers: readonly { readonly key: string; readonly caller: Caller; readonly calls: readonly number[] }[];
  /** The calls of all others in every stretch. */
  readonly others: readonly number[];
  /** All lines that are kept, also from before the first stretch. */
  readonly kept: number;
}

/** Of so many callers every bar is counted; of more, first their sums, then only the bars of those with a name. */
const few = 12;

export async function activityChart(vault: Vault, { bounds, most, ...whose }: ChartQuery): Promise<Chart> {
  const { accountId } = whose;
  const known = await activityCallers(vault);
  const named = known.filter(({ key }) => whose.callerKey === undefined || key === whose.callerKey);
  const each = (of: Whose): Promise<number[]> =>
    Promise.all(bounds.slice(1).map((end, at) => countActivity(vault, of, bounds[at], end)));
  const withBars = (some: readonly KnownCaller[]) =>
    Promise.all(some.map(async (one) => ({ ...one, calls: await each({ callerKey: one.key, accountId }) })));

  const isFew = named.length <= few;
  const ranked = (isFew ? await withBars(named) : await withBars(await first(vault, named, { accountId }, bounds, most)))
    .filter(({ calls }) => sum(calls) > 0)
    .toSorted((one, other) => sum(other.calls) - sum(one.calls));
  const all = isFew ? bounds.slice(1).map((_, at) => sum(ranked.map(({ calls }) => calls[at] ?? 0))) : await each(whose);
  const callers = ranked.slice(0, most);
  // A call that is written between two counts may be in one of them only.
  const others = all.map((total, at) => Math.max(0, total - sum(callers.map(({ calls }) => calls[at] ?? 0))));
  const [before, after] = await Promise.all([
    countActivity(vault, whose, undefined, bounds[0]),
    countActivity(vault, whose, bounds.at(-1)),
  ]);
  return { callers, others, kept: before + sum(all) + after };
}

/** The callers with the most calls. */
async function first(
  vault: Vault,
  callers: readonly KnownCaller[],
  of: Whose,
  bounds: readonly Instant[],
  most: number,
): Promise<KnownCaller[]> {
  const totals = await Promise.all(
    callers.map(({ key }) => countActivity(vault, { ...of, callerKey: key }, bounds[0], bounds.at(-1))),
  );
  return callers
    .map((one, at) => ({ one, total: totals[at] ?? 0 }))
    .toSorted((a, b) => b.total - a.total)
    .slice(0, most)
    .map(({ one }) => one);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
