/** Facebook Login and its Graph API as they behave: permissions a user may refuse, tokens that end with a subcode, calls proved with the secret. */
import { createHmac } from 'node:crypto';
import { json } from './answers';
import type { Exchange } from './server';
import { sameText } from './users';
import type { Refuse, Vendor, VendorServing, Wish } from './vendor-personality';
import { runVendor, type RunningVendor } from './vendor-server';
import type { VendorToken } from './vendor-state';
import { at } from './vendor-wording';

const LONG_SECONDS = 5_183_944;
const SUBCODES: Readonly<Record<string, number>> = { unknown: 467, expired: 463, revoked: 458 };

type Permission = 'granted' | 'declined';

export interface FacebookDouble extends RunningVendor {
  /** Every token that this user has so far is refused from now on: error 190 with this subcode. */
  end(username: string, subcode: 458 | 460 | 463 | 467): void;
  /** What this user answered about each permission. */
  permissions(username: string): Readonly<Record<string, Permission>>;
}

/** @see https://developers.facebook.com/docs/graph-api/guides/error-handling */
function refuseWith(exchange: Exchange, status: number, code: number, why: string, subcode?: number): void {
  const type = code === 100 && /appsecret_proof/.test(why) ? 'GraphMethodException' : 'OAuthException';
  const about = { message: why, type, code, ...(subcode !== undefined && { error_subcode: subcode }), fbtrace_id: 'Practice' };
  const challenge = {
    'www-authenticate': `OAuth "Facebook Platform" "${code === 190 ? 'invalid_token' : 'invalid_request'}" "${why}"`,
  };
  json(exchange, status, `refused ${code}${subcode === undefined ? '' : `/${subcode}`}: ${why}`, { error: about }, challenge);
}

const refuse: Refuse = (exchange, { error, why }) => {
  const subcode = SUBCODES[error];
  if (subcode !== undefined) return refuseWith(exchange, 400, 190, `Error validating access token: ${why}`, subcode);
  if (error === 'invalid_client') return refuseWith(exchange, 400, 1, 'Error validating client secret.');
  if (error === 'none') return refuseWith(exchange, 400, 2500, 'An active access token must be used.');
  if (error === 'redirect_uri_mismatch')
    return refuseWith(exchange, 400, 100, 'Make sure your redirect_uri is identical.', 36_008);
  if (error === 'invalid_grant') return refuseWith(exchange, 400, 100, 'This authorization code has been used.', 36_009);
  refuseWith(exchange, error === 'missing' ? 404 : 400, error === 'missing' ? 2500 : 100, why);
};

