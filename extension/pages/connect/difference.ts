/** What is new in a question, beside what the caller may do already with the chosen account. */
import { callerKey } from '../../../src/core/caller';
import type { AskView, Overview, PermitView } from '../../../src/messaging/views';
import { coversDoing, coversMethod, type Doing } from '../shared/methods';
import { covers } from '../shared/paths';

/** Known in full, new only in that it changes things, or new altogether. */
export type Novelty = 'known' | 'change' | 'new';

/** The caller's permits in force for an account; one for a single call says nothing about the next one. */
export function earlierPermits(overview: Overview, ask: AskView, accountId: string | undefined): readonly PermitView[] {
  return overview.permits.filter(
    (permit) => permit.accountId === accountId && permit.lasting !== 'once' && callerKey(permit.caller) === callerKey(ask.caller),
  );
}

/** The accounts that a caller uses already. */
export function usedAccounts(overview: Overview, ask: AskView): ReadonlySet<string> {
  const own = overview.permits.filter(({ caller }) => callerKey(caller) === callerKey(ask.caller));
  return new Set(own.map(({ accountId }) => accountId));
}

/** How new it is that these paths may be used so. */
export function noveltyOf(paths: readonly string[], wanted: Doing, earlier: readonly PermitView[]): Novelty {
  const reached = (permits: readonly PermitView[]): boolean =>
    paths.every((path) => permits.some((permit) => permit.paths.length === 0 || permit.paths.some((own) => covers(own, path))));
  if (reached(earlier.filter((permit) => coversDoing(permit, wanted)))) return 'known';
  const readable = wanted.access === 'change' && reached(earlier.filter((permit) => coversMethod(permit, 'GET')));
  return readable ? 'change' : 'new';
}

/** Whether some of these methods could not be used before, anywhere. */
export function isNewMethod(methods: readonly string[], earlier: readonly PermitView[]): boolean {
  return !methods.every((method) => earlier.some((permit) => coversMethod(permit, method)));
}

/** The narrowest limit among permits; undefined when none has one. */
export function lowestRate(permits: readonly PermitView[]): number | undefined {
  const rates = permits.map(({ rate }) => rate).filter((rate) => rate !== undefined);
  return rates.length > 0 ? Math.min(...rates) : undefined;
}
