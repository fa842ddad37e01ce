/** A backup, in words: what is in the file, and what an import would do. Types only. */
import type { Outsider } from './caller';
import type { Kdf } from './lock';
import type { Instant, Origin } from './words';

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
  /** Which one stays unless the user wants it otherwise. */
  readonly wins: 'file' | 'here';
  /** The file has no secret for it, and it is here: there is nothing to take. */
  readonly nothing?: true;
  /** When its secret was issued: by the file, and here. */
  readonly at: Instant;
  readonly atHere?: Instant;
}

/** What stands under a service's id here: nothing, the same entry, or another one, which stays unless the user wants the file's. */
export type ServiceMeeting = 'new' | 'same' | 'different';

/** What a backup holds and what taking it would change. No secret is in it. */
export interface BackupPreview {
  readonly createdAt: Instant;
  /** Made to move: rotating accounts are in it with their secret, and are to be forgotten where it was made. */
  readonly moved: boolean;
  readonly accounts: readonly BackupAccount[];
  readonly services: readonly {
    readonly id: string;
    readonly name: string;
    readonly hue: number;
    readonly meeting: ServiceMeeting;
  }[];
  readonly apps: number;
  readonly permits: number;
  /** Who has these permits, each once. */
  readonly callers: readonly Outsider[];
  readonly sites: number;
}

/** What an import has done. */
export interface Restored {
  readonly accounts: number;
  /** Those of them that wait for a sign-in. */
  readonly needSignIn: readonly {
    readonly id: string;
    readonly label: string;
    readonly serviceName: string;
    readonly hue: number;
  }[];
  readonly services: number;
  readonly apps: number;
  readonly permits: number;
  readonly sites: number;
  /** Sites that were left out because the browser does not let us reach them: each is enabled when the user allows it. */
  readonly closedSites: readonly Origin[];
}

/** What became of a move's accounts at its end. */
export interface Moved {
  readonly forgotten: number;
  /** Labels of those that were renewed or signed in again since the file was made: they stay here, and the file's secret is no good. */
  readonly kept: readonly string[];
}
