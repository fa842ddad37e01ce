/** The rows of the database's tables. Everything a thief must not read is inside a `sealed` box. */
import type { ServiceSource } from '../core/catalogue';
import type { Problem } from '../core/errors';
import type { Ended, ActionKind } from '../core/action';
import type { Kdf } from '../core/lock';
import type { Facts, Notes } from '../core/protocol';
import type { ClientAuth } from '../core/oauth2-service';
import type { Service, Way } from '../core/service';
import type { Access, Caller, Instant, Origin, Permit } from '../core/words';
import type { SealedBox } from '../crypto/seal';

/** A key that is used but never read: its bytes cannot be exported. */
export interface KeyRow {
  /** `device` is the vault's own; any other is the id of the sign-in that made a pair for its account. */
  id: string;
  /** Of a pair, the private half. */
  key: CryptoKey;
  publicKey?: CryptoKey;
}

/** How often in a row an extension was refused. */
export type RefusedId = `refused extension:${string}`;

export interface SettingRow {
  /**
   * `everywhere` is 1 when every site may ask. `whole` is the last row that is written into a database which takes over from another.
   * `tries` counts wrong tries to open the vault. `older` is when it was first sealed under a passphrase: what was issued before lay on
   * disk under a key beside it. `backup` is when a backup of everything was made last. `probe` is there only while the vault is tried out. `lock-minutes` and `lock-system` say when it locks by itself.
   * `clock` is since when the clock has gone on without a jump, `kept` says that there were accounts here.
   */
  id:
    | 'mark'
    | 'sign-in-tab'
    | 'everywhere'
    | 'whole'
    | 'tries'
    | 'older'
    | 'backup'
    | 'lock-minutes'
    | 'lock-system'
    | 'probe'
    | 'clock'
    | 'kept'
    | RefusedId;
  value: number;
  /** Of a refusal and of a wrong try: when the last one was. Of the clock: when it was looked at last. */
  at?: Instant;
  /** The run of the browser in which the value means something. */
  session?: string;
}

/** A service that is in use. */
export interface ServiceRow {
  id: string;
  service: Service;
  /** Absent for the user's own. */
  source?: ServiceSource;
}

export interface AppRow {
  /** Service id and client id: an account keeps the app it was signed in with. */
  id: string;
  serviceId: string;
  clientId: string;
  hasSecret: boolean;
  savedAt: Instant;
  /** Countersign registered it by itself. */
  registered?: boolean;
  /** How it authenticates, where its registration says otherwise than the service's entry. */
  clientAuth?: ClientAuth;
  /** The redirect URL that it was registered with, where that is neither this browser's nor the entry's. */
  redirectUrl?: string;
  /** When the service forgets the secret. */
  secretUntil?: Instant;
  /** Of a key pair that was made here. */
  publicKey?: string;
  sealed: SealedBox;
}

export interface AccountRow {
  id: string;
  serviceId: string;
  /** Absent, and `clientId` empty, where the protocol has no app. */
  appId?: string;
  clientId: string;
  label: string;
  subject?: string;
  /** The account through which it is reached. */
  parentId?: string;
  state: 'fine' | 'needs-sign-in' | 'revoked';
  problem?: Problem;
  /** A renewal was started and not yet stored; `attempt` counts the starts. */
  renewing?: { attempt: number; at: Instant };
  /** The service wants no renewal before. */
  renewNotBefore?: Instant;
  /** Its own key pair among the keys, if it has one. */
  keyId?: string;
  /** How it was signed in, where its service has several ways. */
  way?: Way;
  signedInAt: Instant;
  usedAt?: Instant;
  renewals: number;
  facts: Facts;
  notes: Notes;
  /** The secret, with the service's entry as it was at sign-in: its endpoints and API hosts hold for this account. */
  sealed: SealedBox;
}

/** The page that opens a sign-in's window or tab, and that window or tab once it is open. */
export interface Claim {
  session: string;
  page: number;
  tabId?: number;
  windowId?: number;
}

export type SignInWait =
  | { for: 'visit'; until?: Instant; claim?: Claim }
  | { for: 'ask'; until?: Instant }
  | { for: 'code'; until: Instant; next: Instant; seconds: number }
  /** For the service to come to its end. */
  | { for: 'state'; until: Instant; next: Instant; seconds: number }
  | { for: 'reach'; origins: readonly Origin[] };

