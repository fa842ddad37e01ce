/**
 * Locks the vault by itself: when nobody has touched the computer for as long as the user said, when the computer is locked, and when the
 * worker wakes to find that it was so. At the browser's start it is locked anyway: its key was only in memory.
 */
import type { LockView, WhyLocked } from '../../src/core/lock';
import type { Clock, Idleness, Presence } from '../../src/core/ports';
import type { Instant } from '../../src/core/words';

/** How things stand with the user. */
export interface Sight {
  readonly now: Instant;
  /** By the time that the user chose. */
  readonly presence: Presence;
  /** An alarm came so late that the computer must have slept, in milliseconds. */
  readonly late: number;
  /** The user is in the middle of a sign-in, perhaps on another device. */
  readonly signingIn: boolean;
  /** Since when the lock has been put off. */
  readonly putOff: Instant | undefined;
}

export type Decision = { readonly lock: WhyLocked } | { readonly until: Instant } | 'stay-open';

const minute = 60_000;

/**
 * What becomes of a vault that is open.
 * @returns `until`: the lock is put off, at most until then
 */
export function decide({ minutes, onSystemLock }: Pick<LockView, 'minutes' | 'onSystemLock'>, sight: Sight): Decision {
  if (sight.presence === 'locked' && onSystemLock) return { lock: 'system' };
  const time = minutes * minute;
  if (time === 0) return 'stay-open';
  if (sight.late >= time) return { lock: 'idle' };
  if (sight.presence === 'active') return 'stay-open';
  // A computer that was locked just now does not tell since when nobody is there: the time is counted from here.
  if (sight.presence === 'idle' && !sight.signingIn) return { lock: 'idle' };
  const until = (sight.putOff ?? sight.now) + time;
  return sight.now >= until ? { lock: 'idle' } : { until };
}

export interface Ports {
  readonly vault: { lockView(): Promise<LockView>; lock(why: WhyLocked): Promise<void> };
  readonly clock: Clock;
  readonly idle: Idleness;
  /** Since when the lock has been put off: outlives the worker. */
  readonly memory: { read(): Promise<Instant | undefined>; write(since: Instant | undefined): Promise<void> };
  signingIn(): Promise<boolean>;
  /** Has {@link AutoLock.look} called every so many minutes, from `first` on where that is given; undefined for not any more. */
  wakeEvery(minutes: number | undefined, first?: Instant): Promise<void>;
}

export interface AutoLock {
  /**
   * Looks whether the vault has to be locked, and sets the watch by what the user chose. To be called at the worker's start, at each change
   * of the vault or of the user's presence, and by the alarm.
   * @param scheduled when the alarm that calls should have come
   */
  look(scheduled?: Instant): Promise<void>;
}

export function makeAutoLock(ports: Ports): AutoLock {
  const { vault, clock, idle, memory } = ports;
  let last: Promise<void> = Promise.resolve();
  /** The seconds that the browser was told. It listens from the worker's start, before anything is known. */
  let listening: number | 'unknown' | undefined = 'unknown';

  const leave = async (): Promise<void> => {
    if (listening === undefined) return;
    listening = undefined;
    idle.deafen();
    await ports.wakeEvery(undefined);
    await memory.write(undefined);
  };
  const watch = async (minutes: number): Promise<number> => {
    const seconds = minutes * 60 || 60; // 60: only the computer's own lock counts
    if (listening !== seconds) idle.listen(seconds);
    listening = seconds;
    await ports.wakeEvery(minutes || undefined);
    return seconds;
  };
  const look = async (scheduled: Instant | undefined): Promise<void> => {
    const view = await vault.lockView();
    if (view.state !== 'unlocked' || (view.minutes === 0 && !view.onSystemLock)) return leave();
    const seconds = await watch(view.minutes);
    const now = clock.now();
    const putOff = await memory.read();
    const decision = decide(view, {
      now,
      presence: await idle.state(seconds),
      late: scheduled === undefined ? 0 : now - scheduled,
      signingIn: await ports.signingIn(),
      putOff,
    });
    if (decision === 'stay-open') {
      if (putOff !== undefined) await memory.write(undefined);
    } else if ('lock' in decision) await vault.lock(decision.lock);
    else if (putOff === undefined) {
      await memory.write(now);
      await ports.wakeEvery(view.minutes, decision.until);
    }
  };
  return {
    look(scheduled) {
      last = last.catch(() => undefined).then(() => look(scheduled)); // one at a time, in their order
      return last;
    },
  };
}
