/** The permits as rows of the matrix: one per caller, in the order of their first permit; and a caller by its key. */
import { callerKey } from '../../../src/core/caller';
import type { Overview, PermitView } from '../../../src/messaging/views';
import { grouped } from '../shared/grouped';
import type { OutsideCaller } from '../shared/host';

export interface CallerRow {
  readonly caller: OutsideCaller;
  readonly permits: readonly PermitView[];
  readonly lastUsed?: number;
}

export function callerRows(permits: readonly PermitView[]): readonly CallerRow[] {
  const groups = grouped(permits, ({ caller }) => callerKey(caller));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const used = group.map(({ lastUsed }) => lastUsed).filter((at) => at !== undefined);
    return first ? [{ caller: first.caller, permits: group, ...(used.length > 0 ? { lastUsed: Math.max(...used) } : {}) }] : [];
  });
}

/** The caller with this key, as far as it has a permit or is a site that the user knows of. */
export function findCaller({ permits, sites }: Overview, key: string): OutsideCaller | undefined {
  const callers: OutsideCaller[] = [
    ...permits.map(({ caller }) => caller),
    ...sites.map(({ origin }) => ({ kind: 'site' as const, origin })),
  ];
  return callers.find((caller) => callerKey(caller) === key);
}

/** The same site elsewhere: in other sites' frames, in other containers, and what is framed in it. */
export function relatedCallers({ permits }: Overview, caller: OutsideCaller): readonly OutsideCaller[] {
  if (caller.kind !== 'site') return [];
  const { origin } = caller;
  return callerRows(permits)
    .map((row) => row.caller)
    .filter((other) => other.kind === 'site' && (other.origin === origin || other.within === origin))
    .filter((other) => callerKey(other) !== callerKey(caller));
}
