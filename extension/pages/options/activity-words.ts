/** Answers of the activity in words. */
import { sentences, type Code } from '../../../src/core/errors';
import type { Caller } from '../../../src/core/words';
import { callerText } from '../shared/host';
import { problemTexts, t } from '../shared/texts';

/** These end a call before anything is sent. */
const refusals = new Set<string>([
  'no_permit',
  'outside_permit',
  'permit_ended',
  'outside_api_hosts',
  'sign_in_endpoint',
  'header_not_allowed',
  'option_not_supported',
  'host_access_missing',
  'rate_exceeded',
  'busy',
  'invalid_input',
]);

/** Our own code in one word, and why in a sentence. */
export function answerWords(answer: string, caller: Caller): { word: string; why?: string } {
  if (answer === 'aborted') return { word: t('answer_stopped') };
  const word = refusals.has(answer) ? t('answer_refused') : t('answer_failed');
  if (!Object.hasOwn(sentences, answer)) return { word, why: answer };
  return { word, why: problemTexts({ code: answer as Code, message: '' }, callerText(caller)).title };
}
