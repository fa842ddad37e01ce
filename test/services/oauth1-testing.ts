/** The steps an app takes with an OAuth 1.0a practice service, for the tests of the services. */
import type { PracticeService } from './types';
import { TestBrowser, type Reply } from './testing-client';
import { sendSigned, type Keys, type Manner, type SignedCall } from './testing-signer';

export const CALLBACK = 'https://practice-app.example/back?kept=1';

/** How the app speaks to its service. */
export interface Habits extends Manner {
  /** POST unless told. */
  readonly requestTokenMethod?: string;
  readonly accessTokenMethod?: string;
  /** Added to the query of the service's page. */
  readonly page?: Record<string, string>;
}

export class OAuth1App<Service extends PracticeService = PracticeService> {
  readonly service: Service;
  readonly keys: Keys;
  readonly habits: Habits;

  constructor(service: Service, keys: Keys, habits: Habits = {}) {
    this.service = service;
    this.keys = keys;
    this.habits = habits;
  }

  url(path: string): string {
    return this.service.origin + path;
  }

  authorizeUrl(keys: Keys, page = 'authorize'): string {
    const query = new URLSearchParams({ oauth_token: keys.token ?? '', ...this.habits.page });
    return this.url(`/oauth/${page}?${query}`);
  }

  /** Sends a signed call in the way this service wants it; a path goes to the service itself. */
  call(target: string, keys: Keys, call: SignedCall = {}): Promise<Reply> {
    const { signatureMethod, transport, realm } = this.habits;
    return sendSigned(target.startsWith('/') ? this.url(target) : target, keys, {
      ...(signatureMethod === undefined ? {} : { signatureMethod }),
      ...(transport === undefined ? {} : { transport }),
      ...(realm === undefined ? {} : { realm }),
      ...call,
    });
  }

  /** Asks for a request token, whatever the answer. */
  askRequestToken(oauth: Record<string, string> = { oauth_callback: CALLBACK }, call: SignedCall = {}): Promise<Reply> {
    return this.#step('/oauth/request_token', this.keys, this.habits.requestTokenMethod, { oauth, ...call });
  }

  /** Trades a request token, whatever the answer. */
  askAccessToken(keys: Keys, oauth: Record<string, string>): Promise<Reply> {
    return this.#step('/oauth/access_token', keys, this.habits.accessTokenMethod, { oauth });
  }

  /** @returns the keys with the request token in them. @throws Error when there is none. */
  async requestToken(callback = CALLBACK): Promise<Keys> {
    return this.keysFrom(await this.askRequestToken({ oauth_callback: callback }));
  }

  /** Goes through login and consent. @returns the keys with the access token in them. */
  async signIn(username: string): Promise<Keys> {
    return this.keysFrom(await this.signInReply(username));
  }

  /** As {@link OAuth1App.signIn}. @returns the answer with the access token. */
  async signInReply(username: string, browser = new TestBrowser()): Promise<Reply> {
    const temporary = await this.requestToken();
    const done = await browser.signIn(this.authorizeUrl(temporary), username);
    return this.askAccessToken(temporary, { oauth_verifier: verifierOf(done) });
  }

  /** The keys with the token of an answer in them. @throws Error when there is none. */
  keysFrom(reply: Reply): Keys {
    const pairs = new URLSearchParams(reply.text);
    const [token, tokenSecret] = [pairs.get('oauth_token'), pairs.get('oauth_token_secret')];
    if (reply.status !== 200 || !token || !tokenSecret) throw new Error(`answered ${reply.status}: ${reply.text}`);
    return { ...this.keys, token, tokenSecret };
  }

  #step(path: string, keys: Keys, method = 'POST', call: SignedCall = {}): Promise<Reply> {
    const isForm = this.habits.transport === 'body';
    return this.call(path, keys, isForm ? { form: {}, ...call } : { method, ...call });
  }
}

/** The verifier in a redirect to the app. */
export function verifierOf(reply: { headers: Record<string, string> }): string {
  return new URL(reply.headers['location'] ?? '').searchParams.get('oauth_verifier') ?? '';
}

/** The PIN on a page, or ''. */
export function pinOf(page: { text: string }): string {
  return /id="pin">([^<]+)</.exec(page.text)?.[1] ?? '';
}

/** The code of a JSON error answer. */
export function errorsOf(reply: { text: string }): number | undefined {
  return (JSON.parse(reply.text) as { errors: { code: number }[] }).errors[0]?.code;
}
