/** Reads the activity for its page: lines in pages, as many as are shown, and all of them for the export. */
import { call } from '../../../src/admin/calls';
import type { OwnInput } from '../../../src/messaging/own-calls';
import type { ActivityView } from '../../../src/messaging/views';

/** Which lines: those of a caller, through an account, with these words, failed only, since an instant. */
export type Wanted = Omit<OwnInput<'activity.page'>, 'before' | 'limit'>;

/** The most that one call answers with. */
const most = 1000;

/**
 * Up to `count` lines, newest first.
 * @throws CountersignError with the worker's code
 */
export async function readLines(wanted: Wanted, count: number): Promise<ActivityView[]> {
  const lines: ActivityView[] = [];
  while (lines.length < count) {
    const limit = Math.min(most, count - lines.length);
    const last = lines.at(-1);
    const page = await call('activity.page', { ...wanted, ...(last && { before: { at: last.at, id: last.id } }), limit });
    lines.push(...page);
    if (page.length < limit) break;
  }
  return lines;
}
