/** X's OAuth 2.0 and API v2 as they behave: half a minute for a code, refresh tokens for whoever asked for them, each good once, and problems as JSON. */
import { json } from './answers';
import { parseMultipart } from './multipart';
import { jsonOf } from './request-body';
import type { Exchange } from './server';
import type { Refuse, Vendor, VendorAuth } from './vendor-personality';
import { runVendor, type RunningVendor } from './vendor-server';
import type { VendorToken } from './vendor-state';
import { at, fieldsOf } from './vendor-wording';

const SCOPES = [
  'tweet.read',
  'users.read',
  'offline.access',
  'users.email',
  'tweet.write',
  'tweet.moderate.write',
  'follows.read',
  'follows.write',
  'like.read',
  'like.write',
  'bookmark.read',
  'bookmark.write',
  'list.read',
  'list.write',
  'mute.read',
  'mute.write',
  'block.read',
  'block.write',
  'dm.read',
  'dm.write',
  'space.read',
  'media.write',
];

/** @see RFC 9457, with X's own addresses of problems */
export function problem(exchange: Exchange, status: number, title: string, detail: string, name?: string): void {
  const type = name === undefined ? 'about:blank' : `https://api.x.com/2/problems/${name}`;
  const value = { title, type, status, detail };
  json(exchange, status, `refused: ${detail}`, value, { 'content-type': 'application/problem+json; charset=utf-8' });
}

/** X says `invalid_request` where the standard has `invalid_grant`. */
const refuse: Refuse = (exchange, { error, why }) => {
  const spent = error === 'invalid_grant' || error === 'redirect_uri_mismatch';
  const what = /refresh/.test(why) ? 'token' : 'authorization code';
  const text = spent ? `Value passed for the ${what} was invalid.` : 'Missing valid authorization header';
  const code = spent ? 'invalid_request' : error === 'invalid_client' ? 'unauthorized_client' : error;
  json(exchange, code === 'unauthorized_client' ? 401 : 400, `refused ${code}: ${why}`, { error: code, error_description: text });
};

const refuseApi: Refuse = (exchange, { error, why }) => {
  if (error === 'missing') return problem(exchange, 404, 'Not Found Error', why, 'resource-not-found');
  if (error === 'request') return problem(exchange, 400, 'Invalid Request', why, 'invalid-request');
  exchange.entry.outcome = `refused ${error}: ${why}`;
  problem(exchange, 401, 'Unauthorized', 'Unauthorized');
};

interface Route {
  readonly scopes: readonly string[];
  serve(exchange: Exchange, token: VendorToken): void;
}

const routes: Record<string, Route> = {
  'GET /2/users/me': {
    scopes: ['tweet.read', 'users.read'],
    serve: (exchange, { user }) =>
      json(exchange, 200, `token good, ${user.username}`, { data: { id: user.id, name: user.name, username: user.username } }),
  },
  'GET /2/tweets': {
    scopes: ['tweet.read', 'users.read'],
    serve: (exchange) => {
      const absent = { resource_type: 'tweet', resource_id: '1', title: 'Not Found Error', parameter: 'ids' };
      json(exchange, 200, 'partly told', { data: [{ id: '20', text: 'a post' }], errors: [absent] });
    },
  },
  'POST /2/tweets': {
    scopes: ['tweet.read', 'tweet.write', 'users.read'],
    serve: (exchange) => {
      const text = jsonOf(exchange.req.headers['content-type'], exchange.body)?.['text'];
      if (typeof text !== 'string') return refuseApi(exchange, { error: 'request', why: 'text is missing' });
      json(exchange, 201, 'posted', { data: { id: '21', text } });
    },
  },
  'POST /2/media/upload': {
    scopes: ['media.write'],
    serve: (exchange) => {
      const parts = parseMultipart(exchange.req.headers['content-type'], exchange.body);
      const media = parts.find(({ name }) => name === 'media');
      if (!media) return refuseApi(exchange, { error: 'request', why: 'media is missing' });
      json(exchange, 200, 'media taken', { data: { id: '22', size: media.data.length } });
    },
  },
};

/** @param auth `none` for a native or single-page app, `basic` for one with a secret */
export function startXService(auth: Extract<VendorAuth, 'none' | 'basic'> = 'none'): Promise<RunningVendor> {
  const vendor: Vendor = {
    title: 'Practice Microblog 2',
    hosts: ['x.com', 'api.x.com'],
    hostOf: (path) => (path.startsWith('/2/') ? 'api.x.com' : 'x.com'),
    responseType: 'code',
    pagePath: '/i/oauth2/authorize',
    tokenPath: '/2/oauth2/token',
    auth,
    pkce: 'required',
    scopes: SCOPES,
    codeSeconds: 30,
    offline: (_query, scopes) => scopes.includes('offline.access'),
    rotates: true,
    seconds: 7200,
    reply: (exchange, { access, refresh, expiresIn }) =>
      json(exchange, 200, 'tokens given', {
        token_type: 'bearer',
        expires_in: expiresIn,
        access_token: access.value,
        scope: access.scopes.join(' '),
        ...(refresh && { refresh_token: refresh.value }),
      }),
    refuse,
    refuseApi,
    serve: (exchange, { state, client, admit }) => {
      if (!exchange.path.startsWith('/2/') || exchange.path === '/2/oauth2/token') return false;
      if (at(exchange, 'POST /2/oauth2/revoke')) {
        const form = fieldsOf(exchange);
        if (!client(exchange, form)) return true;
        for (const kind of ['access_token', 'refresh_token'] as const) {
          const token = state.token(kind, form.get('token') ?? '');
          if (typeof token !== 'string') state.endFamily(token.family);
        }
        json(exchange, 200, 'revoked', { revoked: true });
        return true;
      }
      const token = admit(exchange);
      if (!token) return true;
      const route = routes[`${exchange.method} ${exchange.path}`];
      if (!route) refuseApi(exchange, { error: 'missing', why: 'no such resource' });
      else if (!route.scopes.every((scope) => token.scopes.includes(scope))) problem(exchange, 403, 'Forbidden', 'Forbidden');
      else route.serve(exchange, token);
      return true;
    },
  };
  return runVendor(vendor);
}
