/** Waits for something that no event announces. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface PollOptions {
  /** Milliseconds after which it is given up. Default 10 000. */
  readonly timeout?: number;
  /** Milliseconds between two tries. Default 25. */
  readonly every?: number;
}

type Falsy = undefined | null | false | 0 | '';

/**
 * Tries until something truthy comes back, and resolves to it. A try that throws counts as "not yet".
 *
 * @param what finishes the sentence "Waited in vain for …".
 * @throws Error when the time is over; its cause is what the last try threw.
 */
export async function poll<T>(
  attempt: () => T | Promise<T>,
  what: string,
  { timeout = 10_000, every = 25 }: PollOptions = {},
): Promise<Exclude<T, Falsy>> {
  const end = Date.now() + timeout;
  let cause: unknown;
  do {
    try {
      const value = await attempt();
      if (value) return value as Exclude<T, Falsy>;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await sleep(every);
  } while (Date.now() < end);
  const detail = cause instanceof Error ? ` (${cause.message.split('\n')[0]})` : '';
  throw new Error(`Waited in vain for ${what}, ${timeout} ms long${detail}.`, { cause });
}
