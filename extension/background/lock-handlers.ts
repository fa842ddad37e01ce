/** What our own pages may do with the lock. */
import { CountersignError } from '../../src/core/errors';
import type { OwnHandlers } from '../../src/messaging/serve';
import type { House } from './house';

type LockHandlers = Pick<OwnHandlers, Extract<keyof OwnHandlers, `lock.${string}` | 'mark.draw'>>;

export function lockHandlers(_: House): LockHandlers {
  const later = () => Promise.reject(new CountersignError('unexpected'));
  return {
    'lock.params': later,
    'lock.unlock': later,
    'lock.unlockByPasskey': later,
    'lock.now': later,
    'lock.set': later,
    'lock.remove': later,
    'lock.addPasskey': later,
    'lock.removePasskey': later,
    'lock.settings': later,
    'lock.olderSeen': later,
    'mark.draw': later,
  };
}
