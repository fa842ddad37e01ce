/** The few ways a practice service answers, each leaving its reason in the log only. */
import { setHead } from './answer-gate';
import type { Exchange } from './server';

type Headers = Record<string, string | string[]>;

/** Answers with text of a given type and notes the outcome in the log. */
export function answer(exchange: Exchange, status: number, outcome: string, body: string | Buffer, headers: Headers = {}): void {
  exchange.entry.outcome = outcome;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const bodiless = status === 204 || status === 304 || exchange.method === 'HEAD';
  setHead(exchange.res, status, {
    'cache-control': 'no-store',
    ...headers,
    ...(bodiless ? {} : { 'content-length': String(bytes.length) }),
  });
  exchange.res.end(bodiless ? undefined : bytes);
}

/** Answers with JSON. */
export function json(exchange: Exchange, status: number, outcome: string, value: unknown, headers: Headers = {}): void {
  answer(exchange, status, outcome, JSON.stringify(value), {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  });
}

/** Answers with a page that no site may frame. */
export function html(exchange: Exchange, status: number, outcome: string, page: string, headers: Headers = {}): void {
  answer(exchange, status, outcome, page, {
    'content-type': 'text/html; charset=utf-8',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    ...headers,
  });
}

/** Sends the browser elsewhere. */
export function redirect(exchange: Exchange, status: 302 | 303, outcome: string, to: string): void {
  answer(exchange, status, outcome, '', { location: to });
}
