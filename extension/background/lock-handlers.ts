/** What our own pages may do with the lock. */
import type { OwnHandlers } from '../../src/messaging/serve';
import { forgetOlder, saveLockSettings } from '../../src/vault/lock-view';
import { drawMark } from '../../src/vault/settings';
import { storeHeld } from '../../src/vault/unstored';
import { CountersignError } from '../../src/core/errors';
import type { House } from '../../src/engine/house';

type LockHandlers = Pick<OwnHandlers, Extract<keyof OwnHandlers, `lock.${string}` | 'mark.draw'>>;

export function lockHandlers({ vault, random, unstored }: House): LockHandlers {
  const { db, keyring } = vault;
  const changing = async (work: Promise<void>): Promise<void> => {
    await work;
    vault.changed();
  };
  /** What is sealed under the old key outside of the database would be lost. */
  const resealing = async (...how: Parameters<typeof keyring.set>): Promise<void> => {
    if ((await storeHeld(vault, unstored)) > 0) throw new CountersignError((await vault.isLocked()) ? 'locked' : 'storage_full');
    await keyring.set(...how); // the worker stays awake until it is answered
    await storeHeld(vault, unstored); // what a renewal has left in memory since opens only for a short while
  };
  return {
    'lock.params': () => keyring.params(),
    'lock.unlock': ({ key, upgrade }) => keyring.unlock(key, undefined, upgrade),
    'lock.unlockByPasskey': ({ id, key }) => keyring.unlock(key, id),
    'lock.now': () => vault.lock('user'),
    'lock.set': ({ current, next }) => resealing(current, next),
    'lock.remove': ({ current }) => resealing(current, undefined),
    'lock.addPasskey': ({ current, ...passkey }) => keyring.addPasskey(current, passkey),
    'lock.removePasskey': ({ id }) => keyring.removePasskey(id),
    'lock.settings': (chosen) => changing(saveLockSettings(db, chosen)),
    'lock.olderSeen': () => changing(forgetOlder(db)),
    'mark.draw': () => changing(drawMark(vault, random)),
  };
}
