/** A minimal OAuth 1.0a service on loopback: it verifies every signature, and each test may put its own answer before the real one. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context, Outgoing } from '../../../src/core/protocol';
import type { OAuth1Service } from '../../../src/core/oauth1-service';
import { systemRandom } from '../../../src/core/ports';
import { expectedSignature, headerParameters, type Arrived } from './verifier';

export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Call extends Arrived {
  readonly parameters: Map<string, string>;
}

export const app = { serviceId: 'mini', clientId: 'consumer-key', clientSecret: 'consumer-secret' };
export const redirectUrl = 'https://abcdef.chromiumapp.org/countersign';
export const now = 1_700_000_000_000;

const tokens: Readonly<Record<string, string>> = { '': '', 'request/token': 'request-secret', 'access-token': 'access-secret' };
const replies: Readonly<Record<string, string>> = {
  '/oauth/request_token': 'oauth_token=request%2Ftoken&oauth_token_secret=request-secret&oauth_callback_confirmed=true\n',
  '/oauth/access_token':
    'oauth_token=access-token&oauth_token_secret=access-secret&user_id=12&screen_name=al%20ice&x_auth_expires=0',
  '/oauth/invalidate': '{"access_token":"access-token"}',
};

export class MiniService {
  readonly calls: Call[] = [];
  /** Answers for the next calls, instead of the right ones. */
  readonly planned: Said[] = [];
  /** The service's clock minus `now`, in seconds; a timestamp further off than 300 s is refused. */
  clockAhead = 0;
  origin = '';
  readonly #server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void this.#serve(request, response);
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  reset(): void {
    this.calls.length = 0;
    this.planned.length = 0;
    this.clockAhead = 0;
  }

  entry(more: Partial<OAuth1Service> = {}): OAuth1Service {
    return {
      id: 'mini',
      name: 'Mini',
      hue: 0,
      protocol: 'oauth1',
      apiHosts: [this.origin],
      requestTokenUrl: `${this.origin}/oauth/request_token`,
      authorizeUrl: `${this.origin}/oauth/authorize`,
      accessTokenUrl: `${this.origin}/oauth/access_token`,
      identity: { subject: 'user_id', label: 'screen_name' },
      ...more,
    };
  }

  context(more: Partial<Context<OAuth1Service>> = {}): Context<OAuth1Service> {
    return {
      service: this.entry(),
      app,
      clock: { now: () => now },
      random: systemRandom,
      signal: new AbortController().signal,
      redirectUrl,
      key: () => Promise.reject(new Error('OAuth 1.0a has no key pair of its own.')),
      intent: { scopes: [] },
      http: ({ method, url, headers, body }: Outgoing) =>
        fetch(url.href, { method, headers, body: body ?? null, redirect: 'manual', credentials: 'omit', cache: 'no-store' }),
      ...more,
    };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status = 200, headers = {}, body = '' } = await this.#receive(request);
    const date = new Date(now + this.clockAhead * 1000).toUTCString();
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', date, ...headers }).end(body);
  }

  async #receive(request: IncomingMessage): Promise<Said> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { host = '', authorization = '', 'content-type': contentType = '' } = request.headers;
    const parameters = headerParameters(authorization);
    const target = request.url ?? '';
    const call: Call = {
      method: request.method ?? '',
      scheme: 'http',
      host,
      target,
      contentType,
      authorization,
      body: Buffer.concat(chunks),
      parameters,
    };
    this.calls.push(call);
    return this.planned.shift() ?? this.#answer(call);
  }

  #answer(call: Call): Said {
    const late = Number(call.parameters.get('oauth_timestamp')) - (now / 1000 + this.clockAhead);
    if (Math.abs(late) > 300) return { status: 401, body: '{"errors":[{"code":135,"message":"Could not authenticate you."}]}' };
    const secret = tokens[call.parameters.get('oauth_token') ?? ''];
    const right =
      secret !== undefined && expectedSignature(call, app.clientSecret, secret) === call.parameters.get('oauth_signature');
    if (!right || call.method !== 'POST')
      return { status: 401, body: '{"errors":[{"code":32,"message":"Could not authenticate you."}]}' };
    return { body: replies[call.target] ?? '' };
  }
}
