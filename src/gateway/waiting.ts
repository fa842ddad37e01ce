/**
 * Calls that meet a locked vault: each waits for the user to open it, or fails, as its caller chose. One that waits holds no turn, but a
 * place in its caller's queue; it ends with its caller, with its right, and after a few minutes.
 */
import { callerKey } from '../core/caller';
import { CountersignError } from '../core/errors';
import type { Caller } from '../core/words';
import type { Turns } from './turns';

/** How long a call waits, in milliseconds. */
export const longestWait = 5 * 60_000;

/** The vault, as far as waiting for it goes. */
export interface Lockable {
  isLocked(): Promise<boolean>;
  /** Resolves once it is open; rejects when the signal aborts. */
  opened(signal: AbortSignal): Promise<void>;
  /** Tells that others wait now. */
  changed(what: 'waiting'): void;
}

/** Whose calls wait, and how many. */
export interface Waiters {
  readonly caller: Caller;
  readonly calls: number;
}

export interface WaitingCalls {
  /**
   * Resolves when the vault is open.
   * @param whenLocked our own pages never wait: the user is there, and is shown the lock
   * @returns whether it was waited for
   * @throws CountersignError `locked` when the caller does not want to wait, or has waited long enough; `busy` when too many of its calls
   *   wait already; the signal's reason when it aborts
   */
  untilOpen(caller: Caller, whenLocked: 'wait' | 'fail' | undefined, signal: AbortSignal): Promise<boolean>;
  /** Who waits now, in the order of their first call. */
  list(): Waiters[];
}

export function makeWaitingCalls(vault: Lockable, turns: Pick<Turns, 'queue'>, longest = longestWait): WaitingCalls {
  const waiters = new Map<string, { readonly caller: Caller; calls: number }>();

  const enter = (caller: Caller): (() => void) => {
    const key = callerKey(caller);
    const leaveQueue = turns.queue(key);
    const waiter = waiters.get(key) ?? { caller, calls: 0 };
    waiters.set(key, waiter);
    waiter.calls += 1;
    vault.changed('waiting');
    return () => {
      leaveQueue();
      waiter.calls -= 1;
      if (waiter.calls === 0) waiters.delete(key);
      vault.changed('waiting');
    };
  };

  return {
    async untilOpen(caller, whenLocked, signal) {
      if (!(await vault.isLocked())) return false;
      signal.throwIfAborted();
      if (caller.kind === 'own' || whenLocked === 'fail') throw new CountersignError('locked');
      const leave = enter(caller);
      const patience = AbortSignal.timeout(longest);
      try {
        await vault.opened(AbortSignal.any([signal, patience]));
      } catch (error) {
        signal.throwIfAborted();
        throw patience.aborted ? new CountersignError('locked') : error;
      } finally {
        leave();
      }
      return true;
    },
    list: () => [...waiters.values()].map((waiter) => ({ ...waiter })),
  };
}
