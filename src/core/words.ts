/** The words of the house as types: what a service, an app, an account, a caller and a permit are. Nothing here runs. */

/** A serialised web origin, such as `https://api.example.org` or `http://127.0.0.1:8080`. */
export type Origin = string;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

export type ProtocolId = 'oauth1' | 'oauth2' | 'api-key' | 'basic';

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

/**
 * How one signs in at an OAuth 2.0 service: authorization code by redirect (RFC 6749 §4.1); by a code on another page or device (RFC 8628);
 * as the app itself (client credentials, §4.4); or by the implicit grant (§4.2), for services that offer nothing else: no renewal.
 */
export type OAuth2Way = 'redirect' | 'device' | 'app' | 'implicit';

/** How one signs in, where a service has several ways. */
export type Way = OAuth1Way | OAuth2Way;

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
  /** Asked for only where the user or a caller wants it; every other scope is asked for at each sign-in. */
  readonly optional?: boolean;
}

/** How an app proves at the token endpoint that it is itself. @see https://openid.net/specs/openid-connect-core-1_0.html#ClientAuthentication */
export type ClientAuth =
  /** A public client: its id in the body, no secret. */
  | 'none'
  | 'client_secret_basic'
  | 'client_secret_post'
  | 'client_secret_jwt'
  /** The app's secret is its private key. */
  | 'private_key_jwt'
  /** A public client that goes as the user name of HTTP Basic, with an empty password. */
  | 'basic_without_secret';

/** A deviation from the standard, by name. Nothing is taken that a service's entry does not name. */
export type OAuth2Quirk =
  /** Token replies are forms instead of JSON. */
  | 'reply-form'
  /** Errors come with status 200: `{"error": …}` or `{"ok": false, "error": …}`. */
  | 'errors-in-200'
  /** Scopes are an array in replies. */
  | 'scope-array'
  /** Scopes are separated by commas in replies. */
  | 'scope-commas'
  /** Replies do not say `token_type`, or another one than they mean: it is a bearer token. */
  | 'token-type-any'
  /** Numbers such as `expires_in` come as text. */
  | 'numbers-as-text'
  /** The redirect URL is sent along when a token is renewed. */
  | 'redirect-uri-on-renewal'
  /** The scopes are sent along when a token is renewed. */
  | 'scope-on-renewal'
  /** Every API call carries `appsecret_proof`: HMAC-SHA256 of the access token under the app's secret, in hex. */
  | 'appsecret-proof'
  /** Each tenant's ID tokens name an issuer of their own: `{tenantid}` in `issuer` stands for the token's `tid`. */
  | 'issuer-per-tenant';

/**
 * A request that a service wants in place of the standard's. In its URL and values stand for the account's own:
 * `{clientId}`, `{clientSecret}`, `{accessToken}`, `{refreshToken}`, `{subject}`.
 */
export interface VendorRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** `bearer`: as the account; `basic`: as the app. */
  readonly auth?: 'bearer' | 'basic';
  /** Where the parameters go: the query of a GET or DELETE and the form of a POST unless told. */
  readonly carry?: 'query' | 'form' | 'json';
  readonly parameters?: Parameters;
}

