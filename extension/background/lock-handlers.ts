/** What our own pages may do with the lock. */
import type { OwnHandlers } from '../../src/messaging/serve';
import { forgetOlder, saveLockSettings } from '../../src/vault/lock-view';
import { drawMark } from '../../src/vault/settings';
import type { House } from './house';

type LockHandlers = Pick<OwnHandlers, Extract<keyof OwnHandlers, `lock.${string}` | 'mark.draw'>>;

export function lockHandlers({ vault, random }: House): LockHandlers {
  const { db, keyring } = vault;
  const changing = async (work: Promise<void>): Promise<void> => {
    await work;
    vault.changed();
  };
  return {
    'lock.params': () => keyring.params(),
    'lock.unlock': ({ key, upgrade }) => keyring.unlock(key, undefined, upgrade),
    'lock.unlockByPasskey': ({ id, key }) => keyring.unlock(key, id),
    'lock.now': () => vault.lock('user'),
    'lock.set': ({ current, next }) => keyring.set(current, next), // its pending answer keeps the worker awake meanwhile
    'lock.remove': ({ current }) => keyring.set(current, undefined),
    'lock.addPasskey': ({ current, ...passkey }) => keyring.addPasskey(current, passkey),
    'lock.removePasskey': ({ id }) => keyring.removePasskey(id),
    'lock.settings': (chosen) => changing(saveLockSettings(db, chosen)),
    'lock.olderSeen': () => changing(forgetOlder(db)),
    'mark.draw': () => changing(drawMark(vault, random)),
  };
}
