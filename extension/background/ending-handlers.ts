/** The end of accounts, one or all, as our own pages may ask for it. */
import { CountersignError } from '../../src/core/errors';
import type { OwnHandlers } from '../../src/messaging/serve';
import type { House } from './house';

type EndingHandlers = Pick<OwnHandlers, 'forget.everything' | 'actions.dismiss'>;

export function endingHandlers(_: House): EndingHandlers {
  const later = () => Promise.reject(new CountersignError('unexpected'));
  return { 'forget.everything': later, 'actions.dismiss': later };
}