export interface OAuth2Service extends ServiceBase {
  readonly protocol: 'oauth2';
  /** The ways that the service has, the usual one first; by redirect only, unless told. */
  readonly ways?: readonly OAuth2Way[];
  /** The authorization server's name (RFC 8414): what `iss` must be wherever it stands. */
  readonly issuer?: string;
  /** The service promises `iss` in the redirect (RFC 9207): one without it is refused. */
  readonly issInRedirect?: boolean;
  /** Where the keys for ID tokens are. With an issuer, ID tokens are checked and tell who signed in; without, they are ignored. */
  readonly jwksUrl?: string;
  /** The algorithms that ID tokens may be signed with; RS256 unless told. */
  readonly idTokenAlgs?: readonly string[];
  /** Needed to sign in by redirect or implicitly. */
  readonly authorizeUrl?: string;
  /** Needed in every way but the implicit one. */
  readonly tokenUrl?: string;
  /** Where a device code is asked for (RFC 8628): needed to sign in that way. */
  readonly deviceUrl?: string;
  /** Pushed authorization requests (RFC 9126): used wherever it is told. */
  readonly parUrl?: string;
  /** Where an app registers itself (RFC 7591): used when there is no app yet. */
  readonly registrationUrl?: string;
  /** Where a token is renewed, if not at the token endpoint. */
  readonly renewUrl?: string;
  readonly revokeUrl?: string;
  readonly userinfoUrl?: string;
  /** GET unless told. */
  readonly userinfoMethod?: 'GET' | 'POST';
  readonly identity?: IdentityMap;
  readonly clientAuth: ClientAuth;
  /** How the client's id is called, if not `client_id`. */
  readonly clientIdName?: string;
  /** PKCE (RFC 7636): S256 unless told; `hex` has the challenge in hex instead of base64url; `none` only for services that refuse it. */
  readonly pkce?: 'S256' | 'hex' | 'none';
  /** Tokens are bound to a key of the account's own (RFC 9449). */
  readonly dpop?: boolean;
  /** The resources that tokens are asked for (RFC 8707). */
  readonly resource?: readonly string[];
  readonly scopes: readonly ScopeText[];
  /** What stands between scopes when they are asked for; a space unless told. */
  readonly scopeSeparator?: ',' | '+';
  /** How token requests are sent: as a form unless told. */
  readonly tokenRequest?: 'json';
  /** Added to the service's page: `access_type`, `audience`. */
  readonly authorizeParameters?: Parameters;
  /** Added when there is an account already and another one is to be signed in: `prompt=select_account`. */
  readonly anotherParameters?: Parameters;
  /** Added when an account is signed in again; `{label}` and `{subject}` stand for that account's: `login_hint`. */
  readonly againParameters?: Parameters;
  /** Added when the user must prove anew who they are: `prompt=login`, `max_age=0`. With `max_age`, the ID token must say when that was. */
  readonly forceParameters?: Parameters;
  /** Added to every token request. */
  readonly tokenParameters?: Parameters;
  /** Where the tokens stand in a reply, if not at its top: `authed_user`, `data.0`. */
  readonly tokenAt?: string;
  /** How long a token lives, in seconds, where replies do not say it. */
  readonly expiresIn?: number;
  /** The value in replies that says when the token ends: seconds since 1970, or an ISO date. */
  readonly expiresAtFrom?: string;
  /** The value in replies that names the account's own API host: `instance_url`. */
  readonly apiHostFrom?: string;
  /** What stands before the token in the `Authorization` header; Bearer unless told. */
  readonly tokenPrefix?: string;
  /** Headers of every API call and of the userinfo request; `{clientId}` stands for the app's: `Notion-Version`, `Client-Id`. */
  readonly apiHeaders?: Parameters;
  /** Trades the first token for a longer-lived one at the end of a sign-in. */
  readonly exchange?: VendorRequest;
  /** Renews the token in place of the refresh grant. */
  readonly renewBy?: VendorRequest;
  /** Revokes in place of RFC 7009, which `revokeUrl` stands for. */
  readonly revokeBy?: VendorRequest;
  /** The service's own error codes that mean "this token is dead", beside `invalid_token`. */
  readonly deadTokenCodes?: readonly string[];
  readonly quirks?: readonly OAuth2Quirk[];
}

/** One value that the user enters for a service without a protocol of its own. */
export interface EntryField {
  /** In templates, `{name}` stands for the value. */
  readonly name: string;
  /** In the service's own words: "API key", "Subdomain". */
  readonly label: string;
  /** `secret` is never shown; `text` may be. */
  readonly kind: 'secret' | 'text';
  /** Where it is found: "Settings → API tokens". */
  readonly hint?: string;
}

/** A request that tells at once whether what was entered works, and perhaps whose it is. */
export interface Probe {
  /** A URL, or a path on the account's API host. */
  readonly url: string;
  /** GET unless told. */
  readonly method?: 'GET' | 'POST';
  readonly identity?: IdentityMap;
}

interface EnteredService extends ServiceBase {
  /** What the user enters, in order. */
  readonly fields: readonly EntryField[];
  /** The account's own API host, beside `apiHosts`: `https://{subdomain}.example.org`, or `https://{host}`. */
  readonly hostTemplate?: string;
  readonly probe?: Probe;
  /** The service's own page that shows what to enter. */
  readonly keyUrl?: string;
}

export interface ApiKeyService extends EnteredService {
  readonly protocol: 'api-key';
  /** What is added to every API call: `{in: 'header', name: 'X-Api-Key', value: '{key}'}`. */
  readonly carry: readonly { readonly in: 'header' | 'query'; readonly name: string; readonly value: string }[];
}

export interface BasicService extends EnteredService {
  readonly protocol: 'basic';
  /** The user name as it is sent: `{user}`, `{email}/token`. */
  readonly user: string;
  /** The password as it is sent: `{password}`, or nothing. */
  readonly password: string;
}

/** A service is data: everything that a protocol needs to know about it, and no code. */
export type Service = OAuth1Service | OAuth2Service | ApiKeyService | BasicService;

/** The registration that a service gave to the user. Its secret is kept elsewhere, sealed. */
export interface App {
  readonly serviceId: string;
  /** Consumer key or client id. */
  readonly clientId: string;
  /** Consumer secret, client secret or private key; empty for a public client. */
  readonly clientSecret: string;
  /** How it authenticates, where its registration says otherwise than the service's entry. */
  readonly clientAuth?: ClientAuth;
  /** When the service forgets the secret; absent for never. */
  readonly secretUntil?: Instant;
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
