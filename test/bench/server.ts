/**
 * The API host that bench and memory tests call, in a process of its own: small answers, big ones, and a sink.
 * Open to every site (CORS), so that a page can fetch from it directly for comparison; it looks at no signature.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What `/stats` tells. */
export interface ServerStats {
  /** Bytes of the newest `/down` body that this process has handed to its socket. */
  readonly written: number;
  /** How many of them the kernel has accepted: sent to the browser, or waiting in the socket buffers of both sides. */
  readonly accepted: number;
  /** How many of these the browser has taken out of the kernel. Only Linux tells; elsewhere it is the same as `accepted`. */
  readonly taken: number;
  /** Bytes that the newest `/up` has received. */
  readonly received: number;
}

const page = '<!doctype html><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,">';
const small = JSON.stringify({ id: 1, text: 'x'.repeat(1000) });
/** Content that no compression makes smaller, sent over and over. */
const noise = randomBytes(8 * 1024 * 1024);
const piece = 256 * 1024;

let down: { readonly socket: Socket; readonly before: number; written: number } | undefined;
let received = 0;

/** @param bytes of body to send, as fast as the other side reads */
async function sendNoise(response: ServerResponse, bytes: number): Promise<void> {
  const { socket } = response;
  if (!socket) return;
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes });
  response.flushHeaders();
  const own = { socket, before: socket.bytesWritten, written: 0 };
  down = own;
  for (let at = 0; at < bytes && !response.destroyed;) {
    const from = at % noise.length;
    const part = noise.subarray(from, Math.min(from + piece, noise.length, from + bytes - at));
    at += part.length;
    own.written = at;
    if (!response.write(part)) await moreWanted(response);
  }
  response.end();
}

/** Resolves when the other side reads on, or is gone. */
function moreWanted(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

async function sink(request: IncomingMessage): Promise<number> {
  received = 0;
  for await (const chunk of request) received += (chunk as Buffer).length;
  return received;
}

function stats(): ServerStats {
  if (!down) return { written: 0, accepted: 0, taken: 0, received };
  // `bytesWritten` counts what waits in Node as well.
  const { socket, before, written } = down;
  const accepted = socket.bytesWritten - before - socket.writableLength;
  return { written, accepted, taken: accepted - kernelQueues(socket), received };
}

/** Bytes of a loopback connection that wait in the kernel: unsent at this end, unread at the other. */
function kernelQueues({ localPort, remotePort }: Socket): number {
  if (!existsSync('/proc/net/tcp')) return 0;
  const ends = [`${localPort} ${remotePort}`, `${remotePort} ${localPort}`];
  const number = (hex = ''): number => Number.parseInt(hex, 16);
  let queued = 0;
  for (const line of readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1)) {
    const [, local = '', remote = '', , queues = ''] = line.trim().split(/\s+/);
    const end = ends.indexOf(`${number(local.split(':')[1])} ${number(remote.split(':')[1])}`);
    if (end >= 0) queued += number(queues.split(':')[end]);
  }
  return queued;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('cache-control', 'no-store');
  const json = (value: string): void => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(value) }).end(value);
  };
  if (url.pathname === '/small') json(small);
  else if (url.pathname === '/down') await sendNoise(response, Number(url.searchParams.get('bytes')));
  else if (url.pathname === '/up') json(JSON.stringify({ bytes: await sink(request) }));
  else if (url.pathname === '/stats') json(JSON.stringify(stats()));
  else if (url.pathname === '/page') response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  else response.writeHead(404).end();
}

/** Serves until it is killed; says its origin in the first line. */
export async function main(): Promise<never> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  return new Promise<never>(() => {});
}
