/** An app of Practice Vendor that does what the service's entry says, for the tests of the service. */
import { createHash, createHmac } from 'node:crypto';
import type { OAuth2Service, VendorRequest } from '../../src/core/oauth2-service';
import { fill } from '../../src/core/template';
import { vendorEntry } from '../practice/vendor-entries';
import { pkcePair, send, TestBrowser, type Call, type Reply } from './testing-client';
import type { VendorService } from './vendor';
import type { VendorApp } from './vendor-state';

export const BACK = 'https://practice-app.example/back';

/** Parameters to add or change; '' leaves one out. */
type Change = Readonly<Record<string, string>>;

export class VendorClient {
  readonly service: VendorService;
  readonly entry: OAuth2Service;
  readonly app: VendorApp;

  constructor(service: VendorService) {
    this.service = service;
    this.entry = vendorEntry(service.vendor, service.origin);
    this.app = service.registerApp({ redirectUris: [BACK] });
  }

  authorizeUrl(verifier: string, change: Change = {}): string {
    const { clientIdName = 'client_id', scopeSeparator = ' ', scopes, pkce = 'S256', ways, authorizeParameters } = this.entry;
    const implicit = ways?.[0] === 'implicit';
    const digest = createHash('sha256').update(verifier);
    const challenge = pkce === 'hex' ? digest.digest('hex') : digest.digest('base64url');
    const query = changed(
      {
        response_type: implicit ? 'token' : 'code',
        [clientIdName]: this.app.clientId,
        redirect_uri: BACK,
        scope: scopes.map(({ name }) => name).join(scopeSeparator),
        state: 'practice-state',
        ...(pkce === 'none' || implicit ? {} : { code_challenge: challenge, code_challenge_method: 'S256' }),
        ...authorizeParameters,
      },
      change,
    );
    return `${this.entry.authorizeUrl}?${query}`;
  }

  /** Goes through login and consent. @returns where the browser was sent, and the verifier */
  async authorize(change: Change = {}, username = 'alice', decision: 'allow' | 'deny' = 'allow', untick: string[] = []) {
    const { verifier } = pkcePair();
    const done = await new TestBrowser().signIn(this.authorizeUrl(verifier, change), username, decision, untick);
    const location = new URL(done.headers['location'] ?? '');
    return { location, verifier, code: location.searchParams.get('code') ?? '' };
  }

  /** Sends a token request as the entry wants it. */
  token(fields: Change, url = this.entry.tokenUrl ?? '', headers: Change = {}): Promise<Reply> {
    const { clientIdName = 'client_id', clientAuth, tokenRequest } = this.entry;
    const { clientId, clientSecret = '' } = this.app;
    const basic = clientAuth === 'client_secret_basic' || clientAuth === 'basic_without_secret';
    const own = basic ? {} : { [clientIdName]: clientId, ...(clientAuth === 'none' ? {} : { client_secret: clientSecret }) };
    const all = changed(own, fields);
    return send(url, {
      method: 'POST',
      headers: { 'content-type': type(tokenRequest), ...(basic ? { authorization: this.basic() } : {}), ...headers },
      body: tokenRequest === 'json' ? JSON.stringify(Object.fromEntries(all)) : all.toString(),
    });
  }

  redeem(code: string, verifier: string, change: Change = {}): Promise<Reply> {
    const proof = (this.entry.pkce ?? 'S256') === 'none' ? {} : { code_verifier: verifier };
    return this.token({ grant_type: 'authorization_code', code, redirect_uri: BACK, ...proof, ...change });
  }

  async signIn(change: Change = {}, username = 'alice'): Promise<Reply> {
    const { code, verifier } = await this.authorize(change, username);
    return this.redeem(code, verifier);
  }

  renew(refreshToken: string, change: Change = {}): Promise<Reply> {
    const back: Change = this.entry.quirks?.includes('redirect-uri-on-renewal') ? { redirect_uri: BACK } : {};
    const fields = { grant_type: 'refresh_token', refresh_token: refreshToken, ...back, ...change };
    return this.token(fields, this.entry.renewUrl ?? this.entry.tokenUrl);
  }

  /** Calls the API with a token as the entry wants it. */
  call(url: string, token: string, { headers = {}, ...call }: Call = {}): Promise<Reply> {
    const to = new URL(url, this.service.apiOrigin);
    if (this.entry.quirks?.includes('appsecret-proof')) {
      const { clientSecret = '' } = this.app;
      to.searchParams.set('appsecret_proof', createHmac('sha256', clientSecret).update(token).digest('hex'));
    }
    const authorization = `${this.entry.tokenPrefix ?? 'Bearer'} ${token}`;
    return send(to.href, { ...call, headers: { authorization, ...this.entry.apiHeaders, ...headers } });
  }

  /** Makes a vendor's own request with a token. */
  vendor(request: VendorRequest, token: string, change: Change = {}): Promise<Reply> {
    const values = { clientId: this.app.clientId, clientSecret: this.app.clientSecret, accessToken: token };
    const parameters = Object.entries(request.parameters ?? {}).map(([name, value]) => [name, fill(value, values)]);
    const all = changed(Object.fromEntries(parameters) as Change, change);
    const url = new URL(fill(request.url, values, encodeURIComponent));
    const carry = request.carry ?? (request.method === 'POST' ? 'form' : 'query');
    const auth = { bearer: { authorization: `Bearer ${token}` }, basic: { authorization: this.basic() }, none: {} };
    const headers = auth[request.auth ?? 'none'];
    if (carry === 'query') for (const [name, value] of all) url.searchParams.set(name, value);
    if (carry === 'query' || all.size === 0) return send(url.href, { method: request.method, headers });
    const body = carry === 'json' ? JSON.stringify(Object.fromEntries(all)) : all.toString();
    const contentType = type(carry === 'json' ? 'json' : undefined);
    return send(url.href, { method: request.method, headers: { 'content-type': contentType, ...headers }, body });
  }

  basic(encode: (text: string) => string = encodeURIComponent): string {
    const { clientId, clientSecret = '' } = this.app;
    const strict = (text: string) =>
      encode(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
    return `Basic ${Buffer.from(`${strict(clientId)}:${strict(clientSecret)}`).toString('base64')}`;
  }
}

/** The value at a dotted path, as text. */
export function valueAt(value: unknown, path: string): string {
  const found = path.split('.').reduce((one, key) => (one as Record<string, unknown> | undefined)?.[key], value);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

/** The tokens of a reply, where the entry says they stand. */
export function tokensOf(client: VendorClient, reply: Reply): { access: string; refresh: string; whole: unknown } {
  const { quirks, tokenAt } = client.entry;
  const whole: unknown = quirks?.includes('reply-form')
    ? Object.fromEntries(new URLSearchParams(reply.text))
    : JSON.parse(reply.text);
  const prefix = tokenAt === undefined ? '' : `${tokenAt}.`;
  return { access: valueAt(whole, `${prefix}access_token`), refresh: valueAt(whole, `${prefix}refresh_token`), whole };
}

function changed(own: Change, change: Change): URLSearchParams {
  return new URLSearchParams(Object.entries({ ...own, ...change }).filter(([, value]) => value !== ''));
}

function type(request: 'json' | undefined): string {
  return request === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
}
