/** What an OAuth 1.0a service remembers: apps, request tokens, access tokens, and every secret it gave out. */
import { randomBytes, randomInt } from 'node:crypto';
import { refused, type Refused } from './oauth1-refusals';
import type { Secrets } from './oauth1-signatures';
import type { AccessToken, App, AppTraits, Lifetimes, RequestToken, Session } from './oauth1-tokens';
import type { Issued } from './types';
import type { PracticeUser } from './users';

export class OAuth1State {
  readonly issued: Issued[] = [];
  readonly #apps = new Map<string, App>();
  readonly #requestTokens = new Map<string, RequestToken>();
  readonly #accessTokens = new Map<string, AccessToken>();
  /** Browser sessions by cookie, and which user has allowed which app. */
  readonly #browsers = new Map<string, PracticeUser>();
  readonly #allowed = new Set<string>();
  readonly #lifetimes: Lifetimes;

  constructor(lifetimes: Lifetimes) {
    this.#lifetimes = lifetimes;
  }

  /** @throws Error when a callback is neither an http nor an https URL. */
  registerApp(callbacks: readonly string[], traits: AppTraits = {}): App {
    for (const callback of callbacks) {
      if (!/^https?:\/\//.test(callback) || !URL.canParse(callback)) throw new Error(`not a web callback: ${callback}`);
    }
    const consumerKey = `practice-consumer-key-${randomBytes(9).toString('base64url')}`;
    const shared = traits.publicKey === undefined;
    const consumerSecret = shared ? `practice-consumer-secret-${randomBytes(18).toString('base64url')}` : '';
    if (shared) this.issued.push({ kind: 'consumer_secret', value: consumerSecret });
    const app = { ...traits, consumerKey, consumerSecret, callbacks: [...callbacks], suspended: false };
    this.#apps.set(consumerKey, app);
    return app;
  }

  app(consumerKey: string): App | undefined {
    return this.#apps.get(consumerKey);
  }

  /** The secrets to verify a signature with, or why there are none. */
  secrets(consumerKey: string, token: string | undefined): Secrets | Refused {
    const app = this.#apps.get(consumerKey);
    if (!app) return refused(32, 'unknown consumer key', 'consumer_key_unknown');
    if (app.suspended) return refused(416, 'the app is suspended');
    const { consumerSecret, publicKey } = app;
    const key = publicKey === undefined ? { consumerSecret } : { consumerSecret, publicKey };
    if (token === undefined) return { ...key, tokenSecret: '' };
    const known = this.requestToken(token) ?? this.#accessTokens.get(token);
    if (!known) return refused(89, 'token unknown, used, expired or revoked');
    if (known.consumerKey !== consumerKey) return refused(89, 'token belongs to another consumer');
    return { ...key, tokenSecret: known.secret };
  }

  issueRequestToken(consumerKey: string, callback: string, level?: string): RequestToken {
    const token = `practice-request-token-${randomBytes(12).toString('base64url')}`;
    const secret = mintSecret('request-secret');
    this.issued.push({ kind: 'request_token', value: token }, { kind: 'request_token_secret', value: secret });
    const expiresAt = Date.now() + this.#lifetimes.requestToken * 1000;
    const made: RequestToken = { token, secret, consumerKey, callback, expiresAt };
    if (level !== undefined) made.level = level;
    this.#requestTokens.set(token, made);
    return made;
  }

  /** A request token that is known and still alive. */
  requestToken(token: string): RequestToken | undefined {
    const found = this.#requestTokens.get(token);
    return found && found.expiresAt > Date.now() ? found : undefined;
  }

  /**
   * Notes the user's consent.
   * @param pin makes the verifier where the callback is `oob`; seven digits unless told.
   * @returns the verifier
   */
  approve(requestToken: RequestToken, user: PracticeUser, pin: () => string = sevenDigits): string {
    const oob = requestToken.callback === 'oob';
    const verifier = oob ? pin() : `practice-verifier-${randomBytes(12).toString('base64url')}`;
    this.issued.push({ kind: 'verifier', value: verifier, user: user.username });
    requestToken.approved = { user, verifier };
    delete requestToken.pending;
    this.#allowed.add(pairOf(requestToken.consumerKey, user.username));
    return verifier;
  }

  /** Whether this user has allowed this app, and not revoked it since. */
  hasAllowed(consumerKey: string, username: string): boolean {
    return this.#allowed.has(pairOf(consumerKey, username));
  }

  /** Notes who is signed in at the service in the browser with this cookie. */
  keepBrowser(cookie: string, user: PracticeUser): void {
    this.#browsers.set(cookie, user);
  }

  userOfBrowser(cookie: string): PracticeUser | undefined {
    return this.#browsers.get(cookie);
  }

  forgetRequestToken(token: string): void {
    this.#requestTokens.delete(token);
  }

  /** Trades an approved request token, which is used up, for an access token. */
  issueAccessToken(requestToken: RequestToken, user: PracticeUser): AccessToken {
    this.forgetRequestToken(requestToken.token);
    return this.mintAccessToken(requestToken.consumerKey, user, requestToken.level);
  }

  /**
   * Makes an access token that nobody needs to be asked for.
   * @param authorizationEnds when the permission behind it ends, where it continues an older one; milliseconds since the epoch
   */
  mintAccessToken(consumerKey: string, user: PracticeUser, level?: string, authorizationEnds?: number): AccessToken {
    const token = `${user.id}-practice-access-token-${randomBytes(12).toString('base64url')}`;
    const secret = mintSecret('access-secret');
    this.issued.push(
      { kind: 'access_token', value: token, user: user.username },
      { kind: 'access_token_secret', value: secret, user: user.username },
    );
    const made: AccessToken = {
      token,
      secret,
      consumerKey,
      user,
      ...(level === undefined ? {} : { level }),
      ...this.#session(user, authorizationEnds),
    };
    this.#accessTokens.set(token, made);
    return made;
  }

  #session(user: PracticeUser, authorizationEnds: number | undefined): { expiresAt?: number; session?: Session } {
    const { accessToken, authorization } = this.#lifetimes;
    if (accessToken === undefined || authorization === undefined) return {};
    const handle = `practice-session-handle-${randomBytes(12).toString('base64url')}`;
    this.issued.push({ kind: 'session_handle', value: handle, user: user.username });
    const endsAt = authorizationEnds ?? Date.now() + authorization * 1000;
    return { expiresAt: Math.min(Date.now() + accessToken * 1000, endsAt), session: { handle, endsAt } };
  }

