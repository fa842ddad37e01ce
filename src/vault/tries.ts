/** Wrong tries to open the vault: counted on disk before each try, so that neither the worker's end nor the browser's makes them free. */
import { CountersignError, isCoded, toProblem } from '../core/errors';
import type { Instant } from '../core/words';
import { isReadOnly, type Database } from './schema';

/** So many wrong tries cost nothing. */
const free = 2;
/** However many there were, in seconds. */
const longest = 300;

/** What so many wrong tries in a row cost before the next one, in seconds: 2 after the third, 4 after the fourth, at most five minutes. */
export function pauseAfter(wrong: number): number {
  return wrong <= free ? 0 : Math.min(longest, 2 ** (wrong - free));
}

/** When the next try is due. A clock that was set back makes nobody wait for longer than the pause itself. */
export function dueAt(wrong: number, last: Instant, now: Instant): Instant {
  return Math.min(last, now) + pauseAfter(wrong) * 1000;
}

/** When the vault may be tried next; undefined for at once. */
export async function retryAt({ settings }: Database, now: Instant): Promise<Instant | undefined> {
  const row = await settings.get('tries');
  const due = row ? dueAt(row.value, row.at ?? 0, now) : 0;
  return due > now ? due : undefined;
}

/**
 * One try. It counts as wrong until it has proved right. Where the disk is full it is not counted: the right passphrase must open the vault
 * then, too, and each wrong one still costs what it costs to derive a key.
 * @param attempt throws `passphrase_wrong` where it is
 * @throws CountersignError `try_later`, with the seconds to wait; nothing was tried
 */
export async function tryOnce<T>(db: Database, now: () => Instant, attempt: () => Promise<T>): Promise<T> {
  if (await isReadOnly(db)) return attempt(); // nothing can be counted in a newer vault, which must open all the same to be read
  const { settings } = db;
  const before = await unlessFull(
    db.transaction('rw', settings, async () => {
      const row = await settings.get('tries');
      const wrong = row?.value ?? 0;
      const left = dueAt(wrong, row?.at ?? 0, now()) - now();
      if (left > 0) {
        // A clock that went back: the pause is counted from now on.
        if (row && (row.at ?? 0) > now()) await settings.put({ ...row, at: now() });
        return left;
      }
      await settings.put({ id: 'tries', value: wrong + 1, at: now() });
      return 0;
    }),
  );
  if (before !== undefined && before > 0) throw new CountersignError('try_later', { retryAfter: Math.ceil(before / 1000) });
  try {
    const value = await attempt();
    await unlessFull(settings.delete('tries'));
    return value;
  } catch (error) {
    if (!isCoded(error) || error.code !== 'passphrase_wrong') throw error;
    const due = await retryAt(db, now());
    throw due === undefined ? error : new CountersignError('passphrase_wrong', { retryAfter: Math.ceil((due - now()) / 1000) });
  }
}

/** What was written, or undefined where there is no room for it. */
async function unlessFull<T>(write: PromiseLike<T>): Promise<T | undefined> {
  try {
    return await write;
  } catch (error) {
    if (toProblem(error).code !== 'storage_full') throw error;
    return undefined;
  }
}
