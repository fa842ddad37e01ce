/**
 * The one interface behind which every way to sign in stands.
 * A sign-in is a reducer over journalled steps: each step's `pending` is sealed before anyone acts on it, so the worker may die at any line.
 */
import type { Problem } from './errors';
import type { Clock, Random } from './ports';
import type { SignedTrace } from './signature-lens';
import type { App, Service, Way } from './service';
import type { ProtocolId } from './service-base';
import type { Instant, Origin } from './words';

/** What a protocol puts away between steps or keeps with an account: plain JSON data, always sealed at rest. */
export type Sealed = { readonly [key: string]: unknown };

export type Step<S extends Sealed = Sealed> =
  /**
   * Show `url` to the user; the answer is a redirect to `back` that carries `ours` as the value of one of its parameters:
   * only such a redirect is taken when it arrives by itself. The request stays good until `until`. With `once`, the URL works once:
   * before it would be opened again, the protocol is asked for another one. With `orClosed`, it may have worked where the window was
   * closed without a redirect: the protocol is asked.
   */
  | {
      readonly do: 'visit';
      readonly url: string;
      readonly back: string;
      readonly ours: string;
      readonly once?: true;
      readonly until?: Instant;
      readonly orClosed?: true;
      readonly pending: Sealed;
    }
  /** Ask the user for values: a PIN, credentials. `open` is the service's page that shows what to enter; `problem` says why it is asked again. */
  | {
      readonly do: 'ask';
      readonly fields: readonly Field[];
      readonly open?: string;
      readonly problem?: Problem;
      readonly until?: Instant;
      readonly pending: Sealed;
    }
  /** Ask the user for access to more hosts. */
  | { readonly do: 'reach'; readonly origins: readonly Origin[]; readonly pending: Sealed }
  /** Come back in `seconds`: the user is at work elsewhere, with the code that is shown; or, without one, the service is. Given up at `until`. */
  | {
      readonly do: 'wait';
      readonly seconds: number;
      readonly until: Instant;
      readonly show?: UserCode;
      readonly pending: Sealed;
    }
  /** A checkpoint: what is in `pending`, and the app that was registered, are durable; then the reducer goes on at once. */
  | { readonly do: 'next'; readonly app?: Omit<App, 'serviceId'>; readonly pending: Sealed }
  /** With `app`, the account's app is this one, which the sign-in brought along. */
  | { readonly do: 'done'; readonly grant: Grant<S>; readonly app?: Omit<App, 'serviceId'> };

/** What the user enters at the service, on this or another device. @see https://www.rfc-editor.org/rfc/rfc8628#section-3.2 */
export interface UserCode {
  readonly code: string;
  /** Where it is entered: short enough to type. */
  readonly url: string;
  /** The same with the code in it, for a link or a QR code. */
  readonly completeUrl?: string;
}

/** One value that the user enters. */
export interface Field {
  /** Of the product's own: `pin`, `consumerKey`, `consumerSecret`, `token`, `tokenSecret`, `apiHost`, `accountName`; else by the service's entry. */
  readonly name: string;
  /** In the service's own words, for a name that is not the product's. */
  readonly label?: string;
  readonly hint?: string;
  /** `pin`: digits or letters, shown large; `secret`: never shown; `key`: a private key of several lines; `text`: may be shown. */
  readonly kind: 'pin' | 'secret' | 'key' | 'text';
  readonly optional?: boolean;
  /** The number of characters, where it is known. */
  readonly length?: number;
}

/** The answer to a step. `attempt` above 1 means that the worker died here before: the request may have arrived. */
export type Reply = { readonly attempt: number } & (
  | { readonly to: 'visit'; readonly url: string }
  | { readonly to: 'ask'; readonly values: Readonly<Record<string, string>> }
  | { readonly to: 'wait' | 'reach' | 'next' }
  /** To a visit. `again`: its URL was opened, or is too old, and another one is needed; `closed`: its window was closed. */
  | { readonly to: 'again' | 'closed' }
);

export interface Grant<S extends Sealed = Sealed> {
  readonly secret: S;
  readonly facts: Facts;
}

