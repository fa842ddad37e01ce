/** One answer of the double: heads, bodies in pieces, ranges, and connections that break where a case wants it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Answer } from './case';

const compress = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };
const tag = '"v1"';

/** Answers as the case wants it. */
export async function answerWith(answer: Answer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { socket } = request;
  if (answer.instead === 'reset') return void socket.resetAndDestroy();
  if (answer.instead === 'hang') return;
  if (answer.raw !== undefined) return void socket.end(answer.raw, 'latin1');
  if (answer.delay !== undefined) await sleep(answer.delay);
  if (answer.hints) await new Promise<void>((resolve) => response.writeEarlyHints({ link: '</a.css>; rel=preload' }, resolve));
  if (answer.hops !== undefined && answer.hops > 0) return hop({ ...answer, hops: answer.hops - 1 }, request, response);
  if (answer.file) return serveFile(request, response);
  const body = bodyOf(answer, request);
  const { statusText, headers = [], encoding, pieces, end = 'whole' } = answer;
  const status = answer.hops === undefined ? (answer.status ?? 200) : 200;
  const long = Array.from(
    { length: answer.long?.count ?? 0 },
    (_, index) => [`x-long-${index}`, 'x'.repeat(answer.long?.length ?? 0)] as const,
  );
  const pairs = [...open(), ...headers, ...long, ...(encoding ? [['content-encoding', encoding] as const] : [])];
  const named = new Set(headers.map(([name]) => name.toLowerCase()));
  const bodiless = status === 204 || status === 304 || request.method === 'HEAD';
  if (!pieces && end === 'whole' && !bodiless && !named.has('content-length')) pairs.push(['content-length', `${body.length}`]);
  response.writeHead(status, statusText, flat(pairs));
  if (bodiless) return void response.end();
  for (const text of pieces?.texts ?? []) {
    response.write(text);
    await sleep(pieces?.gap);
  }
  if (end === 'whole') return void response.end(body);
  response.write(body);
  if (end === 'reset') {
    await sleep(100); // the head arrives first
    socket.resetAndDestroy();
  } else response.flushHeaders();
}

/** Pairs as Node takes them: a name, its value, a name, its value. */
function flat(pairs: readonly (readonly [string, string])[]): string[] {
  return pairs.flatMap((pair) => [...pair]);
}

/** What opens an answer to every origin. */
function open(): (readonly [string, string])[] {
  return [
    ['access-control-allow-origin', '*'],
    ['access-control-expose-headers', '*'],
    ['cache-control', 'no-store'],
  ];
}

function bodyOf({ body, bytes, size, encoding, tell }: Answer, request: IncomingMessage): Buffer {
  const plain = tell
    ? Buffer.from(JSON.stringify(Object.fromEntries(tell.map((name) => [name, request.headers[name] ?? null]))))
    : size !== undefined
      ? Buffer.from(Uint8Array.from({ length: size }, (_, index) => index % 251))
      : bytes
        ? Buffer.from(bytes)
        : Buffer.from(body ?? '');
  return encoding ? compress[encoding](plain) : plain;
}

function hop(next: Answer, request: IncomingMessage, response: ServerResponse): void {
  const packed = Buffer.from(JSON.stringify(next)).toString('base64url');
  const location = (request.url ?? '').replace(/^(\/~\w+\/\d+\/)[\w-]*/, `$1${packed}`);
  response.writeHead(next.status ?? 302, flat([...open(), ['location', location], ['content-length', '0']])).end();
}

/** A file of 100 bytes by the rules of RFC 9110, section 14: one range, and If-Range with its entity tag. */
function serveFile(request: IncomingMessage, response: ServerResponse): void {
  const { range = '', 'if-range': condition, 'if-none-match': known } = request.headers;
  const all = Buffer.from(Array.from({ length: 100 }, (_, index) => 32 + (index % 90)));
  const pairs = [...open(), ['etag', tag] as const, ['accept-ranges', 'bytes'] as const];
  const send = (status: number, part: Buffer, more: readonly (readonly [string, string])[] = []): void => {
    response.writeHead(status, flat([...pairs, ...more, ['content-length', `${part.length}`]])).end(part);
  };
  if (known === tag) return void response.writeHead(304, flat(pairs)).end();
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (from === undefined || to === undefined || (condition !== undefined && condition !== tag)) return send(200, all);
  const first = from === '' ? all.length - Number(to) : Number(from);
  const last = from === '' || to === '' ? all.length - 1 : Math.min(Number(to), all.length - 1);
  if (first > last) return send(416, Buffer.alloc(0), [['content-range', `bytes */${all.length}`]]);
  send(206, all.subarray(first, last + 1), [['content-range', `bytes ${first}-${last}/${all.length}`]]);
}
