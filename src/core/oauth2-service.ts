/** What an OAuth 2.0 service's entry says: the standard's places and choices, and how the service deviates, by name. */
import type { IdentityMap, Parameters, ServiceBase } from './service-base';

/**
 * How one signs in at an OAuth 2.0 service: authorization code by redirect (RFC 6749 §4.1); by a code on another page or device (RFC 8628);
 * as the app itself (client credentials, §4.4); or by the implicit grant (§4.2), for services that offer nothing else: no renewal.
 */
export type OAuth2Way = 'redirect' | 'device' | 'app' | 'implicit';

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
  /** What a reply leaves open stands in it all the same: members that are null or empty, and `expires_in: 0` for a token that does not end. */
  | 'empty-members'
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
  /** JSON text that is posted there, for a service whose API is one question: `{"query": "{ viewer { id } }"}`. */
  readonly userinfoBody?: string;
  readonly identity?: IdentityMap;
  readonly clientAuth: ClientAuth;
  /** How an app authenticates that has a secret all the same, where `clientAuth` wants none: without it, the secret is not used. */
  readonly clientAuthWithSecret?: ClientAuth;
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
  /** How the scopes are called on the service's page, if not `scope`: `user_scope`. */
  readonly scopeName?: string;
  /** How token requests are sent: as a form unless told. */
  readonly tokenRequest?: 'json';
  /** Added to the service's page, where `{clientId}` stands for the app's: `audience`. */
  readonly authorizeParameters?: Parameters;
  /** Added to the service's page when a code is asked for, and not implicitly: `access_type`. */
  readonly codeParameters?: Parameters;
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
  /** The value that names the account's own API host, in the token reply or else in the userinfo answer: `instance_url`. */
  readonly apiHostFrom?: string;
  /** The value in the redirect that tells which scopes were granted, for a service whose token reply does not: `granted_scopes`. */
  readonly grantedScopesFrom?: string;
  /** What stands before the token in the `Authorization` header; Bearer unless told. */
  readonly tokenPrefix?: string;
  /** The header that carries the token in place of `Authorization`, without a prefix unless one is told: `X-Shopify-Access-Token`. */
  readonly tokenHeader?: string;
  /** Headers of every API call and of the userinfo request; `{clientId}` and `{clientSecret}` stand for the app's: `Notion-Version`, `Client-Id`. */
  readonly apiHeaders?: Parameters;
  /** Trades the first token for a longer-lived one at the end of a sign-in; left out where it needs a secret that the app does not have. */
  readonly exchange?: VendorRequest;
  /** Renews the token in place of the refresh grant. */
  readonly renewBy?: VendorRequest;
  /** Revokes in place of RFC 7009, which `revokeUrl` stands for. */
  readonly revokeBy?: VendorRequest;
  /** The service's own error codes that mean "this token is dead", beside `invalid_token`. */
  readonly deadTokenCodes?: readonly string[];
  readonly quirks?: readonly OAuth2Quirk[];
}
