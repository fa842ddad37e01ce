/** What is said of a passphrase that was wrong, and of the time that wrong tries cost. */
import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from '../../../src/core/errors';
import type { LockView } from '../../../src/core/lock';
import type { Instant } from '../../../src/core/words';
import { useNow } from './now';
import { t } from './texts';
import { amount } from './times';

/**
 * Milliseconds until the next try; 0 or less for now.
 * @param problem of the last try: an open vault's overview does not tell when the next is due, the answer does
 */
export function useWait(lock: LockView, problem: Problem | undefined): number {
  const now = useNow(250);
  const due = useRef<Instant>(0);
  useEffect(() => {
    due.current = problem?.retryAfter === undefined ? 0 : Date.now() + problem.retryAfter * 1000;
  }, [problem]);
  return Math.max(lock.retryAt ?? 0, isAboutTries(problem) ? due.current : 0) - now;
}

/** @param left milliseconds until the next try */
export function triesText(problem: Problem | undefined, left: number): string | undefined {
  const wrong = problem?.code === 'passphrase_wrong';
  if (left <= 0) return wrong ? t('passphrase_wrong') : undefined;
  const time = amount(Math.ceil(left / 1000) * 1000);
  return wrong ? t('passphrase_wrong_wait', { time }) : t('passphrase_wait', { time });
}

/** Whether a failure is said by {@link triesText}, below the passphrase. */
export function isAboutTries(problem: Problem | undefined): boolean {
  return problem?.code === 'passphrase_wrong' || problem?.code === 'try_later';
}
