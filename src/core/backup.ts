/** A backup, in words: what is in the file, and what an import would do. Types only. */
import type { Kdf } from './lock';
import type { Instant } from './words';

/** The open head of a backup file: all that can be read without its passphrase. Format: docs/backup.md. */
export interface BackupHead {
  readonly countersign: 'backup';
  readonly version: number;
  readonly createdAt: Instant;
  readonly kdf: Kdf;
}

/** What becomes of one entry of a backup: nothing like it is here; the one here is older, newer, or the same. */
export type Meeting = 'new' | 'newer-here' | 'older-here' | 'same';

export interface BackupAccount {
  readonly id: string;
  readonly label: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly hue: number;
  /** `kept`: comes with its secret; `sign-in`: the file holds none, the account will need a sign-in. */
  readonly secret: 'kept' | 'sign-in';
  readonly meeting: Meeting;
  readonly signedInAt: Instant;
  readonly signedInHere?: Instant;
}

/** What a backup holds and what taking it would change. No secret is in it. */
export interface BackupPreview {
  readonly createdAt: Instant;
  /** The accounts of this file were forgotten where it was made. */
  readonly moved: boolean;
  readonly accounts: readonly BackupAccount[];
  readonly services: readonly { readonly id: string; readonly name: string; readonly meeting: Meeting }[];
  readonly apps: number;
  readonly permits: number;
  readonly sites: number;
}

/** What an import has done. */
export interface Restored {
  readonly accounts: number;
  readonly needSignIn: number;
  readonly services: number;
  readonly apps: number;
  readonly permits: number;
  readonly sites: number;
}
