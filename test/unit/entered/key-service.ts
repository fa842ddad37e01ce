/** A service on loopback that knows one API key and one user, and writes down what it was sent. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock, systemRandom } from '../../../src/core/ports';
import type { Context, Outgoing } from '../../../src/core/protocol';
import type { Service } from '../../../src/core/service';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

export interface KeyService {
  readonly origin: string;
  readonly received: Received[];
  /** What `/me` answers instead, until it is unset. */
  answer: { readonly status: number; readonly body: string; readonly headers?: Record<string, string> } | undefined;
  close(): Promise<void>;
}

export const goodKey = 'practice-key-7f3a91';
export const goodPair = `Basic ${Buffer.from('alice:pässword 1').toString('base64')}`;

/** `/me` wants the key (header `X-Api-Key` or query `key`) or the pair; `/closed` answers 401 to everyone. */
export async function startKeyService(): Promise<KeyService> {
  const received: Received[] = [];
  // A kept connection may be used again after any pause of this process: it must not be closed in the same instant.
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const { method = '', url = '/', headers } = request;
    received.push({ method, path: url, headers });
    const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
    const known = headers['x-api-key'] === goodKey || searchParams.get('key') === goodKey || headers.authorization === goodPair;
    const reply = (status: number, body: string, further: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...further }).end(body);
    };
    if (service.answer && pathname === '/me') return reply(service.answer.status, service.answer.body, service.answer.headers);
    const quoted = String(headers['x-api-key'] ?? headers.authorization);
    if (pathname === '/closed' || !known)
      return reply(401, JSON.stringify({ error: { code: 'bad_key', message: `Unknown: ${quoted}` } }));
    reply(200, JSON.stringify({ user: { id: 2291, name: 'alice', key: goodKey } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const service: KeyService = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return service;
}

export function contextFor<V extends Service>(service: V, intent: Context['intent'] = { scopes: [] }): Context<V> {
  return {
    service,
    app: { serviceId: service.id, clientId: '', clientSecret: '' },
    clock: systemClock,
    random: systemRandom,
    signal: new AbortController().signal,
    redirectUrl: 'https://practice-app.example/back',
    intent,
    key: () => Promise.reject(new Error('no key pair is needed')),
    http: ({ url, method, headers, body }: Outgoing) =>
      fetch(url, { method, headers, ...(body === undefined ? {} : { body }), redirect: 'manual' }),
  };
}
