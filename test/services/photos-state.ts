/** What Practice Photos remembers: apps, request tokens, access tokens, and every secret it gave out. */
import { randomBytes, randomInt } from 'node:crypto';
import { refused, type Refused, type Secrets } from './oauth1-verify';
import type { Issued } from './types';
import type { PracticeUser } from './users';

interface App {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly callbacks: readonly string[];
}

export interface RequestToken {
  readonly token: string;
  readonly secret: string;
  readonly consumerKey: string;
  readonly callback: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** Who signed in on the page, with the ticket their decision must carry. */
  pending?: { user: PracticeUser; ticket: string };
  /** Set once the user has allowed it. */
  approved?: { user: PracticeUser; verifier: string };
}

export interface AccessToken {
  readonly token: string;
  readonly secret: string;
  readonly consumerKey: string;
  readonly user: PracticeUser;
}

export class PhotosState {
  readonly issued: Issued[] = [];
  readonly #apps = new Map<string, App>();
  readonly #requestTokens = new Map<string, RequestToken>();
  readonly #accessTokens = new Map<string, AccessToken>();
  readonly #lifetime: number;

  /** @param requestTokenSeconds how long a request token lives. */
  constructor(requestTokenSeconds: number) {
    this.#lifetime = requestTokenSeconds * 1000;
  }

  /** @throws Error when a callback is neither an http nor an https URL. */
  registerApp(callbacks: readonly string[]): App {
    for (const callback of callbacks) {
      if (!/^https?:\/\//.test(callback) || !URL.canParse(callback)) throw new Error(`not a web callback: ${callback}`);
    }
    const consumerKey = `practice-consumer-key-${randomBytes(9).toString('base64url')}`;
    const consumerSecret = `practice-consumer-secret-${randomBytes(18).toString('base64url')}`;
    this.issued.push({ kind: 'consumer_secret', value: consumerSecret });
    const app = { consumerKey, consumerSecret, callbacks: [...callbacks] };
    this.#apps.set(consumerKey, app);
    return app;
  }

  app(consumerKey: string): App | undefined {
    return this.#apps.get(consumerKey);
  }

  /** The secrets to verify a signature with, or why there are none. */
  secrets(consumerKey: string, token: string | undefined): Secrets | Refused {
    const app = this.#apps.get(consumerKey);
    if (!app) return refused(32, 'unknown consumer key');
    if (token === undefined) return { consumerSecret: app.consumerSecret, tokenSecret: '' };
    const known = this.requestToken(token) ?? this.#accessTokens.get(token);
    if (!known) return refused(89, 'token unknown, used, expired or revoked');
    if (known.consumerKey !== consumerKey) return refused(89, 'token belongs to another consumer');
    return { consumerSecret: app.consumerSecret, tokenSecret: known.secret };
  }

  issueRequestToken(consumerKey: string, callback: string): RequestToken {
    const token = `practice-request-token-${randomBytes(12).toString('base64url')}`;
    const secret = mintSecret('request-secret');
    this.issued.push({ kind: 'request_token', value: token }, { kind: 'request_token_secret', value: secret });
    const made: RequestToken = { token, secret, consumerKey, callback, expiresAt: Date.now() + this.#lifetime };
    this.#requestTokens.set(token, made);
    return made;
  }

  /** A request token that is known and still alive. */
  requestToken(token: string): RequestToken | undefined {
    const found = this.#requestTokens.get(token);
    return found && found.expiresAt > Date.now() ? found : undefined;
  }

  /** Notes the user's consent. @returns the verifier: seven digits where the callback is `oob`. */
  approve(requestToken: RequestToken, user: PracticeUser): string {
    const oob = requestToken.callback === 'oob';
    const verifier = oob
      ? String(randomInt(1_000_000, 10_000_000))
      : `practice-verifier-${randomBytes(12).toString('base64url')}`;
    this.issued.push({ kind: 'verifier', value: verifier, user: user.username });
    requestToken.approved = { user, verifier };
    delete requestToken.pending;
    return verifier;
  }

  forgetRequestToken(token: string): void {
    this.#requestTokens.delete(token);
  }

  /** Trades an approved request token, which is used up, for an access token. */
  issueAccessToken(requestToken: RequestToken, user: PracticeUser): AccessToken {
    this.forgetRequestToken(requestToken.token);
    const token = `${user.id}-practice-access-token-${randomBytes(12).toString('base64url')}`;
    const secret = mintSecret('access-secret');
    this.issued.push(
      { kind: 'access_token', value: token, user: user.username },
      { kind: 'access_token_secret', value: secret, user: user.username },
    );
    const made = { token, secret, consumerKey: requestToken.consumerKey, user };
    this.#accessTokens.set(token, made);
    return made;
  }

  accessToken(token: string): AccessToken | undefined {
    return this.#accessTokens.get(token);
  }

  revokeAccessToken(token: string): void {
    this.#accessTokens.delete(token);
  }

  revokeUserTokens(username: string): void {
    for (const { token, user } of this.#accessTokens.values()) {
      if (user.username === username) this.#accessTokens.delete(token);
    }
  }

  expireRequestTokens(): void {
    for (const token of this.#requestTokens.values()) token.expiresAt = 0;
  }
}

/** Token secrets hold `+`, `/` and `=`, so that a signer which forgets to encode them is found out. */
function mintSecret(label: string): string {
  return `practice-${label}-${randomBytes(16).toString('base64')}+/`;
}
