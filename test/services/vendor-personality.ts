/** What makes up one personality of Practice Vendor: what it demands, how it words its answers, what it has of its own. */
import type { Exchange } from './server';
import type { PracticeUser } from './users';
import type { VendorApp, VendorState, VendorToken } from './vendor-state';

/** Choices of whoever starts a Practice Vendor; a personality leaves those alone that it does not know. */
export interface VendorOptions {
  /** Life of an access token in seconds; the personality's own unless told. */
  readonly accessTokenSeconds?: number;
  /** epoch: `expires_in` and `expires_at` come as text. */
  readonly numbersAsText?: boolean;
  /** instance: the name under which the API's own port is reached; 127.0.0.1 unless told. */
  readonly apiName?: '127.0.0.1' | 'localhost';
}

/** Why a request is refused. */
export interface VendorRefusal {
  /**
   * At the token endpoint an error of RFC 6749. At the API: `none` for no token, `unknown`, `expired` and `revoked` for what is
   * wrong with one, `request` for a bad request, `missing` for no such route.
   */
  readonly error: string;
  /** For the log, and for people. */
  readonly why: string;
}

export type Refuse = (exchange: Exchange, refusal: VendorRefusal) => void;

/** A grant that was made at the token endpoint. */
export interface Made {
  readonly access: VendorToken;
  readonly refresh: VendorToken | undefined;
  /** Seconds; undefined for ever. */
  readonly expiresIn: number | undefined;
}

/** What a personality can use while it serves. */
export interface VendorServing {
  readonly state: VendorState;
  readonly origin: string;
  readonly apiOrigin: string;
  readonly options: VendorOptions;
  /** The app that a request authenticates as, in the personality's own way or in the one told. Answers the refusal itself. */
  client(exchange: Exchange, parameters: URLSearchParams, auth?: VendorAuth): VendorApp | undefined;
  /** The live token that an API call carries. Answers the refusal itself. */
  admit(exchange: Exchange): VendorToken | undefined;
}

/** What a user is asked on the page. */
export interface Wish {
  readonly app: VendorApp;
  readonly user: PracticeUser;
  readonly scopes: readonly string[];
  readonly query: URLSearchParams;
}

export interface Allowed {
  readonly scopes: readonly string[];
  readonly fields?: Readonly<Record<string, string>>;
}

export type VendorAuth = 'none' | 'basic' | 'post' | 'basic_without_secret';

export interface Vendor {
  readonly title: string;
  /** `code`, or `token` for the implicit grant; nothing where there is no page at all. */
  readonly responseType?: 'code' | 'token';
  /** What the redirect says beside the token, where it can be had implicitly too. */
  readonly implicitly?: (token: VendorToken) => Readonly<Record<string, string>>;
  readonly auth: VendorAuth;
  /** How the client's id is called; `client_id` unless told. */
  readonly clientIdName?: string;
  readonly request?: 'json';
  /** Refused where it is not told. */
  readonly pkce?: 'required' | 'optional' | 'hex';
  readonly scopes: readonly string[];
  /** A space unless told. */
  readonly separator?: ',';
  /** Parameters of the page beyond the standard's: their names, and the values they may have. */
  readonly pageParameters?: Readonly<Record<string, readonly string[]>>;
  /** Whether a sign-in leads to a refresh token, by what the page was asked and by what was granted. */
  readonly offline?: (query: URLSearchParams, scopes: readonly string[]) => boolean;
  /** Whether a refresh token is good once only; a renewal without a new one otherwise. */
  readonly rotates?: boolean;
  /** Where tokens are renewed, if not at the token endpoint. */
  readonly renewPath?: string;
  readonly redirectUriOnRenewal?: boolean;
  /** Life of an access token in seconds; for ever unless told. */
  readonly seconds?: number;
  /** Where the page is; `/oauth/authorize` unless told. */
  readonly pagePath?: string;
  /** Where tokens are given; `/oauth/token` unless told. */
  readonly tokenPath?: string;
  /** Whether tokens are given for a GET too, whose parameters are in the query. */
  readonly tokenByGet?: boolean;
  /** The hosts of the service whose behaviour this is, each served at an origin of its own; the page's first, then the API's. */
  readonly hosts?: readonly string[];
  /** On which of them a path is. */
  readonly hostOf?: (path: string) => string;
  /** A path without what may stand before it, such as a version. */
  readonly plainPath?: (path: string) => string;
  /** Seconds that a code is good for; 60 unless told. */
  readonly codeSeconds?: number;
  /** The scopes that the page asks a user about; those of the request unless told. */
  readonly asks?: (wish: Wish) => readonly string[];
  /** Told what the user allowed. @returns the scopes that the grant has, and what the redirect says beside the code */
  readonly allowed?: (wish: Wish, ticked: readonly string[]) => Allowed;
  /** What a redirect says after a refusal by the user; the standard's error unless told. */
  readonly denial?: Readonly<Record<string, string>>;
  /** Added to the redirect to the app. */
  readonly suffix?: string;
  /** Before the token in `Authorization`; Bearer unless told. */
  readonly prefix?: string;
  /** Whether the API lives at an origin of its own. */
  readonly ownApi?: boolean;
  /** Whether app secrets and tokens have characters that are easily mistreated. */
  readonly odd?: boolean;
  readonly reply: (exchange: Exchange, made: Made, serving: VendorServing) => void;
  readonly refuse: Refuse;
  readonly refuseApi: Refuse;
  /** What an API call must have beside a live token. @returns why it is refused */
  readonly checkCall?: (exchange: Exchange, token: VendorToken) => string | undefined;
  /** Serves what the personality has of its own, before anything else. @returns whether it did */
  readonly serve?: (exchange: Exchange, serving: VendorServing) => boolean;
}