/** @param needsProof whether the app demands that every call proves it knows the secret; a proof that is wrong is refused anyway */
export async function startFacebook(needsProof = true): Promise<FacebookDouble> {
  const answered = new Map<string, Map<string, Permission>>();
  const ended = new Map<string, number>();
  const answersOf = (username: string): Map<string, Permission> => {
    const known = answered.get(username) ?? new Map<string, Permission>();
    answered.set(username, known);
    return known;
  };

  /** Who calls, with a live token and the proof that the caller knows the app's secret. Answers the refusal itself. */
  const admit = (exchange: Exchange, serving: VendorServing): VendorToken | undefined => {
    const token = serving.admit(exchange);
    if (!token) return undefined;
    const subcode = ended.get(token.value);
    const proof = createHmac('sha256', token.app.clientSecret ?? '')
      .update(token.value)
      .digest('hex');
    const sent = exchange.query.getAll('appsecret_proof');
    if (subcode !== undefined) refuseWith(exchange, 400, 190, 'Error validating access token: it has ended', subcode);
    else if (sent.length === 0 && needsProof)
      refuseWith(exchange, 400, 100, 'API calls from the server require an appsecret_proof argument');
    else if (sent.length > 1 || !sameText(sent[0] ?? proof, proof))
      refuseWith(exchange, 400, 100, 'Invalid appsecret_proof provided');
    else return token;
    return undefined;
  };

  const routes: Record<string, (exchange: Exchange, serving: VendorServing, token: VendorToken) => void> = {
    'GET /me': (exchange, _, { user }) => {
      const email = answersOf(user.username).get('email') === 'granted' ? { email: `${user.username}@practice.example` } : {};
      const all: Record<string, string> = { id: user.id, name: user.name, ...email };
      const fields = (exchange.query.get('fields') ?? 'id,name').split(',');
      const told = Object.entries(all).filter(([name]) => name === 'id' || fields.includes(name));
      json(exchange, 200, `token good, ${user.username}`, Object.fromEntries(told));
    },
    'GET /me/permissions': (exchange, _, { user }) => {
      const data = [...answersOf(user.username)].map(([permission, status]) => ({ permission, status }));
      json(exchange, 200, 'permissions told', { data });
    },
    'DELETE /me/permissions': (exchange, { state }, { user }) => {
      answered.delete(user.username);
      state.revokeGrants(user.username);
      json(exchange, 200, 'revoked', { success: true });
    },
    'GET /me/photos': (exchange, _, { user }) => {
      if (answersOf(user.username).get('user_photos') === 'granted') json(exchange, 200, 'photos told', { data: [] });
      else refuseWith(exchange, 403, 200, '(#200) Requires user_photos permission');
    },
  };

  const exchangeToken = (exchange: Exchange, { state, client }: VendorServing): void => {
    const { query } = exchange;
    const app = client(exchange, query);
    if (!app) return;
    const token = state.token('access_token', query.get('fb_exchange_token') ?? '');
    if (typeof token === 'string') return refuse(exchange, { error: token, why: `access token ${token}` });
    if (token.app !== app) return refuse(exchange, { error: 'unknown', why: 'access token of another app' });
    exchange.entry.user = token.user.username;
    const long = state.newToken('access_token', token, { seconds: LONG_SECONDS, family: token.family, long: true });
    json(exchange, 200, 'long-lived token given', { access_token: long.value, token_type: 'bearer', expires_in: LONG_SECONDS });
  };

  /** What a token is, told to the app itself. */
  const debugToken = (exchange: Exchange, { state }: VendorServing): void => {
    const [id = '', secret = ''] = (exchange.query.get('access_token') ?? '').split('|');
    const app = state.apps.get(id);
    if (!app || !sameText(app.clientSecret ?? '', secret))
      return refuse(exchange, { error: 'unknown', why: 'no token of an app' });
    const value = exchange.query.get('input_token') ?? '';
    const token = state.token('access_token', value);
    if (typeof token === 'string' || ended.has(value)) {
      const subcode = ended.get(value) ?? (typeof token === 'string' ? SUBCODES[token] : undefined);
      const error = { code: 190, message: 'Error validating access token', subcode };
      return json(exchange, 200, 'token told: not valid', { data: { app_id: id, is_valid: false, error, scopes: [] } });
    }
    const scopes = [...answersOf(token.user.username)].filter(([, answer]) => answer === 'granted').map(([name]) => name);
    const about = { app_id: id, type: 'USER', is_valid: true, user_id: token.user.id, scopes };
    json(exchange, 200, 'token told', { data: { ...about, expires_at: Math.round((token.expires ?? 0) / 1000) } });
  };

  const vendor: Vendor = {
    title: 'Practice Faces',
    hosts: ['www.facebook.com', 'graph.facebook.com'],
    hostOf: (path) =>
      /^\/(dialog\/|oauth\/(login|decision)|developers|$)/.test(path) ? 'www.facebook.com' : 'graph.facebook.com',
    plainPath: (path) => path.replace(/^\/v\d+\.\d+(?=\/)/, ''),
    responseType: 'code',
    pagePath: '/dialog/oauth',
    tokenPath: '/oauth/access_token',
    implicitly: ({ value, expires = 0 }) => ({
      access_token: value,
      expires_in: String(Math.round((expires - Date.now()) / 1000)),
      data_access_expiration_time: String(Math.round(expires / 1000) + 90 * 86_400),
    }),
    tokenByGet: true,
    auth: 'post',
    scopes: [
      'public_profile',
      'email',
      'user_friends',
      'user_photos',
      'user_posts',
      'user_videos',
      'user_birthday',
      'pages_show_list',
      'pages_read_engagement',
      'pages_manage_posts',
    ],
    separator: ',',
    pageParameters: { auth_type: ['rerequest', 'reauthenticate'], return_scopes: ['true'], display: ['page', 'popup'] },
    seconds: 5400,
    asks: ({ user, scopes, query }: Wish) => {
      const answers = answersOf(user.username);
      const again = query.get('auth_type') === 'rerequest';
      return scopes.filter((name) => name !== 'public_profile' && (again ? answers.get(name) !== 'granted' : !answers.has(name)));
    },
    allowed: (wish, ticked) => {
      const answers = answersOf(wish.user.username);
      const shown = vendor.asks?.(wish) ?? [];
      answers.set('public_profile', 'granted');
      for (const name of shown) answers.set(name, ticked.includes(name) ? 'granted' : 'declined');
      const by = (kind: Permission) => [...answers].filter(([, answer]) => answer === kind).map(([name]) => name);
      const told = { granted_scopes: by('granted').join(','), denied_scopes: by('declined').join(',') };
      return { scopes: by('granted'), fields: wish.query.get('return_scopes') === 'true' ? told : {} };
    },
    denial: {
      error: 'access_denied',
      error_code: '200',
      error_description: 'Permissions error',
      error_reason: 'user_denied',
    },
    suffix: '#_=_',
    reply: (exchange, { access, expiresIn }) =>
      json(exchange, 200, 'short-lived token given', { access_token: access.value, token_type: 'bearer', expires_in: expiresIn }),
    refuse,
    refuseApi: refuse,
    serve: (exchange, serving) => {
      const { query } = exchange;
      const exchanges = at(exchange, 'GET /oauth/access_token') && query.get('grant_type') === 'fb_exchange_token';
      if (!exchanges && exchange.path === '/oauth/access_token') return false;
      if (exchanges) exchangeToken(exchange, serving);
      else if (at(exchange, 'GET /debug_token')) debugToken(exchange, serving);
      else {
        const token = admit(exchange, serving);
        const route = routes[`${exchange.method} ${exchange.path}`];
        if (token && !route) refuse(exchange, { error: 'missing', why: 'Unknown path components' });
        else if (token) route?.(exchange, serving, token);
      }
      return true;
    },
  };

  const running = await runVendor(vendor);
  return Object.assign(running, {
    end: (username: string, subcode: number) => {
      for (const { kind, value, user } of running.issued)
        if (kind === 'access_token' && user === username) ended.set(value, subcode);
    },
    permissions: (username: string) => Object.fromEntries(answersOf(username)),
  });
}
