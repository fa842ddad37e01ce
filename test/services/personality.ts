/** What makes up one personality of the practice service: its verifier, its rules and its API. */
import type { Wording } from './oauth1-gate';
import type { OAuth1Rules } from './oauth1-rules';
import type { SignatureMethod } from './oauth1-signatures';
import type { OAuth1State } from './oauth1-state';
import type { AccessToken, App, AppTraits, Lifetimes } from './oauth1-tokens';
import type { VerifierOptions, Verified } from './oauth1-verify';
import type { Exchange } from './server';

/** Which choices a personality takes; it leaves the others alone. */
export interface PersonalityOptions {
  /** Life of a request token in seconds; 600 unless told. */
  readonly requestTokenSeconds?: number;
  /** sessions: life of an access token in seconds; 3600 unless told. */
  readonly tokenSeconds?: number;
  /** sessions: life of the authorization behind it in seconds; 86 400 unless told. */
  readonly authorizationSeconds?: number;
  /** rsa, strict: what the service accepts. */
  readonly signatureMethods?: readonly SignatureMethod[];
  /** strict: where alone protocol parameters may stand; `body` means the form where there is one, else the header. */
  readonly transport?: 'header' | 'query' | 'body';
  /** strict: demands `oauth_body_hash` for bodies that are no form. */
  readonly bodyHash?: boolean;
  /** ledger: the account id; `123456_SB1` unless told. */
  readonly accountId?: string;
  /** tv: the loopback address of the API, where the computer has it; another port of 127.0.0.1 unless told. */
  readonly apiAddress?: string;
  /** tv: the sites of these users, each at an origin of its own by this name of the computer; else there is one site for all. */
  readonly sites?: Readonly<Record<string, '127.0.0.1' | 'localhost'>>;
  /** x: who is signed in there is asked for consent only. */
  readonly remembers?: boolean;
  /** x: how often an app may ask for its bearer token; any number of times unless told. */
  readonly bearerRequests?: number;
  /** false leaves `oauth_callback_confirmed` out. */
  readonly confirmCallback?: boolean;
  /** Seconds this service's clock is ahead of the computer's (behind when negative). */
  readonly clockAheadSeconds?: number;
}

/** A verified call to the API. */
export interface ApiCall {
  readonly exchange: Exchange;
  readonly verified: Verified;
  readonly app: App;
  readonly token: AccessToken;
}

/** What a personality can use while it serves. */
export interface Serving {
  readonly state: OAuth1State;
  /** Verifies; answers the refusal itself and returns undefined where there is one. */
  admit(exchange: Exchange): Verified | undefined;
  /** As {@link Serving.admit}, but also demands a live access token. */
  admitUser(exchange: Exchange): ApiCall | undefined;
}

export interface Personality {
  readonly title: string;
  /** Life of tokens; request tokens live 600 s unless told. */
  readonly lifetimes?: Partial<Lifetimes>;
  /** What an app has unless its registration says otherwise. */
  readonly traits?: AppTraits;
  readonly verifier: Omit<VerifierOptions, 'now' | 'secrets'>;
  readonly rules: OAuth1Rules;
  /** How API calls are refused, where not as the endpoints refuse. */
  readonly wordApi?: Wording;
  /** Serves API calls. @returns false when the route is none of them. */
  serveApi(exchange: Exchange, serving: Serving): boolean | Promise<boolean>;
  /** Makes the personality's API live at an origin of its own; told its host and port, and those of every user's site. */
  readonly ownApiHost?: (host: string, sites: Readonly<Record<string, string>>) => void;
  /** The level of credentials handed out without a browser. */
  readonly privilegedLevel?: string;
}

/** What most services tell with an access token. */
export function tellUser({ user }: AccessToken): Record<string, string> {
  return { user_id: user.id, screen_name: user.username };
}

/** The media type that form-encoded answers should have. */
export const FORM = 'application/x-www-form-urlencoded';

/** Refuses every parameter of a user's page but these. */
export function only(...names: string[]): (query: URLSearchParams) => string | undefined {
  return (query) => {
    const other = [...query.keys()].find((name) => !names.includes(name));
    return other === undefined ? undefined : `the parameter ${other} is not known here`;
  };
}
