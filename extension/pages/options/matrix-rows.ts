/** The permits as rows of the matrix: one per caller, in the order of their first permit. */
import type { PermitView } from '../../../src/messaging/views';
import { callerText, type OutsideCaller } from '../shared/host';

export interface CallerRow {
  readonly caller: OutsideCaller;
  readonly permits: readonly PermitView[];
  readonly lastUsed?: number;
}

export function callerRows(permits: readonly PermitView[]): readonly CallerRow[] {
  const groups = Map.groupBy(permits, ({ caller }) => `${caller.kind} ${callerText(caller)}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const used = group.map(({ lastUsed }) => lastUsed).filter((at) => at !== undefined);
    return first ? [{ caller: first.caller, permits: group, ...(used.length > 0 ? { lastUsed: Math.max(...used) } : {}) }] : [];
  });
}
