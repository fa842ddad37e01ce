/**
 * Fairness: how many calls one caller may have under way, so that a noisy page never starves another.
 * A browser opens six sockets to a host that speaks HTTP/1.1 and shares them among everyone: one caller gets four of them.
 */
import { CountersignError } from '../core/errors';

/** Calls of one caller under way, over all hosts. */
export const mostCalls = 64;
/** Calls of one caller that wait for their turn, or for the vault to be opened. */
export const longestQueue = 1000;
/** Calls of one caller under way at a host with few sockets. */
export const mostSockets = 4;
/** Long calls of one caller at one host: streams that stay open, polls that wait. */
export const mostStreams = 4;
/** A call under way for this long counts as a long one, in milliseconds. */
const long = 2000;

interface Caller {
  /** When each call under way was started, by host. */
  readonly running: Map<string, Set<{ readonly since: number }>>;
  readonly waiting: { readonly origin: string; readonly start: () => void }[];
  /** Places of the queue that are taken by calls which do not ask for a turn yet. */
  held: number;
  count: number;
}

export interface Turns {
  /**
   * Waits for a caller's turn at a host.
   * @returns ends the turn; to be called once the answer's last byte has passed
   * @throws CountersignError `busy` when too many of the caller's calls wait already; the signal's reason when it aborts
   */
  take(caller: string, origin: string, signal: AbortSignal): Promise<() => void>;
  /**
   * Takes a place in a caller's queue for a call that waits for something else.
   * @returns gives the place back
   * @throws CountersignError `busy` when too many of the caller's calls wait already
   */
  queue(caller: string): () => void;
}

/**
 * @param multiplexed whether a host is known to carry many calls over one connection (HTTP/2 and later)
 * @param now milliseconds
 */
export function makeTurns(multiplexed: (origin: string) => boolean, now: () => number): Turns {
  const callers = new Map<string, Caller>();

  const mayStart = (caller: Caller, origin: string): boolean => {
    if (caller.count >= mostCalls) return false;
    const running = caller.running.get(origin);
    if (!running) return true;
    if (running.size >= (multiplexed(origin) ? mostCalls : mostSockets)) return false;
    if (running.size < mostStreams) return true;
    const before = now() - long;
    return [...running].filter(({ since }) => since <= before).length < mostStreams;
  };

  const begin = (key: string, caller: Caller, origin: string): (() => void) => {
    const call = { since: now() };
    const running = caller.running.get(origin) ?? new Set();
    caller.running.set(origin, running.add(call));
    caller.count += 1;
    return () => {
      if (!running.delete(call)) return;
      caller.count -= 1;
      if (running.size === 0 && caller.running.get(origin) === running) caller.running.delete(origin);
      callNext(key, caller);
    };
  };

  /** Starts whoever may: a host that is full holds up nobody who waits for another. */
  const callNext = (key: string, caller: Caller): void => {
    const blocked = new Set<string>();
    for (let at = 0; at < caller.waiting.length && caller.count < mostCalls;) {
      const next = caller.waiting[at];
      if (!next) break;
      if (!blocked.has(next.origin) && mayStart(caller, next.origin)) {
        caller.waiting.splice(at, 1);
        next.start();
      } else {
        blocked.add(next.origin);
        at += 1;
      }
    }
    forgetIdle(key, caller);
  };

  const callerOf = (key: string): Caller => {
    const caller: Caller = callers.get(key) ?? { running: new Map(), waiting: [], held: 0, count: 0 };
    callers.set(key, caller);
    return caller;
  };
  const forgetIdle = (key: string, { count, waiting, held }: Caller): void => {
    if (count === 0 && waiting.length === 0 && held === 0) callers.delete(key);
  };
  const isFull = ({ waiting, held }: Caller): boolean => waiting.length + held >= longestQueue;

  return {
    queue(key) {
      const caller = callerOf(key);
      if (isFull(caller)) throw new CountersignError('busy');
      caller.held += 1;
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        caller.held -= 1;
        forgetIdle(key, caller);
      };
    },
    take(key, origin, signal) {
      const caller = callerOf(key);
      if (mayStart(caller, origin)) return Promise.resolve(begin(key, caller, origin));
      if (isFull(caller)) return Promise.reject(new CountersignError('busy'));
      return new Promise((resolve, reject) => {
        const entry = {
          origin,
          start: (): void => {
            signal.removeEventListener('abort', leave);
            resolve(begin(key, caller, origin));
          },
        };
        const leave = (): void => {
          const at = caller.waiting.indexOf(entry);
          if (at >= 0) caller.waiting.splice(at, 1);
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', leave, { once: true });
        caller.waiting.push(entry);
      });
    },
  };
}
