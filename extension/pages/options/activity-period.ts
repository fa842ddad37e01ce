/** The stretches of time that the activity's chart shows, in the reader's own days and hours. */
import type { Instant } from '../../../src/core/words';

export type Period = 'hours' | 'week' | 'month';

const days = { week: 7, month: 30 } as const;
const hours = 24;

/** Where each bar begins, and where the last one ends. The last bar holds the present. */
export function boundsOf(period: Period, now: Instant): Instant[] {
  if (period === 'hours') {
    const hour = new Date(now).setMinutes(0, 0, 0);
    return Array.from({ length: hours + 1 }, (_, at) => hour + (at - hours + 1) * 3_600_000);
  }
  const today = new Date(now);
  // By the calendar, not by the clock: days have 23 or 25 hours where summer time begins and ends.
  return Array.from({ length: days[period] + 1 }, (_, at) =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + at - days[period] + 1).getTime(),
  );
}