  accessToken(token: string): AccessToken | undefined {
    return this.#accessTokens.get(token);
  }

  /** Ends a token and, with it, the user's standing permission for the app. */
  revokeAccessToken(token: string): void {
    const found = this.#accessTokens.get(token);
    if (found) this.#allowed.delete(pairOf(found.consumerKey, found.user.username));
    this.#accessTokens.delete(token);
  }

  /** Ends a token that another one takes the place of. */
  replaceAccessToken(token: string): void {
    this.#accessTokens.delete(token);
  }

  revokeUserTokens(username: string): void {
    for (const { token, user } of this.#accessTokens.values()) {
      if (user.username === username) this.revokeAccessToken(token);
    }
  }

  expireRequestTokens(): void {
    for (const token of this.#requestTokens.values()) token.expiresAt = 0;
  }

  /** Every access token issued so far is expired from now on; what can renew it stays good. */
  expireAccessTokens(): void {
    for (const token of this.#accessTokens.values()) token.expiresAt = 0;
  }
}

function pairOf(consumerKey: string, username: string): string {
  return JSON.stringify([consumerKey, username]);
}

function sevenDigits(): string {
  return String(randomInt(1_000_000, 10_000_000));
}

/** Token secrets hold `+`, `/` and `=`, so that a signer which forgets to encode them is found out. */
function mintSecret(label: string): string {
  return `practice-${label}-${randomBytes(16).toString('base64')}+/`;
}