/** What may be shown about an account. Holds no secret. */
export interface Facts {
  /** Who signed in, by the service's own stable id. */
  readonly subject?: string;
  readonly label?: string;
  /** Scopes granted (absent where the service does not tell), and those asked for. */
  readonly scopes?: readonly string[];
  readonly asked?: readonly string[];
  readonly issuedAt?: Instant;
  readonly expiresAt?: Instant;
  /** Whether the secret can be renewed without the user. */
  readonly renewable: boolean;
  /** Whether the service replaces what renews the secret, seen at renewals. Absent before the first one. */
  readonly rotates?: boolean;
  /** API hosts that the service named in its reply, beside those of its entry. */
  readonly apiHosts?: readonly Origin[];
  /** Further facts from the service's reply, by its own names. */
  readonly extra: Readonly<Record<string, string>>;
}

/** Learnt from replies; losing them costs one retry. */
export interface Notes {
  /** The service's clock minus ours, in seconds. */
  readonly skewSeconds?: number;
  /** The nonces that servers want in the next proof (RFC 9449 §8), by origin. */
  readonly dpopNonce?: Readonly<Record<Origin, string>>;
}

/** An account's secret as a protocol gets it to sign a request. */
export interface Held<S extends Sealed = Sealed> extends Grant<S> {
  readonly notes: Notes;
}

/** What the user wants of a sign-in. */
export interface Intent {
  readonly scopes: readonly string[];
  readonly way?: Way;
  /** The user must prove anew at the service who they are. */
  readonly force?: boolean;
  /** There is an account at this service already, and this is to be another one. */
  readonly another?: boolean;
  /** The account that is signed in again. */
  readonly expect?: { readonly subject?: string; readonly label: string };
}

export interface Context<V extends Service = Service> {
  readonly service: V;
  readonly app: App;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** The redirect URL as it is registered with the app: this browser's, unless the app or the service's entry has another. */
  readonly redirectUrl: string;
  readonly intent: Intent;
  /** The sign-in's or account's own ES256 key pair, made at its first use. Its private half cannot be exported. */
  readonly key: () => Promise<OwnKey>;
  /** For sign-in endpoints only: https (loopback excepted), no cookies, no cache, no redirects. */
  readonly http: (request: Outgoing) => Promise<Response>;
  /**
   * A request on the API hosts of the account through which a connector is reached, signed by that account. Only where there is one.
   * @throws CountersignError `broker_missing`, `broker_needs_sign_in`, `renewal_failed`, `outside_api_hosts`; TypeError as `http` does
   */
  readonly parent?: (request: Outgoing) => Promise<Response>;
}

export interface OwnKey {
  readonly id: string;
  readonly pair: CryptoKeyPair;
}

/** A request that can be sent again: never a live `Request`. */
export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body?: string | URLSearchParams | FormData | Blob;
}

/** An answer as a protocol may look at it. */
export interface Incoming {
  readonly status: number;
  readonly headers: Headers;
  /** The first bytes of the body as text; leaves the stream whole. */
  peek(bytes: number): Promise<string>;
}

export type Reaction =
  | { readonly do: 'deliver'; readonly notes?: Notes }
  /** Send again with these notes: a nonce, a clock. Once per call. */
  | { readonly do: 'retry'; readonly notes: Notes }
  | { readonly do: 'renew' }
  | { readonly do: 'sign-in-again'; readonly problem: Problem };

export interface Protocol<S extends Sealed = Sealed, V extends Service = Service> {
  readonly id: ProtocolId;
  begin(context: Context<V>): Promise<Step<S>>;
  resume(context: Context<V>, pending: Sealed, reply: Reply): Promise<Step<S>>;
  sign(context: Context<V>, held: Held<S>, request: Outgoing): Promise<Outgoing>;
  react(context: Context<V>, held: Held<S>, sent: Outgoing, got: Incoming): Promise<Reaction>;
  /**
   * A fresh secret without the user.
   * @param attempt above 1: the worker died during this renewal before, so the service may have answered already
   * @throws CountersignError `needs_sign_in` or `renewal_interrupted` where only a new sign-in helps; anything else leaves the secret as it is
   */
  renew?(context: Context<V>, held: Held<S>, attempt: number): Promise<Grant<S>>;
  revoke?(context: Context<V>, held: Held<S>): Promise<'revoked' | 'unsupported'>;
  /** How a request was signed, and what the service said to it, for the signature lens. Holds no secret. */
  explain?(context: Context<V>, held: Held<S>, sent: Outgoing, got: Incoming): Promise<SignedTrace>;
}
