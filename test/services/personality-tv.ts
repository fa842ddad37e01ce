/** The video service: its API on a host that the access token names, permission levels, and errors with status 200. */
import { createHash, randomBytes } from 'node:crypto';
import { json } from './answers';
import { ItemStore } from './item-store';
import { parseMultipart } from './multipart';
import { refused } from './oauth1-refusals';
import { only, type ApiCall, type Personality, type Serving } from './personality';
import type { Exchange } from './server';
import { callParameters, isNewer, tvAnswer, wordAsEnvelope } from './tv-answers';
import { USERS, type PracticeUser } from './users';

const LEVELS = ['none', 'anonymous', 'read', 'write', 'admin', 'super'];

/** One caller of the API, however far it is known. */
interface Caller {
  readonly level: string;
  readonly user?: PracticeUser;
}

type Failure = { readonly code: string; readonly message: string };
type Result = { readonly data: Record<string, unknown> } | Failure;

/** The host of a user's site. */
type HostOf = (user: PracticeUser | undefined) => string;

interface Method {
  readonly level: string;
  serve(exchange: Exchange, caller: Caller): Result;
}

export function tv(): Personality {
  const photos = new ItemStore();
  let host = '';
  let sites: Readonly<Record<string, string>> = {};
  const hostOf = (user: PracticeUser | undefined): string => (user && sites[user.username]) ?? host;
  return {
    title: 'Practice Video',
    traits: { level: 'read' },
    verifier: { methods: ['HMAC-SHA1'], mayStand: (place, { method }) => method !== 'POST' || place !== 'query' },
    rules: {
      requestTokenMethods: ['GET', 'POST'],
      accessTokenMethods: ['GET', 'POST'],
      invalidatePaths: [],
      word: wordAsEnvelope,
      replyType: 'text/plain; charset=utf-8',
      level: (_verified, { level }) => level,
      accessReply: ({ user }) => ({ domain: hostOf(user), user_id: user.id }),
      checkPage: only('oauth_token'),
      pin: () => randomBytes(2).toString('hex'),
      spellCallback: (query) => query.replaceAll('-', '%2d'),
    },
    ownApiHost: (own, all) => {
      host = own;
      sites = all;
    },
    privilegedLevel: 'super',
    serveApi: (exchange, serving) => serveApi(exchange, serving, methodsOf(photos, hostOf), hostOf),
  };
}

function serveApi(exchange: Exchange, serving: Serving, methods: Record<string, Method>, hostOf: HostOf): boolean {
  const name = /^\/api\/(?:2\/)?(.+)$/.exec(exchange.path)?.[1] ?? '';
  const method = methods[name];
  if (!method) return false;
  if (exchange.method === 'POST' && exchange.query.size > 0) {
    wordAsEnvelope(exchange, refused(214, 'a query with a POST'));
    return true;
  }
  const caller = callerOf(exchange, serving);
  if (!caller) return true;
  if (caller.user && exchange.req.headers.host !== hostOf(caller.user)) {
    wordAsEnvelope(exchange, refused(89, 'a token of another site'));
    return true;
  }
  const mayCall = LEVELS.indexOf(caller.level) >= LEVELS.indexOf(method.level);
  const result: Result = mayCall
    ? method.serve(exchange, caller)
    : { code: 'permission_denied', message: `This method needs the permission level ${method.level}` };
  const failed = 'code' in result;
  const outcome = failed ? `refused ${result.code}` : `${name} served to ${caller.user?.username ?? 'nobody'}`;
  if (isNewer(exchange)) {
    const message = failed ? result.message : '';
    const status = mayCall ? (failed && 400) || 200 : 403;
    const envelope = { status: failed ? 'error' : 'ok', permission_level: caller.level, cached: '0', message };
    json(exchange, status, outcome, failed ? { ...envelope, code: result.code } : { ...envelope, data: result.data });
  } else if (failed) tvAnswer(exchange, outcome, { status: 'error', ...result, permission_level: caller.level });
  else tvAnswer(exchange, outcome, { status: 'ok', permission_level: caller.level, ...result.data });
  return true;
}

/** Who calls: nobody, an app, or a user by an app. @returns undefined once the exchange has been refused */
function callerOf(exchange: Exchange, serving: Serving): Caller | undefined {
  const isSigned =
    exchange.req.headers.authorization !== undefined ||
    [...callParameters(exchange).keys()].some((name) => name.startsWith('oauth_'));
  if (!isSigned) return { level: 'none' };
  if (!mentionsToken(exchange)) return serving.admit(exchange) && { level: 'anonymous' };
  const call: ApiCall | undefined = serving.admitUser(exchange);
  return call && { level: call.token.level ?? 'none', user: call.token.user };
}

function mentionsToken(exchange: Exchange): boolean {
  return (
    /\boauth_token="[^"]/.test(exchange.req.headers.authorization ?? '') || Boolean(callParameters(exchange).get('oauth_token'))
  );
}

function methodsOf(photos: ItemStore, hostOf: HostOf): Record<string, Method> {
  const siteOf = (user: PracticeUser | undefined) => ({
    site_id: user?.id ?? '0',
    site_name: user ? `Videos of ${user.name}` : 'Practice Video',
    domain: hostOf(user),
    product_key: 'practice',
  });
  return {
    echo: {
      level: 'none',
      serve: (exchange) => {
        const pairs = [...callParameters(exchange)].filter(([name]) => !name.startsWith('oauth_'));
        return { data: { echo: Object.fromEntries(pairs) } };
      },
    },
    'site/get': { level: 'anonymous', serve: (_exchange, { user }) => ({ data: { site: siteOf(user) } }) },
    'user/list': {
      level: 'anonymous',
      serve: (exchange) => {
        const id = callParameters(exchange).get('user_id');
        const found = USERS.filter((user) => id === null || user.id === id);
        return { data: { user: found.map((user) => ({ user_id: user.id, username: user.username, display_name: user.name })) } };
      },
    },
    'photo/list': {
      level: 'anonymous',
      serve: (_exchange, { user }) => {
        const list = user ? photos.list(user.username) : [];
        return { data: { photo: list.map(({ id, title }) => ({ photo_id: id, title })), total_count: String(list.length) } };
      },
    },
    'photo/upload': { level: 'write', serve: (exchange, { user }) => takeUpload(exchange, user, photos) },
    'user/get': {
      level: 'super',
      serve: (_exchange, { user }) => ({ data: { user: { user_id: user?.id ?? '', site_admin: '1' } } }),
    },
  };
}

function takeUpload(exchange: Exchange, user: PracticeUser | undefined, photos: ItemStore): Result {
  try {
    const parts = parseMultipart(exchange.req.headers['content-type'], exchange.body);
    const file = parts.find(({ name }) => name === 'file');
    if (!file || !user) return { code: 'no_file', message: 'There is no file in the upload' };
    const title = parts.find(({ name }) => name === 'title')?.data.toString('utf8') ?? '';
    const { id } = photos.add(user.username, title);
    const sha256 = createHash('sha256').update(file.data).digest('hex');
    return { data: { photo_id: id, title, size: file.data.length, sha256 } };
  } catch (error) {
    return { code: 'error_processing_upload', message: error instanceof Error ? error.message : 'malformed upload' };
  }
}
