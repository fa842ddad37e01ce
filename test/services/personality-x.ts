/** The microblog: every error has a code, no parameter may come twice, and one page comes back at once. */
import { createHash, randomBytes } from 'node:crypto';
import { json } from './answers';
import { ItemStore } from './item-store';
import { parseMultipart, type Part } from './multipart';
import { refuse, wordAsCodes } from './oauth1-gate';
import { refused, type Refused } from './oauth1-refusals';
import type { OAuth1State } from './oauth1-state';
import type { App } from './oauth1-tokens';
import type { Verified } from './oauth1-verify';
import { only, tellUser, type ApiCall, type Personality, type PersonalityOptions, type Serving } from './personality';
import { formOf, jsonOf } from './request-body';
import type { Exchange } from './server';
import { sameText } from './users';

/** What an app may do at most; `x_auth_access_type` can lower it, not raise it. */
const LEVELS = ['read', 'write'];

export function x({ remembers = false, bearerRequests = Infinity }: PersonalityOptions = {}): Personality {
  const posts = new ItemStore();
  const bearers: Bearers = { owners: new Map(), left: bearerRequests };
  return {
    title: 'Practice Microblog',
    traits: { level: 'write' },
    verifier: { methods: ['HMAC-SHA1'], repeats: false },
    rules: {
      invalidatePaths: ['/1.1/oauth/invalidate_token', '/1.1/oauth/invalidate_token.json'],
      word: wordAsCodes,
      replyType: 'text/html; charset=utf-8',
      accessReply: tellUser,
      checkRequestToken,
      level: ({ parameters }, app) => {
        const asked = parameters.find(({ name }) => name === 'x_auth_access_type')?.value ?? 'write';
        return app.level === 'read' ? 'read' : asked;
      },
      checkPage: only('oauth_token', 'force_login', 'screen_name'),
      authenticates: true,
      remembers,
    },
    serveApi: (exchange, serving) => {
      const route = `${exchange.method} ${exchange.path}`;
      if (route === 'POST /oauth2/token') return giveBearer(exchange, serving.state, bearers);
      if (route === 'POST /oauth2/invalidate_token') return endBearer(exchange, serving, bearers);
      if (exchange.req.headers.authorization?.startsWith('Bearer ')) return serveApp(exchange, bearers, posts);
      return serveUser(exchange, serving, posts);
    },
    privilegedLevel: 'write',
  };
}

function checkRequestToken({ parameters }: Verified, _app: App): Refused | undefined {
  for (const { name, value } of parameters) {
    if (name.startsWith('oauth_')) continue;
    if (name !== 'x_auth_access_type') return refused(214, `the parameter ${name} is not known here`);
    if (!LEVELS.includes(value)) return refused(214, 'x_auth_access_type is read or write');
  }
  return undefined;
}

/** What a signed-in user may do. */
function serveUser(exchange: Exchange, serving: Serving, posts: ItemStore): boolean {
  const route = routes[`${exchange.method} ${exchange.path}`];
  if (!route) return false;
  const call = serving.admitUser(exchange);
  if (!call) return true;
  if (exchange.method === 'POST' && call.token.level === 'read') refuse(exchange, 220, 'this token may only read');
  else route(call, posts);
  return true;
}

const routes: Record<string, (call: ApiCall, posts: ItemStore) => void> = {
  'GET /1.1/account/verify_credentials.json': ({ exchange, token: { user } }) => {
    const me = { id: Number(user.id), id_str: user.id, screen_name: user.username, name: user.name };
    json(exchange, 200, `signature good, ${user.username}`, me);
  },
  'GET /2/users/me': ({ exchange, token: { user } }) => {
    json(exchange, 200, `signature good, ${user.username}`, { data: { id: user.id, name: user.name, username: user.username } });
  },
  'POST /1.1/statuses/update.json': ({ exchange, verified, token: { user } }, posts) => {
    const status = verified.parameters.find(({ name }) => name === 'status')?.value;
    if (!status) return refuse(exchange, 214, 'status is missing');
    if (isPosted(posts, user.username, status)) return refuse(exchange, 187, 'posted before');
    const { id } = posts.add(user.username, status);
    json(exchange, 200, 'posted', {
      id: Number(id),
      id_str: id,
      text: status,
      user: { id_str: user.id, screen_name: user.username },
    });
  },
  'POST /2/tweets': ({ exchange, token: { user } }, posts) => {
    const text = jsonOf(exchange.req.headers['content-type'], exchange.body)?.['text'];
    if (typeof text !== 'string' || text === '') return problem(exchange, 400, 'Invalid Request', 'text is missing');
    if (isPosted(posts, user.username, text)) return problem(exchange, 403, 'Forbidden', 'This text was posted before.');
    json(exchange, 201, 'posted', { data: { id: posts.add(user.username, text).id, text } });
  },
  'POST /1.1/media/upload.json': ({ exchange }) => {
    let parts: Part[];
    try {
      parts = parseMultipart(exchange.req.headers['content-type'], exchange.body);
    } catch (error) {
      return refuse(exchange, 214, error instanceof Error ? error.message : 'malformed upload');
    }
    const media = parts.find(({ name }) => name === 'media');
    if (!media) return refuse(exchange, 214, 'no part named media');
    const sha256 = createHash('sha256').update(media.data).digest('hex');
    json(exchange, 200, 'media taken', { media_id_string: sha256.slice(0, 16), size: media.data.length, sha256 });
  },
};

