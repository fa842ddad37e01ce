/** What is said of a passphrase that was wrong, and of the time that wrong tries cost. */
import type { Problem } from '../../../src/core/errors';
import { t } from './texts';
import { amount } from './times';

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
