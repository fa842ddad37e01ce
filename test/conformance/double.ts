/** A strict API double for the conformance run: open to every origin, it answers as the path says and notes what arrived. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Hosts, Seen, Way } from './case';
import { answerWith } from './double-answer';

export interface Double {
  readonly hosts: Hosts;
  /** What arrived for a case, in order of arrival. */
  seen(way: Way, place: number): readonly Seen[];
  /** Resolves when no answer is held back any longer: every client that was to leave has left. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Headers in which the page has no say, or that speak for the browser. A case of its own looks at some of them. */
const ignored = /^(host|connection|origin|referer|user-agent|sec-.+|cache-control|pragma|accept-language|dnt)$/;

/** @param issued whether the service issued this access token */
export async function startDouble(issued: (token: string) => boolean): Promise<Double> {
  const log = new Map<string, Seen[]>();
  const open = new Map<ServerResponse, string>();
  /** Connections that were ended by a raw answer: what a browser still sent on them was not heard. */
  const over = new WeakSet<object>();
  const serve = async (host: keyof Hosts, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, way, place, packed, rest] = /^\/~(\w+)\/(\d+)\/([\w-]*)\/?(.*)$/s.exec(request.url ?? '') ?? [];
    if (request.headers['access-control-request-method'] !== undefined) return preflight(request, response);
    if (over.has(request.socket)) return;
    if (way === undefined || rest === undefined) return void response.writeHead(404).end();
    const answer = JSON.parse(Buffer.from(packed ?? '', 'base64url').toString()) as Answer;
    if (answer.raw !== undefined) over.add(request.socket);
    const body = await textOf(request.setEncoding('latin1')).catch(() => undefined);
    const { authorization, ...others } = request.headers;
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    const signed = token !== undefined && issued(token);
    // A token that the service issued is what the account adds. Anything else was the page's own word.
    const plain = way.startsWith('plain');
    const unsigned = !plain && host !== 'foreign' && !signed;
    const leaked = signed && (plain || host === 'foreign');
    const { headers, text } = withoutBoundary(
      { ...others, ...(authorization !== undefined && (!signed || leaked) && { authorization }) },
      body ?? '',
    );
    const seen: Seen = {
      host,
      method: request.method ?? '',
      target: `/${rest}`,
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !ignored.test(name))),
      body: { length: text.length, sha256: createHash('sha256').update(text, 'latin1').digest('hex') },
      ...(unsigned && { unsigned }),
    };
    const key = `${way}/${place}`;
    // A browser may try a reset connection again, if it had used it before.
    if (answer.instead === 'reset' && log.has(key)) return void request.socket.resetAndDestroy();
    log.set(key, [...(log.get(key) ?? []), seen]);
    open.set(response, key);
    response.on('close', () => {
      open.delete(response);
      if (!response.writableFinished && answer.instead !== 'reset' && answer.end !== 'reset' && answer.raw === undefined)
        seen.cut = true;
    });
    await answerWith(answer, request, response);
  };
  const servers = await Promise.all(
    (['double', 'sibling', 'dead', 'foreign'] as const).map(async (host) => {
      const server = createServer({ maxHeaderSize: 1_000_000, keepAliveTimeout: 60_000 }, (request, response) => {
        serve(host, request, response).catch(() => response.destroy());
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const [double = '', sibling = '', dead = '', foreign = ''] = servers.map((one) => {
    return `http://127.0.0.1:${(one.address() as AddressInfo).port}`;
  });
  await closed(servers[2]);
  return {
    hosts: { double, sibling, dead, foreign },
    seen: (way, place) => log.get(`${way}/${place}`) ?? [],
    settled: async () => {
      for (let turn = 0; open.size > 0; turn += 1) {
        if (turn > 100)
          throw new Error(
            `These cases' answers are still held; their clients should have left: ${[...open.values()].join(', ')}.`,
          );
        await sleep(50);
      }
    },
    close: async () => void (await Promise.all(servers.map(closed))),
  };
}

/** Allows everything. */
function preflight(request: IncomingMessage, response: ServerResponse): void {
  const asked = request.headers['access-control-request-headers'];
  response
    .writeHead(204, {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': request.headers['access-control-request-method'] ?? '*',
      ...(asked !== undefined && { 'access-control-allow-headers': asked }),
      'access-control-max-age': '600',
    })
    .end();
}

/** Every multipart body has a boundary of its own: the same text is put in its place. */
function withoutBoundary(
  all: IncomingMessage['headers'],
  body: string,
): { readonly headers: Record<string, string>; readonly text: string } {
  const headers = Object.fromEntries(Object.entries(all).map(([name, value]) => [name, String(value)]));
  const boundary = /^multipart\/form-data; boundary=(-+(?:WebKitFormBoundary|geckoformboundary)\w+)$/.exec(
    headers['content-type'] ?? '',
  )?.[1];
  if (boundary === undefined) return { headers, text: body };
  const text = body.replaceAll(boundary, 'B');
  headers['content-type'] = 'multipart/form-data; boundary=B';
  headers['content-length'] = String(text.length); // Firefox's boundaries are not of one length
  return { headers, text };
}

function closed(server: Server | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (!server) return resolve();
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