function isPosted(posts: ItemStore, username: string, text: string): boolean {
  return posts.list(username).some(({ title }) => title === text);
}

/** An error of the newer API. @see RFC 7807 */
function problem(exchange: Exchange, status: number, title: string, detail: string): void {
  const type = { 'content-type': 'application/problem+json; charset=utf-8' };
  json(exchange, status, `refused: ${detail}`, { title, detail, type: 'about:blank', status }, type);
}

/** The bearer tokens of apps, by their value the key of each; and how many more may be asked for. */
interface Bearers {
  readonly owners: Map<string, string>;
  left: number;
}

/** The app whose pair stands in the header, each half percent-encoded. */
function appOf({ req }: Exchange, state: OAuth1State): App | undefined {
  const pair = Buffer.from(/^Basic (.+)$/.exec(req.headers.authorization ?? '')?.[1] ?? '', 'base64').toString('utf8');
  const [key = '', secret = ''] = pair.split(':').map(decodeURIComponent);
  const app = state.app(key);
  return app && !app.suspended && sameText(app.consumerSecret, secret) ? app : undefined;
}

/** Trades the consumer pair for the app's one bearer token, the same every time until it is invalidated. */
function giveBearer(exchange: Exchange, state: OAuth1State, bearers: Bearers): true {
  const app = appOf(exchange, state);
  bearers.left -= 1;
  if (!app) refuse(exchange, 99, 'unknown consumer pair');
  else if (bearers.left < 0) refuse(exchange, 99, 'asked too often');
  else if (formOf(exchange.req.headers['content-type'], exchange.body)?.get('grant_type') !== 'client_credentials')
    refuse(exchange, 214, 'wrong grant type');
  else {
    const known = [...bearers.owners].find(([, key]) => key === app.consumerKey)?.[0];
    const token = known ?? `AAAA${randomBytes(12).toString('base64url')}%2F${randomBytes(6).toString('base64url')}%3D`;
    if (known === undefined) state.issued.push({ kind: 'access_token', value: token });
    bearers.owners.set(token, app.consumerKey);
    json(exchange, 200, 'bearer token for the app', { token_type: 'bearer', access_token: token });
  }
  return true;
}

/** The documentation has two ways to say whose token it is, by Basic and by a signature: both are taken. */
function endBearer(exchange: Exchange, serving: Serving, { owners }: Bearers): true {
  const isBasic = exchange.req.headers.authorization?.startsWith('Basic ');
  const signed = isBasic ? undefined : serving.admit(exchange);
  if (!isBasic && !signed) return true;
  const key = signed ? signed.consumerKey : appOf(exchange, serving.state)?.consumerKey;
  const form = formOf(exchange.req.headers['content-type'], exchange.body);
  const token = form?.get('access_token') ?? exchange.query.get('access_token') ?? '';
  if (key === undefined || owners.get(token) !== key) refuse(exchange, 99, 'no token of this app');
  else {
    owners.delete(token);
    json(exchange, 200, 'bearer token invalidated', { access_token: token });
  }
  return true;
}

/** What an app may do without a user: read what is public. */
function serveApp(exchange: Exchange, { owners }: Bearers, posts: ItemStore): true {
  const token = (exchange.req.headers.authorization ?? '').slice('Bearer '.length);
  if (!owners.has(token)) refuse(exchange, 89, 'unknown bearer token');
  else if (`${exchange.method} ${exchange.path}` !== 'GET /1.1/statuses/user_timeline.json') {
    refuse(exchange, 220, 'an app without a user');
  } else {
    const list = posts.list(exchange.query.get('screen_name') ?? '').map(({ id, title }) => ({ id_str: id, text: title }));
    json(exchange, 200, `${list.length} posts`, list);
  }
  return true;
}