/** A sign-in in the journal. */
export interface SignInRow {
  id: string;
  serviceId: string;
  serviceName: string;
  hue: number;
  /** Signs in this account again. */
  accountId?: string;
  /** The account through which a connector is reached. */
  parentId?: string;
  askId?: string;
  way?: Way;
  /** The service's page opens in a tab: the user wants it so, or the browser's sign-in window cannot show it. */
  through?: 'tab';
  state: 'running' | 'waiting' | 'failed' | 'done';
  stages: readonly string[];
  stage: string;
  /** How often the running step was started. */
  attempt: number;
  createdAt: Instant;
  since: Instant;
  wait?: SignInWait;
  problem?: Problem;
  result?: { accountId: string; label: string; granted: readonly string[]; notGranted: readonly string[]; otherPerson: boolean };
  /** Service, app, the last step with its `pending`, and the reply that is being worked on. Absent once it has ended. */
  sealed?: SealedBox;
}

/** A way to open the vault: the vault's key, sealed under one that only the user can bring. With none, the key `device` opens it. */
export interface KeyringRow {
  /** `passphrase`, or `passkey` and the credential's id. */
  id: 'passphrase' | `passkey ${string}`;
  /** Of a passphrase. */
  kdf?: Kdf;
  /** Of a passkey: the PRF's input, base64url. */
  salt?: string;
  name?: string;
  addedAt: Instant;
  wrapped: SealedBox;
}

/** An action of several steps in the journal. */
export interface ActionRow {
  id: string;
  kind: ActionKind;
  state: 'running' | 'done' | 'failed';
  startedAt: Instant;
  /** How often it was begun or gone on with. */
  attempt: number;
  /** How often it was begun since something was done last. */
  tries?: number;
  /** Of everything: the vault was locked when the user wanted it, so no service is asked. */
  unasked?: true;
  /** Of everything: the tables are cleared. */
  cleared?: true;
  /** Accounts that are still to be done. */
  left: readonly string[];
  total: number;
  ended: readonly Ended[];
  problem?: Problem;
  /** Of a move: the accounts as they were when their secrets went into the file. */
  moved?: readonly { id: string; signedInAt: Instant; issuedAt?: Instant; renewals: number }[];
  /** Of a move: its file was handed to the browser's downloads. Before that, there may be no file, and nothing may be forgotten. */
  handed?: boolean;
}

/** A permit with its handle; ended ones stay for a short while, for Undo. */
export interface PermitRow extends Permit {
  handle: string;
  /** `kind:origin` or `kind:id`, for look-ups. */
  callerKey: string;
  /** The browser session it belongs to, for `session` and `once`. */
  session?: string;
  endedAt?: Instant;
  /** A single call was let through. */
  spent?: boolean;
}

export interface SiteRow {
  origin: Origin;
  enabledAt: Instant;
  /** How often the user refused in a row. */
  refusals: number;
  /** Turned off by the user while every site may ask. */
  off?: boolean;
  /** Not enabled by the user: it asked while every site may. */
  noted?: boolean;
}

/** A caller's question that waits for the user. */
export interface AskRow {
  id: string;
  caller: Exclude<Caller, { kind: 'own' }>;
  callerKey: string;
  serviceId: string;
  access: Access;
  methods?: readonly string[];
  paths: readonly string[];
  /** Scopes that the account must have. */
  scopes?: readonly string[];
  /** The asker wants an account beside those that it may use already. */
  another?: boolean;
  /** Only an account that was signed in since it was asked will do. */
  force?: boolean;
  /** It asks for nothing but a new sign-in with this account, which the caller may use by this permit. */
  again?: { readonly accountId: string; readonly permitId: string };
  reason?: string;
  at: Instant;
  /** Its service was taken into use for it, and goes again with the user's no. */
  took?: boolean;
  answer?: { permitId: string } | { code: 'refused' | 'not_now' };
  /** The consent window. */
  windowId?: number;
}

export interface ActivityRow {
  id?: number;
  at: Instant;
  caller: Caller;
  callerKey: string;
  accountId: string;
  method: string;
  /** The API host; empty for a URL that could not be read. */
  host: string;
  /** The path with `*` in place of what looks like an id or a name; never the query. */
  path: string;
  /** The service's status, or the code of what went wrong. */
  answer: number | string;
  /** Milliseconds until the answer's last byte. */
  took: number;
  /** Bytes of the bodies. */
  sent: number;
  received: number;
  renewed: boolean;
}
