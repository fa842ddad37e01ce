/** What an OAuth 1.0a service's entry says. */
import type { IdentityMap, Parameters, ServiceBase } from './service-base';

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
  /** Added to the service's page, where `{clientId}` stands for the consumer key: `perms`, `scope`, `oauth_consumer_key`. */
  readonly authorizeParameters?: Parameters;
  /** Added to the service's page when another account is to be signed in, or the user must prove anew who they are: `force_login`. */
  readonly anotherParameters?: Parameters;
  /** Added to the service's page when an account is signed in again; `{label}` and `{subject}` stand for that account's. */
  readonly againParameters?: Parameters;
  /** The header that carries the access token of API calls, which are then not signed, for a service whose token is an API key. */
  readonly tokenHeader?: string;
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
  /** Whether the page of a request token can be opened once only. */
  readonly authorizeOnce?: boolean;
  /** Whether its API reports errors with status 200. */
  readonly errorsIn200?: boolean;
}
