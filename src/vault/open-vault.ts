/** Makes the vault: the door with the key behind it, what is remembered, and who is told of changes. */
import { CountersignError } from '../core/errors';
import type { Sealed } from '../core/protocol';
import { forgetAll } from '../crypto/remember';
import { seal, unseal, type SealedBox } from '../crypto/seal';
import { makeDoor, type Stand, type VaultPorts } from './door';
import { whenCutOff } from './guard';
import * as keyring from './keyring';
import { lockView } from './lock-view';
import { refuseStale, type Stamp } from './stale-boxes';
import { isReadOnly } from './schema';
import type { Change, Vault } from './vault';

export interface VaultOptions extends VaultPorts {
  /** Whether the browser tells when the computer locks. */
  readonly systemLock: boolean;
}

/** Opens the vault. Nothing is read before the first use, so that the worker starts at once. */
export function openVault({ systemLock, ...ports }: VaultOptions): Vault {
  const stamps: Stamp = { of: new WeakMap(), now: 0 };
  const door = makeDoor(ports, () => {
    stamps.now += 1;
  });
  const { db } = door;
  const listeners = new Set<(what: Change) => void>();
  const lockListeners = new Set<(locked: boolean) => void>();
  const remembered = new Map<string, Promise<unknown>>();
  refuseStale(db, stamps);

  const isLocked = async (): Promise<boolean> => (await door.stand()).state === 'locked';
  const changed = (what: Change = 'anything'): void => {
    if (what === 'anything') remembered.clear();
    for (const listener of listeners) listener(what);
  };
  whenCutOff(db, () => {
    if (door.resealing()) return; // which has closed it
    door.cutOff();
    changed();
  });
  const tellLock = (locked: boolean): void => {
    if (locked) forgetAll();
    changed();
    for (const listener of lockListeners) listener(locked);
  };

  /** Locks, openings and new seals go one after the other. */
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.catch(() => undefined).then(work);
    last = next;
    return next;
  };

  const keyOf = (stand: Stand): CryptoKey => {
    if (stand.state === 'locked') throw new CountersignError('locked');
    return stand.key;
  };
  const sealNow = async (place: string, value: Sealed): Promise<SealedBox> => {
    await door.passable();
    const { now } = stamps;
    const box = await seal(keyOf(await door.stand()), place, value);
    if (stamps.now !== now) return sealNow(place, value); // everything was sealed anew meanwhile
    stamps.of.set(box, now);
    return box;
  };
  const unsealNow = async (place: string, box: SealedBox): Promise<Sealed> => {
    const key = keyOf(await door.stand());
    try {
      return await unseal(key, place, box);
    } catch (error) {
      // Around a re-seal, the box may be of the one time and the key of the other.
      const stand = await door.stand();
      for (const other of [keyOf(stand), 'before' in stand && stand.before])
        if (other && other !== key) return unseal(other, place, box);
      throw error;
    }
  };

  const vault: Vault = {
    db,
    waiting: () => [],
    isLocked,
    isBusy: door.isBusy,
    during: (work) =>
      door.inside(async () => {
        const stand = await door.stand();
        if (stand.state === 'locked') return work(vault);
        const { key } = stand;
        const inside: Vault = {
          ...vault,
          during: (more) => more(inside),
          seal: async (table, id, value) => {
            const box = await seal(key, `${table}/${id}`, value);
            stamps.of.set(box, stamps.now);
            return box;
          },
          unseal: (table, id, box) => unseal(key, `${table}/${id}`, box),
          remember: async (name, load) => ((await isLocked()) ? load() : vault.remember(name, load)),
        };
        return work(inside);
      }),
    async lockView() {
      const { state } = await door.stand();
      const standing = await door.standing();
      return lockView({ db, state, standing, now: ports.now(), systemLock, waiting: vault.waiting() });
    },
    async opened(signal) {
      signal.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        const leave = (): void => {
          end();
          reject(signal.reason as Error);
        };
        const enter = (locked: boolean): void => {
          if (locked) return;
          end();
          signal.removeEventListener('abort', leave);
          resolve();
        };
        const end = vault.onLock(enter);
        signal.addEventListener('abort', leave, { once: true });
        isLocked().then(enter, reject);
      });
    },
    startAnew: () =>
      alone(async () => {
        await door.startAnew(); // after an opening that was under way: its key opens nothing any more, and must seal nothing
        tellLock(true);
      }),
    lock: (why) =>
      alone(async () => {
        if (await door.lock(why)) tellLock(true);
      }),
    onLock(listener) {
      lockListeners.add(listener);
      return () => lockListeners.delete(listener);
    },
    keyring: {
      params: () => keyring.lockParams(db),
      unlock: (key, passkey, upgrade) =>
        alone(async () => {
          const bytes = await keyring.openKeyring(db, ports.now, key, passkey);
          if (upgrade && !(await isReadOnly(db))) await keyring.rewrap(db, bytes, upgrade);
          await door.unlock(bytes);
          tellLock(false);
        }),
      set: (current, next) =>
        alone(async () => {
          const { state } = await door.stand();
          if (state === 'none' && !next) throw new CountersignError('invalid_input', { about: 'passphrase' });
          if (state !== 'none') {
            if (current === undefined) throw new CountersignError('invalid_input', { about: 'current' });
            await keyring.openKeyring(db, ports.now, current);
          }
          await door.reseal(next);
          tellLock(false);
        }),
      setting: door.resealing,
      addPasskey: (current, passkey) =>
        alone(async () => {
          keyOf(await door.stand());
          await keyring.addPasskey(db, await keyring.openKeyring(db, ports.now, current), passkey, ports.now());
          changed();
        }),
      async removePasskey(id) {
        keyOf(await door.stand());
        await keyring.removePasskey(db, id);
        changed();
      },
    },
    seal: (table, id, value) => sealNow(`${table}/${id}`, value),
    unseal: (table, id, box) => unsealNow(`${table}/${id}`, box),
    remember<T>(name: string, load: () => Promise<T>) {
      const known = remembered.get(name) as Promise<T> | undefined;
      if (known) return known;
      const fresh = load();
      remembered.set(name, fresh);
      const forget = (): void => {
        if (remembered.get(name) === fresh) remembered.delete(name);
      };
      fresh.then((value) => value ?? forget(), forget); // what is not there is not kept: callers may guess names without end
      return fresh;
    },
    changed,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return vault;
}
