/** The steps an app takes with Practice Files, for the tests of the service. */
import { randomBytes } from 'node:crypto';
import type { FilesService } from './files';
import { pkcePair, send, sendForm, TestBrowser, type Call, type Reply } from './testing-client';

export const REDIRECT = 'https://practice-app.example/back';
const ALL_SCOPES = 'openid profile offline_access files.read files.write';

export interface Tokens {
  access_token: string;
  refresh_token?: string;
  id_token?: string;
  scope: string;
  expires_in: number;
  token_type: string;
}

interface Login {
  readonly username?: string;
  readonly scope?: string;
  readonly decision?: 'allow' | 'deny';
  /** Scopes the user unticks. */
  readonly untick?: string[];
  readonly browser?: TestBrowser;
  readonly extra?: Record<string, string>;
}

export class FilesApp {
  readonly service: FilesService;
  readonly clientId: string;
  readonly clientSecret: string | undefined;

  /** @param registered true for a new app with a secret; or an app that is registered already */
  constructor(service: FilesService, registered: boolean | { clientId: string; clientSecret?: string } = false) {
    this.service = service;
    const app =
      typeof registered === 'boolean' ? service.registerApp({ redirectUris: [REDIRECT], secret: registered }) : registered;
    this.clientId = app.clientId;
    this.clientSecret = app.clientSecret;
  }

  authorizeUrl(challenge: string, state: string, { scope = ALL_SCOPES, extra = {} }: Login = {}): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: this.clientId,
      redirect_uri: REDIRECT,
      scope,
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...extra,
    });
    return `${this.service.origin}/authorize?${query}`;
  }

  /** Goes through login and consent. @returns the parameters of the redirect to the app. */
  async authorize(login: Login = {}): Promise<{ back: URLSearchParams; verifier: string; state: string }> {
    const { verifier, challenge } = pkcePair();
    const state = randomBytes(8).toString('hex');
    const { browser = new TestBrowser(), username = 'alice', decision, untick } = login;
    const done = await browser.signIn(this.authorizeUrl(challenge, state, login), username, decision, untick);
    const location = done.headers['location'] ?? '';
    if (!location.startsWith(REDIRECT)) throw new Error(`no redirect to the app: ${done.status} ${done.text}`);
    return { back: new URL(location).searchParams, verifier, state };
  }

  token(fields: Record<string, string>): Promise<Reply> {
    if (this.clientSecret === undefined) {
      return sendForm(`${this.service.origin}/token`, { client_id: this.clientId, ...fields });
    }
    const basic = Buffer.from(`${this.clientId}:${this.clientSecret}`).toString('base64');
    return sendForm(`${this.service.origin}/token`, fields, { authorization: `Basic ${basic}` });
  }

  redeem(code: string, verifier: string, extra: Record<string, string> = {}): Promise<Reply> {
    const fields = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: REDIRECT };
    return this.token({ ...fields, ...extra });
  }

  refresh(refreshToken: string | undefined): Promise<Reply> {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken ?? '' });
  }

  /** @param extra sent along when the code is redeemed */
  async signIn(login: Login = {}, extra: Record<string, string> = {}): Promise<Tokens> {
    const { back, verifier } = await this.authorize(login);
    const reply = await this.redeem(back.get('code') ?? '', verifier, extra);
    if (reply.status !== 200) throw new Error(`no tokens: ${reply.text}`);
    return JSON.parse(reply.text) as Tokens;
  }

  api(path: string, token: string, { headers = {}, ...call }: Call = {}): Promise<Reply> {
    return send(this.service.origin + path, { ...call, headers: { authorization: `Bearer ${token}`, ...headers } });
  }
}

/** The `error` of a JSON answer. */
export function errorOf(reply: Reply): unknown {
  return (JSON.parse(reply.text) as { error?: unknown }).error;
}
