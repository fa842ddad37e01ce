/** The ground that the doubles of real APIs stand on: no token of the service, no answer; and a log of what arrived. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Certificate } from './certificate';

/** What the clients are given as their key; it must never arrive anywhere. */
export const placeholder = 'placeholder-of-the-client';

export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Settles when the client has gone. */
  readonly gone: Promise<void>;
  json(status: number, value: unknown, headers?: Record<string, string>): void;
  readonly response: ServerResponse;
}

export interface ApiDouble {
  readonly origin: string;
  /** Every request: method, path, and headers. */
  readonly log: { readonly method: string; readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  /** Requests that broke the rules, with what was wrong. None may be left at the end of a test. */
  readonly wrongs: string[];
  close(): Promise<void>;
}

export interface GateOptions {
  /** Whether the service issued this access token. */
  readonly issued: (token: string) => boolean;
  readonly certificate?: Certificate;
}

/**
 * Starts a double.
 * @param answer answers a request that carries a token of the service; a text that it returns or throws is a wrong
 * @param denied the API's own shape for a request without one
 */
export async function startGate(
  { issued, certificate }: GateOptions,
  answer: (exchange: Exchange) => Promise<void> | void,
  denied: object,
): Promise<ApiDouble> {
  const log: ApiDouble['log'] = [];
  const wrongs: string[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { headers, method = '' } = request;
    const url = new URL(request.url ?? '', 'http://double.invalid');
    const body = await buffer(request);
    log.push({ method, path: url.pathname, headers });
    const json: Exchange['json'] = (status, value, more = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(value));
    };
    const everything = `${request.url} ${JSON.stringify(headers)} ${body.toString('latin1')}`;
    if (everything.includes(placeholder)) wrongs.push(`${method} ${url.pathname}: the placeholder arrived`);
    if (headers.cookie !== undefined || headers.referer !== undefined) wrongs.push(`${url.pathname}: cookie or referrer`);
    if (!issued(/^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '')) {
      wrongs.push(`${method} ${url.pathname}: no token of the service`);
      return json(401, denied);
    }
    const gone = new Promise<void>((resolve) => response.on('close', resolve));
    await answer({ method, url, headers, body, gone, json, response });
    if (!response.headersSent) throw new Error(`no answer for ${method} ${url.pathname}`);
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    serve(request, response).catch((error: unknown) => {
      wrongs.push(String(error));
      response.destroy();
    });
  };
  const server: Server = certificate ? createSecureServer(certificate, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `${certificate ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    wrongs,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
