/** The steps an app takes with Practice Photos, for the tests of the service. */
import type { PhotosService } from './photos';
import { sendSigned, TestBrowser, type Keys } from './testing-client';

export const CALLBACK = 'https://practice-app.example/back?kept=1';

export class PhotosApp {
  readonly service: PhotosService;
  readonly keys: Keys;

  constructor(service: PhotosService, keys: Keys = service.registerApp({ callbacks: [CALLBACK] })) {
    this.service = service;
    this.keys = keys;
  }

  url(path: string): string {
    return this.service.origin + path;
  }

  authorizeUrl(keys: Keys): string {
    return this.url(`/oauth/authorize?oauth_token=${keys.token}`);
  }

  /** @returns the keys with the request token in them. @throws Error when there is none. */
  async requestToken(callback = CALLBACK): Promise<Keys> {
    return this.#trade('/oauth/request_token', this.keys, { oauth_callback: callback });
  }

  /** Goes through login and consent. @returns the keys with the access token in them. */
  async signIn(username: string): Promise<Keys> {
    const temporary = await this.requestToken();
    const done = await new TestBrowser().signIn(this.authorizeUrl(temporary), username);
    return this.#trade('/oauth/access_token', temporary, { oauth_verifier: verifierOf(done) });
  }

  async #trade(path: string, keys: Keys, oauth: Record<string, string>): Promise<Keys> {
    const reply = await sendSigned(this.url(path), keys, { method: 'POST', oauth });
    if (reply.status !== 200) throw new Error(`${path} answered ${reply.status}: ${reply.text}`);
    const pairs = new URLSearchParams(reply.text);
    return { ...this.keys, token: pairs.get('oauth_token') ?? '', tokenSecret: pairs.get('oauth_token_secret') ?? '' };
  }
}

/** The verifier in a redirect to the app. */
export function verifierOf(reply: { headers: Record<string, string> }): string {
  return new URL(reply.headers['location'] ?? '').searchParams.get('oauth_verifier') ?? '';
}

/** The code of a JSON error answer. */
export function errorsOf(reply: { text: string }): number | undefined {
  return (JSON.parse(reply.text) as { errors: { code: number }[] }).errors[0]?.code;
}
