/** The API of Practice Keys: every route needs a good key in the one place where it may stand. */
import { createHash } from 'node:crypto';
import { json } from './answers';
import { keyModes, strayPlaces, type HeldKey, type KeyMode } from './keys-modes';
import type { Exchange } from './server';
import { serveSharedRoute } from './shared-api';
import { fingerprint } from './users';

const refuse = (exchange: Exchange, status: number, message: string, why = message, headers: Record<string, string> = {}): void =>
  json(exchange, status, `refused: ${why}`, { error: { message } }, headers);

/** Serves `/me` and anything under /api. */
export async function serveKeysApi(exchange: Exchange, mode: KeyMode, keys: readonly HeldKey[]): Promise<void> {
  const { challenge, carries } = keyModes[mode];
  const { entry, method, path } = exchange;
  const stray = strayPlaces(exchange, mode)[0];
  if (stray !== undefined) return refuse(exchange, 400, 'the key is in the wrong place', `a key in ${stray}`);
  const held = keys.find((one) => carries(exchange, one));
  if (!held) {
    const headers: Record<string, string> = challenge === undefined ? {} : { 'www-authenticate': challenge };
    return refuse(exchange, 401, 'the key is not valid', 'no good key', headers);
  }
  const { user } = held;
  Object.assign(entry, { user: user.username, token: fingerprint(held.value) });
  if (held.suspended) return refuse(exchange, 403, 'this key may not do that', 'key suspended');
  if (method === 'GET' && path === '/me') {
    return json(exchange, 200, `key good, ${user.username}`, { account: { id: user.id, login: user.username, name: user.name } });
  }
  if (path === '/api/echo') return echo(exchange, held);
  const refusals = {
    notFound: (one: Exchange) => refuse(one, 404, 'no such route'),
    badRequest: (one: Exchange, why: string) => refuse(one, 400, why),
  };
  if (!(await serveSharedRoute(exchange, user, refusals))) refusals.notFound(exchange);
}

/** Shows the client what arrived, without the key. */
function echo(exchange: Exchange, { user, value }: HeldKey): void {
  const { req, method, target, body } = exchange;
  const secret = ['authorization', 'x-practice-key'];
  const headers = Object.entries(req.headers).map(([name, text]) => [
    name,
    secret.includes(name) ? `sha256:${fingerprint(String(text))}` : String(text),
  ]);
  const sha256 = createHash('sha256').update(body).digest('hex');
  json(exchange, 200, `echoed ${body.length} bytes`, {
    method,
    target: target.replaceAll(value, `sha256:${fingerprint(value)}`),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: { length: body.length, sha256 },
    user: user.username,
  });
}
