/** What sets one OAuth 1.0a service apart from another at its endpoints and pages. */
import type { Wording } from './oauth1-gate';
import type { Refused } from './oauth1-refusals';
import type { OAuth1State } from './oauth1-state';
import type { AccessToken, App, RequestToken } from './oauth1-tokens';
import type { OAuth1Verifier, Verified } from './oauth1-verify';

export interface OAuth1Knobs {
  /** false leaves `oauth_callback_confirmed` out of the request token answer. */
  confirmCallback: boolean;
  /** A request token to name in the callback in place of the right one. */
  swapCallbackToken: string | undefined;
}

export interface OAuth1Rules {
  /** How the endpoints may be called; POST alone unless told. */
  readonly requestTokenMethods?: readonly string[];
  readonly accessTokenMethods?: readonly string[];
  /** Where access tokens can be invalidated. */
  readonly invalidatePaths: readonly string[];
  /** Refusals in the service's own words. */
  readonly word: Wording;
  /** Media type of the form-encoded answers. */
  readonly replyType: string;
  /** Why this request for a request token is not accepted, after its callback was. */
  checkRequestToken?(verified: Verified, app: App): Refused | undefined;
  /** The level that a new request token asks for. */
  level?(verified: Verified, app: App): string | undefined;
  /** What the answer with the access token tells beside the token. */
  accessReply(token: AccessToken): Record<string, string>;
  /** Why the query of a user's page is not accepted; any is unless told. */
  checkPage?(query: URLSearchParams, token: RequestToken): string | undefined;
  /** Whether there is a page that comes back at once when the user has allowed the app before. */
  readonly authenticates?: boolean;
  /** Whether who is signed in there already is asked for consent only. */
  readonly remembers?: boolean;
  /** Makes the verifier that a user copies by hand. */
  pin?(): string;
  /** Changes the spelling of what is added to the callback. */
  spellCallback?(query: string): string;
}

export interface OAuth1Context {
  readonly name: string;
  readonly state: OAuth1State;
  readonly verifier: OAuth1Verifier;
  readonly knobs: OAuth1Knobs;
  readonly rules: OAuth1Rules;
}
