/** The API of Practice Photos: every route needs a good signature and a live access token. */
import { answer, json } from './answers';
import { itemFields, type ItemStore } from './item-store';
import { admit, refuse } from './oauth1-gate';
import type { OAuth1Context } from './oauth1-rules';
import { formOf, jsonOf } from './request-body';
import type { Exchange } from './server';
import { serveSharedRoute } from './shared-api';
import type { PracticeUser } from './users';

/** How many requests are still to be refused for coming too often. */
export interface RateLimit {
  requests: number;
  /** Seconds since the epoch at which the limit ends. */
  reset: number;
}

const refusals = {
  notFound: (exchange: Exchange) => refuse(exchange, 34, 'no such route or item'),
  badRequest: (exchange: Exchange, reason: string) => refuse(exchange, 214, reason),
};

/** Serves anything under /api. */
export async function servePhotosApi(
  exchange: Exchange,
  { state, verifier }: OAuth1Context,
  photos: ItemStore,
  limit: RateLimit,
): Promise<void> {
  const verified = admit(exchange, verifier);
  if (!verified) return;
  if (verified.token === undefined) return refuse(exchange, 215, 'signed without a token');
  const token = state.accessToken(verified.token);
  if (!token) return refuse(exchange, 89, 'not an access token');
  const { user } = token;
  exchange.entry.user = user.username;
  if (limit.requests > 0) return refuseForRate(exchange, limit);
  if (exchange.method === 'GET' && exchange.path === '/api/me') {
    const me = { id: user.id, screen_name: user.username, name: user.name };
    return json(exchange, 200, `signature good, ${user.username}`, me);
  }
  if (await serveSharedRoute(exchange, user, refusals)) return;
  servePhotos(exchange, user, photos);
}

function servePhotos(exchange: Exchange, user: PracticeUser, photos: ItemStore): void {
  const { method, path, query } = exchange;
  const type = exchange.req.headers['content-type'];
  const id = /^\/api\/photos\/(\d+)$/.exec(path)?.[1];
  if (method === 'GET' && path === '/api/photos') {
    const list = photos.list(user.username, query.getAll('tag'));
    return json(exchange, 200, `${list.length} photos of ${user.username}`, list);
  }
  if (method === 'POST' && path === '/api/photos') {
    const form = formOf(type, exchange.body);
    const title = form?.get('title');
    if (!form || !title) return refusals.badRequest(exchange, 'needs a form with a title');
    return created(exchange, photos.add(user.username, title, form.getAll('tag')));
  }
  if (method === 'POST' && path === '/api/photos.json') {
    const fields = itemFields(jsonOf(type, exchange.body));
    if (!fields) return refusals.badRequest(exchange, 'needs JSON with a title');
    return created(exchange, photos.add(user.username, fields.title, fields.tags ?? []));
  }
  if (method === 'PUT' && id !== undefined) {
    const fields = itemFields(jsonOf(type, exchange.body));
    if (!fields) return refusals.badRequest(exchange, 'needs JSON with a title');
    const photo = photos.update(user.username, id, fields.title, fields.tags);
    return photo ? json(exchange, 200, 'photo changed', photo) : refusals.notFound(exchange);
  }
  if (method === 'DELETE' && id !== undefined) {
    const gone = photos.remove(user.username, id);
    return gone ? answer(exchange, 204, 'photo deleted', '') : refusals.notFound(exchange);
  }
  refusals.notFound(exchange);
}

function created(exchange: Exchange, photo: { id: string }): void {
  json(exchange, 201, 'photo added', photo, { location: `/api/photos/${photo.id}` });
}

function refuseForRate(exchange: Exchange, limit: RateLimit): void {
  limit.requests -= 1;
  const wait = Math.max(0, Math.ceil(limit.reset - Date.now() / 1000));
  refuse(exchange, 88, 'rate limited', 429, {
    'x-rate-limit-limit': '15',
    'x-rate-limit-remaining': '0',
    'x-rate-limit-reset': String(Math.ceil(limit.reset)),
    'retry-after': String(wait),
  });
}
