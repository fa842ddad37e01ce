/** The vault: one open database, its key, and the news of every change. Knows no protocol. */
import { CountersignError, toProblem } from '../core/errors';
import type { LockView } from '../core/lock';
import type { Sealed } from '../core/protocol';
import { newVaultKey, seal, unseal, type SealedBox } from '../crypto/seal';
import { whenCutOff } from './guard';
import { database, type Database } from './schema';

export interface Vault {
  /** The database in use. Another one once everything has been sealed anew: read it from here each time. */
  readonly db: Database;
  /**
   * Work whose result must not be lost: a renewal, a step of a sign-in, a revocation. Until it has ended, the vault is not sealed anew, and a
   * lock that falls meanwhile lets it still seal its result.
   */
  during<T>(work: () => Promise<T>): Promise<T>;
  lockView(): Promise<LockView>;
  /** Seals a value for one place: a box that is moved to another record does not open there. */
  seal(table: string, id: string, value: Sealed): Promise<SealedBox>;
  /** @throws CountersignError `storage_failed` when the box was altered, moved, or sealed under another key */
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

/** `activity`: nothing but the activity has changed, on which no right rests. */
export type Change = 'activity' | 'anything';

/** Opens the vault. Nothing is read before the first use, so that the worker starts at once. */
export function openVault(name = 'countersign'): Vault {
  const db = database(name);
  const listeners = new Set<(what: Change) => void>();
  const remembered = new Map<string, Promise<unknown>>();
  let key: Promise<CryptoKey> | undefined;
  const deviceKey = (): Promise<CryptoKey> => {
    key ??= loadKey(db).catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    return key;
  };
  const changed = (what: Change = 'anything'): void => {
    if (what === 'anything') remembered.clear();
    for (const listener of listeners) listener(what);
  };
  whenCutOff(db, () => {
    key = undefined; // what comes in the database's place has a key of its own
    changed();
  });
  return {
    db,
    during: (work) => work(),
    lockView: () => Promise.resolve({ state: 'none', passkeys: [], minutes: 0, waiting: [] }),
    seal: async (table, id, value) => seal(await deviceKey(), `${table}/${id}`, value),
    unseal: async (table, id, box) => unseal(await deviceKey(), `${table}/${id}`, box),
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
}

/** The device's key, made at first use. It cannot be exported, so not even we can read its bytes. */
async function loadKey(db: Database): Promise<CryptoKey> {
  try {
    const stored = await db.keys.get('device');
    if (stored) return stored.key;
    const fresh = await newVaultKey();
    return await db.transaction('rw', db.keys, async () => {
      const other = await db.keys.get('device');
      if (other) return other.key;
      await db.keys.add({ id: 'device', key: fresh });
      return fresh;
    });
  } catch (error) {
    throw CountersignError.from(toProblem(error, 'storage_failed'));
  }
}
