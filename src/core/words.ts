/** The words of the house as types: what a service, an app, an account, a caller and a permit are. Nothing here runs. */

/** A serialised web origin, such as `https://api.example.org` or `http://127.0.0.1:8080`. */
export type Origin = string;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

export type ProtocolId = 'oauth1' | 'oauth2';

/** A part of a service's API that a person can recognise, so that consent is given to "Photos" rather than to a path. */
export interface Area {
  readonly id: string;
  readonly name: string;
  /** One short sentence without a full stop: "See them and add new ones". */
  readonly does: string;
  /** Path patterns of this area, such as `/v1/photos*`; `*` stands for any characters. */
  readonly paths: readonly string[];
}

/** How an answer of the service names the person who signed in: dotted paths into it. */
export interface IdentityMap {
  readonly subject: string;
  readonly label?: string;
}

interface ServiceBase {
  /** Stable and unique: kebab-case letters, digits and hyphens. */
  readonly id: string;
  readonly name: string;
  /** Hue of the tile in degrees (0 to 359). */
  readonly hue: number;
  /** The only places that ever receive the account's secret for API calls. */
  readonly apiHosts: readonly Origin[];
  readonly areas?: readonly Area[];
  /** Request headers that its API takes beside the usual ones; a `*` at the end stands for any characters. */
  readonly headers?: readonly string[];
  /** The page on which an app is registered. */
  readonly registerUrl?: string;
  /** What to choose there, in the service's own words: "Single-page app". */
  readonly appType?: string;
  /** The documentation from which this entry was made. */
  readonly docs?: string;
  /** When and against what the entry was verified (ISO date). */
  readonly checked?: { readonly date: string; readonly source: string };
}

export type OAuth1SignatureMethod =
  | 'HMAC-SHA1'
  | 'HMAC-SHA256'
  | 'HMAC-SHA512'
  | 'RSA-SHA1'
  | 'RSA-SHA256'
  | 'RSA-SHA512'
  | 'PLAINTEXT';

/** Where the protocol's parameters travel (RFC 5849 §3.5): the `Authorization` header, the query, or a form body. */
export type OAuth1Transport = 'header' | 'query' | 'body';

/**
 * How one signs in at an OAuth 1.0a service: three-legged by redirect; three-legged with a PIN (`oob`); privileged credentials, pasted
 * whole; or two-legged, as the app itself.
 */
export type OAuth1Way = 'redirect' | 'pin' | 'credentials' | 'app';

/** Fixed parameters by name. */
export type Parameters = Readonly<Record<string, string>>;

export interface OAuth1Service extends ServiceBase {
  readonly protocol: 'oauth1';
  /** The ways that the service has, the usual one first; by redirect only, unless told. */
  readonly ways?: readonly OAuth1Way[];
  /** These three are there wherever one can sign in by redirect or PIN. */
  readonly requestTokenUrl?: string;
  readonly authorizeUrl?: string;
  readonly accessTokenUrl?: string;
  /** A page that comes back at once when the user has allowed the app before: used in place of `authorizeUrl` for sign-ins by redirect. */
  readonly authenticateUrl?: string;
  /** POST unless told. */
  readonly requestTokenMethod?: 'GET' | 'POST';
  /** POST unless told. */
  readonly accessTokenMethod?: 'GET' | 'POST';
  /** Where an access token is invalidated by a signed POST, if the service can. */
  readonly revokeUrl?: string;
  /** Where a session handle renews an access token; the access token endpoint unless told. */
  readonly renewUrl?: string;
  /** HMAC-SHA1 unless told. With an RSA method the app's secret is its private key. */
  readonly signatureMethod?: OAuth1SignatureMethod;
  /** The header unless told. What cannot travel in a body (no form) goes in the header. */
  readonly transport?: OAuth1Transport;
  /** Sent in the `Authorization` header, not signed. */
  readonly realm?: string;
  /** Whether bodies that are no form are signed by their hash (`oauth_body_hash`). */
  readonly bodyHash?: boolean;
  /** Whether the text parts of a multipart body are signed like a form's fields. */
  readonly multipartText?: boolean;
  /** Sent along, signed, when a request token is asked for: `x_auth_access_type`, `scope`. */
  readonly requestTokenParameters?: Parameters;
  /** Added to the service's page: `perms`, `scope`, `expiration`. */
  readonly authorizeParameters?: Parameters;
  /** Added to the service's page when there is an account already and another one is to be signed in: `force_login`. */
  readonly anotherParameters?: Parameters;
  /** Added to the service's page when an account is signed in again; `{label}` and `{subject}` stand for that account's. */
  readonly againParameters?: Parameters;
  /** The value in the access token's reply that names the account's own API host, such as `domain`. */
  readonly apiHostFrom?: string;
  /** Asked with a signed GET for who signed in: a URL, or a path on the account's API host. Without it, the access token's reply tells. */
  readonly identityUrl?: string;
  /** Where the names stand in that answer. */
  readonly identity?: IdentityMap;
  /** How many digits a PIN has, where that is known. */
  readonly pinDigits?: number;
  /** The service's own error codes that mean "this access token is dead". */
  readonly deadTokenCodes?: readonly string[];
  /** Whether its API reports errors with status 200. */
  readonly errorsIn200?: boolean;
}

export interface ScopeText {
  readonly name: string;
  /** What it lets one do, as a short sentence without a full stop. */
  readonly does: string;
}

export interface OAuth2Service extends ServiceBase {
  readonly protocol: 'oauth2';
  /** The `iss` that the authorization response must carry, where the service sends one (RFC 9207). */
  readonly issuer?: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly revokeUrl?: string;
  readonly userinfoUrl?: string;
  readonly identity?: IdentityMap;
  readonly clientAuth: 'none' | 'client_secret_basic' | 'client_secret_post';
  readonly scopes: readonly ScopeText[];
}

/** A service is data: everything that a protocol needs to know about it, and no code. */
export type Service = OAuth1Service | OAuth2Service;

/** The registration that a service gave to the user. Its secret is kept elsewhere, sealed. */
export interface App {
  readonly serviceId: string;
  /** Consumer key or client id. */
  readonly clientId: string;
  /** Consumer secret or client secret; empty for a public client. */
  readonly clientSecret: string;
}

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
