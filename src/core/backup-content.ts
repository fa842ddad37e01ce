/** What lies inside a backup once it is open, in words. Types only; format: docs/backup.md. */
import type { ServiceSource } from './catalogue';
import type { Facts, Sealed } from './protocol';
import type { App, Service, Way } from './service';
import type { Instant, Origin, Permit } from './words';

/** Why an account comes without its secret. */
export type WithoutSecret =
  /** Its service replaces what renews it at each use, or is not known not to: of two copies, one would end the other. */
  | 'rotates'
  /** It is bound to a key that never leaves this browser. */
  | 'bound'
  /** It has none that works. */
  | 'ended';

export interface AccountInBackup {
  readonly id: string;
  readonly label: string;
  readonly subject?: string;
  /** The account through which a connector is reached. */
  readonly parentId?: string;
  /** The client id of its app, among the apps of its service; absent where the protocol has none. */
  readonly app?: string;
  readonly way?: Way;
  readonly signedInAt: Instant;
  readonly usedAt?: Instant;
  readonly renewals: number;
  readonly facts: Facts;
  /** The entry that it was signed in with. */
  readonly service: Service;
  readonly apiHosts: readonly Origin[];
  /** Exactly one of these. */
  readonly secret?: Sealed;
  readonly without?: WithoutSecret;
}

export interface AppInBackup extends App {
  readonly savedAt: Instant;
  readonly registered?: boolean;
  readonly publicKey?: string;
}

export interface ServiceInBackup {
  readonly service: Service;
  readonly source?: ServiceSource;
}

/** A permit with its handle, so that who holds it can go on. */
export interface PermitInBackup extends Permit {
  readonly handle: string;
  readonly lasting: 'day' | 'always';
}

export interface BackupContent {
  /** Made to move: the accounts that come with their secret are to be forgotten where it was made. */
  readonly moved: boolean;
  readonly accounts: readonly AccountInBackup[];
  readonly apps: readonly AppInBackup[];
  readonly services: readonly ServiceInBackup[];
  readonly permits: readonly PermitInBackup[];
  readonly sites: readonly { readonly origin: Origin; readonly enabledAt: Instant }[];
}
