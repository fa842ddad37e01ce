/** Whether the computer's clock can be believed: what is wiped by age must not go because the clock was wrong for a minute. */
import type { Instant } from '../core/words';

const hour = 60 * 60_000;
const day = 24 * hour;
/** Clocks are set right by a little all the time, in milliseconds. */
const jitter = 5 * 60_000;
/** A clock that was not looked at for so long may have jumped meanwhile, in milliseconds. */
const absence = 2 * day;

export interface ClockWatch {
  /** Since when it has gone on without a jump. */
  readonly since: Instant;
  /** When it was looked at last. */
  readonly last: Instant;
}

/**
 * Looks at the clock once more. It is believed after a day without a jump, forward or back; a long absence counts as one.
 * @returns `write`: the watch has changed enough to be stored
 */
export function watched(
  before: ClockWatch | undefined,
  now: Instant,
): ClockWatch & { readonly write: boolean; readonly believed: boolean } {
  const jumped = !before || now < before.last - jitter || now > before.last + absence;
  const since = jumped ? now : before.since;
  const write = jumped || now - before.last >= hour;
  return { since, last: write ? now : before.last, write, believed: now - since >= day };
}
