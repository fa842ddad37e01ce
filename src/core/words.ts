/** The words of the house as types: who calls, and what the user allows. What a service is, is in `service.ts`. Nothing here runs. */

/** A serialised web origin, such as `https://api.example.org` or `http://127.0.0.1:8080`. */
export type Origin = string;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A site's page, or a content script of ours in it. */
export interface Site {
  readonly kind: 'site';
  readonly origin: Origin;
  /** The site in whose page the frame stands, when it is another one. */
  readonly within?: Origin;
  /** The browser's container (Firefox), when it is not the default one. */
  readonly container?: string;
}

/** Who asks. Made from the browser's `sender` only. */
export type Caller = { readonly kind: 'own' } | Site | { readonly kind: 'extension'; readonly id: string };

/** How far a permit goes: `read` covers GET, HEAD and OPTIONS; `change` every method. */
export type Access = 'read' | 'change';

/** How long a permit lasts: one call, this browser session, 24 hours, or until the user ends it. */
export type Lasting = 'once' | 'session' | 'day' | 'always';

export interface Permit {
  readonly id: string;
  readonly caller: Exclude<Caller, { kind: 'own' }>;
  readonly accountId: string;
  readonly access: Access;
  /** The only methods that it covers; absent for all that `access` covers. */
  readonly methods?: readonly string[];
  /** Path patterns; empty means every path of the account's API hosts. */
  readonly paths: readonly string[];
  /** The only API hosts that it covers, once the account has got further ones; absent for all. */
  readonly hosts?: readonly Origin[];
  /** Calls in any one minute; absent for no limit. */
  readonly rate?: number;
  /** Whether the caller may know the account's label. */
  readonly tellsLabel?: boolean;
  readonly lasting: Lasting;
  /** When it ends by itself; absent for `always`, `session` and `once`. */
  readonly until?: Instant;
  readonly createdAt: Instant;
}

/** What a caller gets: a handle and what it covers. */
export interface Given {
  readonly handle: string;
  readonly service: string;
  readonly access: Access;
  /** The only methods that are covered; absent for all that `access` covers. */
  readonly methods?: readonly string[];
  readonly paths: readonly string[];
  /** The account's name, if the user chose to tell it. */
  readonly label?: string;
  /** Calls in any one minute; absent for no limit. */
  readonly rate?: number;
  /** Milliseconds since 1970; absent when no end is set. */
  readonly until?: number;
}

export type AccountState = 'fine' | 'renewing' | 'needs-sign-in' | 'revoked';
