/** The vault, as everybody uses it: one database, its key, its lock, and the news of every change. Knows no protocol. */
import type { LockParams, LockView, WhyLocked } from '../core/lock';
import type { Sealed } from '../core/protocol';
import type { SealedBox } from '../crypto/seal';
import type { Derived, Passkey } from './keyring';
import type { Database } from './schema';

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
