/** The apps and tokens of an OAuth 1.0a service. */
import type { PracticeUser } from './users';

/** What an app may be told at its registration, beside its callbacks. */
export interface AppTraits {
  /** A desktop app may only use `oob`; a web app unless told. */
  readonly kind?: 'web' | 'desktop';
  /** The service's own name of what the app may do at most. */
  readonly level?: string;
  /** SPKI, PEM: the app signs by RSA and gets no shared secret. */
  readonly publicKey?: string;
  /** The host of the one site that its key is good at; every site unless told. */
  readonly site?: string;
}

export interface App extends AppTraits {
  readonly consumerKey: string;
  /** '' for an app with a public key. */
  readonly consumerSecret: string;
  readonly callbacks: readonly string[];
  suspended: boolean;
}

export interface RequestToken {
  readonly token: string;
  readonly secret: string;
  readonly consumerKey: string;
  readonly callback: string;
  /** What the user is asked to allow, where the service has levels. */
  level?: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** Who signed in on the page, with the ticket their decision must carry. */
  pending?: { user: PracticeUser; ticket: string };
  /** Set once the user has allowed it. */
  approved?: { user: PracticeUser; verifier: string };
}

/** The standing permission behind an access token that expires. @see OAuth Session extension */
export interface Session {
  readonly handle: string;
  /** Milliseconds since the epoch; renewing a token does not move it. */
  readonly endsAt: number;
}

export interface AccessToken {
  readonly token: string;
  readonly secret: string;
  readonly consumerKey: string;
  readonly user: PracticeUser;
  readonly level?: string;
  /** Milliseconds since the epoch. */
  expiresAt?: number;
  readonly session?: Session;
}

/** Lives in seconds; what is left out does not end. */
export interface Lifetimes {
  readonly requestToken: number;
  readonly accessToken?: number;
  readonly authorization?: number;
}
