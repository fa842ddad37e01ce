/** The API routes both practice services offer: awkward timing, sizes, redirects, uploads and echoes. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { setHead } from './answer-gate';
import { answer, json, redirect } from './answers';
import { parseMultipart, type Part } from './multipart';
import type { Exchange } from './server';
import { fingerprint, type PracticeUser } from './users';

/** How a service words its refusals; each answers the exchange. */
interface Refusals {
  notFound(exchange: Exchange): void;
  badRequest(exchange: Exchange, reason: string): void;
}

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Serves a shared route for a user already verified.
 *
 * @returns false when the path is none of the shared ones, so that the service goes on.
 */
export async function serveSharedRoute(exchange: Exchange, user: PracticeUser, refuse: Refusals): Promise<boolean> {
  const { method, path } = exchange;
  const status = /^\/api\/status\/(\d{3})$/.exec(path)?.[1];
  if (status !== undefined) return done(serveStatus(exchange, Number(status), refuse));
  if (path === '/api/echo') return done(serveEcho(exchange, user));
  if (method === 'POST' && path === '/api/upload') return done(serveUpload(exchange, user, refuse));
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (path === '/api/account') return done(serveAccount(exchange, user));
  if (path === '/api/slow') return done(serveSlow(exchange, refuse));
  if (path === '/api/stream') return done(serveStream(exchange, refuse));
  if (path === '/api/bytes') return done(serveBytes(exchange, refuse));
  if (path === '/api/redirect') return done(serveRedirect(exchange, refuse));
  return false;
}

async function done(serving: void | Promise<void>): Promise<true> {
  await serving;
  return true;
}

/** A cacheable answer that differs per user: a shared cache entry would show one user the other's account. */
function serveAccount(exchange: Exchange, user: PracticeUser): void {
  const account = { id: user.id, screen_name: user.username, name: user.name, quota: Number(user.id) * 1000 };
  const etag = `"account-${fingerprint(JSON.stringify(account))}"`;
  const headers = { etag, 'cache-control': 'max-age=600' };
  if (exchange.req.headers['if-none-match'] === etag) {
    answer(exchange, 304, `account of ${user.username} not modified`, '', headers);
  } else json(exchange, 200, `account of ${user.username}`, account, headers);
}

async function serveSlow(exchange: Exchange, refuse: Refusals): Promise<void> {
  const ms = count(exchange, 'ms', 120_000);
  if (ms === undefined) return refuse.badRequest(exchange, 'ms must be 0 to 120000');
  await sleep(ms);
  json(exchange, 200, `waited ${ms} ms`, { waited: ms });
}

async function serveStream(exchange: Exchange, refuse: Refusals): Promise<void> {
  const chunks = count(exchange, 'chunks', 10_000);
  const bytes = count(exchange, 'bytes', 1024 * 1024);
  const ms = count(exchange, 'ms', 60_000);
  if (chunks === undefined || bytes === undefined || ms === undefined) {
    return refuse.badRequest(exchange, 'chunks, bytes and ms must be numbers in range');
  }
  const { res, entry } = exchange;
  const all = pseudoRandom(chunks * bytes);
  entry.outcome = `streaming ${chunks} chunks of ${bytes} bytes`;
  setHead(res, 200, {
    'content-type': 'application/octet-stream',
    'cache-control': 'no-store',
    'x-sha256': sha256(all),
  });
  for (let index = 0; index < chunks; index += 1) {
    if (index > 0) await sleep(ms);
    if (res.destroyed) {
      entry.outcome = `stream cut by the client after ${index} chunks`;
      return;
    }
    res.write(all.subarray(index * bytes, (index + 1) * bytes));
  }
  res.end();
  entry.outcome = `streamed ${chunks} chunks of ${bytes} bytes`;
}

function serveBytes(exchange: Exchange, refuse: Refusals): void {
  const n = count(exchange, 'n', MAX_BYTES);
  if (n === undefined) return refuse.badRequest(exchange, `n must be 0 to ${MAX_BYTES}`);
  const bytes = pseudoRandom(n);
  answer(exchange, 200, `${n} bytes`, bytes, {
    'content-type': 'application/octet-stream',
    'x-sha256': sha256(bytes),
  });
}

function serveRedirect(exchange: Exchange, refuse: Refusals): void {
  const to = exchange.query.get('to');
  if (!to || /[\r\n]/.test(to)) return refuse.badRequest(exchange, 'to is missing');
  redirect(exchange, 302, 'redirected', to);
}

function serveStatus(exchange: Exchange, status: number, refuse: Refusals): void {
  if (status < 200 || status > 599) return refuse.badRequest(exchange, 'status must be 200 to 599');
  json(exchange, status, `answered ${status} as asked`, { status });
}

/** Shows the client what arrived. The Authorization value is shown as a fingerprint, never in full. */
function serveEcho(exchange: Exchange, user: PracticeUser): void {
  const { req, method, target, body } = exchange;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(req.headers)) {
    headers[name] = name === 'authorization' ? `sha256:${fingerprint(String(value))}` : String(value);
  }
  const seen = { method, target, headers, body: { length: body.length, sha256: sha256(body) }, user: user.username };
  json(exchange, 200, `echoed ${body.length} bytes`, seen);
}

function serveUpload(exchange: Exchange, user: PracticeUser, refuse: Refusals): void {
  let parts: Part[];
  try {
    parts = parseMultipart(exchange.req.headers['content-type'], exchange.body);
  } catch (error) {
    return refuse.badRequest(exchange, error instanceof Error ? error.message : 'malformed upload');
  }
  const received = parts.map(({ data, ...about }) => ({ ...about, bytes: data.length, sha256: sha256(data) }));
  json(exchange, 201, `${parts.length} parts uploaded by ${user.username}`, { parts: received });
}

function count(exchange: Exchange, name: string, max: number): number | undefined {
  const text = exchange.query.get(name) ?? '';
  const value = Number(text);
  return /^\d+$/.test(text) && value <= max ? value : undefined;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Bytes that look random but are the same every time (a linear congruential sequence). */
function pseudoRandom(length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let state = (length + 1) >>> 0;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}
