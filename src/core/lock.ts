/** The lock of the vault, in words: how a passphrase becomes a key, and how far the vault is open. Types only. */
import type { Caller, Instant } from './words';

/**
 * How a passphrase becomes 32 bytes: Argon2id.
 * @see https://www.rfc-editor.org/rfc/rfc9106
 */
export interface Kdf {
  readonly name: 'argon2id';
  /** KiB of memory (m). */
  readonly memory: number;
  /** Passes over it (t). */
  readonly passes: number;
  /** Lanes (p). */
  readonly lanes: number;
  /** 16 bytes in base64url. */
  readonly salt: string;
}

/** What a page needs to ask an authenticator for the bytes that open the vault (WebAuthn PRF). */
export interface PasskeyHint {
  /** The credential's id, base64url. */
  readonly id: string;
  /** The PRF's input, 32 bytes in base64url. */
  readonly salt: string;
}

/** What the unlock page needs before it can derive a key. Not secret. */
export interface LockParams {
  readonly kdf: Kdf;
  readonly passkeys: readonly PasskeyHint[];
}

/** Why the vault is locked: the browser has started, the user wanted it, the user was away, the computer was locked. */
export type WhyLocked = 'start' | 'user' | 'idle' | 'system';

/** As our own pages see the lock. */
export interface LockView {
  /** `none`: no passphrase is set. */
  readonly state: 'none' | 'unlocked' | 'locked';
  /** When the passphrase was set last. */
  readonly setAt?: Instant;
  /** How many accounts hold tokens from before the passphrase was set: what lay on disk in the clear may still be found there. */
  readonly olderAccounts?: number;
  readonly passkeys: readonly { readonly id: string; readonly name: string; readonly addedAt: Instant }[];
  /** Locks by itself once nobody has touched the computer for so many minutes; 0 for never. */
  readonly minutes: number;
  /** Locks when the computer locks. Absent where the browser does not tell of it. */
  readonly onSystemLock?: boolean;
  readonly why?: WhyLocked;
  /** When it was locked. */
  readonly since?: Instant;
  /** Whose calls wait for it to open, and how many. */
  readonly waiting: readonly { readonly caller: Caller; readonly calls: number }[];
  /** After wrong tries: nothing is tried before. */
  readonly retryAt?: Instant;
}
