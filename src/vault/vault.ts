/** The vault: one database, its key, its lock, and the news of every change. Knows no protocol. */
import { CountersignError } from '../core/errors';
import type { LockParams, LockView, WhyLocked } from '../core/lock';
import type { Sealed } from '../core/protocol';
import { forgetAll } from '../crypto/remember';
import { seal, unseal, type SealedBox } from '../crypto/seal';
import { makeDoor, type Stand, type VaultPorts } from './door';
import { whenCutOff } from './guard';
import * as keyring from './keyring';
import type { Derived, Passkey } from './keyring';
import { lockView } from './lock-view';
import { refuseStale, type Stamp } from './stale-boxes';
import { isReadOnly, type Database } from './schema';

export interface Vault {
  /** The database. Which one it is may change (everything is sealed anew into the next one): whoever uses it meanwhile waits, and goes on there. */
  readonly db: Database;
  /**
   * Work whose result must not be lost: a renewal, a step of a sign-in, a revocation. Until it has ended, the vault is not sealed anew.
   * The work gets the vault as it was when it began: if that was open, it stays so for this work, even when the vault is locked meanwhile.
   */
  during<T>(work: (vault: Vault) => Promise<T>): Promise<T>;
  /** Whether any such work is under way. */
  isBusy(): boolean;
  lockView(): Promise<LockView>;
  /** Everything was wiped, the key and all ways to open it too: forgets what memory holds of them. The next use makes another key. */
  startAnew(): Promise<void>;
  isLocked(): Promise<boolean>;
  /** Resolves when the vault is open: at once, where it is. Rejects with the signal's reason. */
  opened(signal: AbortSignal): Promise<void>;
  /** Drops the key, and everything in memory that was read with it. Nothing happens without a passphrase. */
  lock(why: WhyLocked): Promise<void>;
  /** @returns ends the watch. The listener is told whether it is locked now */
  onLock(listener: (locked: boolean) => void): () => void;
  /** What the user may do about the lock. */
  readonly keyring: Keyring;
  /** Whose calls wait for the vault to open: to be set by whoever lets them wait. */
  waiting: () => LockView['waiting'];
  /**
   * Seals a value for one place: a box that is moved to another record does not open there.
   * @throws CountersignError `locked`
   */
  seal(table: string, id: string, value: Sealed): Promise<SealedBox>;
  /** @throws CountersignError `locked`; `storage_failed` when the box was altered, moved, or sealed under another key */
  unseal(table: string, id: string, box: SealedBox): Promise<Sealed>;
  /**
   * A value that was read before and is good until the next change: what every call needs is not read for every call.
   * It stays in the worker's memory no longer than that.
   */
  remember<T>(key: string, load: () => Promise<T>): Promise<T>;
  /** To be called after every write: tells watchers that something they may show has changed. */
  changed(what?: Change): void;
  /** @returns ends the watch */
  onChange(listener: (what: Change) => void): () => void;
}

/** `activity`: nothing but the activity has changed, on which no right rests; `waiting`: nothing but who waits for the vault to be opened. */
export type Change = 'activity' | 'waiting' | 'anything';

/** Keys are 32 bytes in base64url. A wrong one throws `passphrase_wrong`, one that comes too soon after wrong ones `try_later`. */
export interface Keyring {
  /** @throws CountersignError `invalid_input` where no passphrase is set */
  params(): Promise<LockParams>;
  /**
   * Opens the vault.
   * @param passkey the credential's id; without one, the key is the passphrase's
   * @param upgrade the same passphrase under other parameters
   */
  unlock(key: string, passkey?: string, upgrade?: Derived): Promise<void>;
  /**
   * Sets, changes (`current`: the key so far) or, without `next`, takes away the passphrase: everything is sealed anew.
   * @throws CountersignError `locked`; `invalid_input` where `current` is missing; `storage_blocked`, `storage_full`, `storage_failed`: nothing was changed
   */
  set(current: string | undefined, next: Derived | undefined): Promise<void>;
  /** Whether this life of the worker is at it just now. */
  setting(): boolean;
  addPasskey(current: string, passkey: Passkey): Promise<void>;
  removePasskey(id: string): Promise<void>;
}

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
