/** A short-lived token to be traded for a long-lived one, and calls that must be proved with the app's secret. */
import { createHmac } from 'node:crypto';
import { json } from './answers';
import { sameText } from './users';
import type { Refuse, Vendor } from './vendor-personality';
import { at } from './vendor-wording';

const LONG_SECONDS = 5_184_000;

const refuse: Refuse = (exchange, { error, why }) => {
  const dead: Record<string, number> = { unknown: 467, expired: 463, revoked: 460 };
  const sub = dead[error];
  const code = sub !== undefined ? 190 : error === 'none' ? 104 : error === 'invalid_client' ? 101 : 100;
  const about = { message: `practice: ${error.replaceAll('_', ' ')}`, type: 'OAuthException', code, fbtrace_id: 'practice' };
  const value = { error: sub === undefined ? about : { ...about, error_subcode: sub } };
  json(exchange, error === 'missing' ? 404 : 400, `refused ${code}: ${why}`, value);
};

export const exchange: Vendor = {
  title: 'Practice Faces',
  responseType: 'code',
  auth: 'post',
  scopes: ['public_profile', 'email', 'user_photos'],
  separator: ',',
  pageParameters: { auth_type: ['rerequest', 'reauthenticate'] },
  seconds: 3600,
  reply: (exchange, { access, expiresIn }) =>
    json(exchange, 200, 'short-lived token given', { access_token: access.value, token_type: 'bearer', expires_in: expiresIn }),
  refuse,
  refuseApi: refuse,
  checkCall: ({ query, path }, { app, value }) => {
    if (!path.startsWith('/api/')) return undefined;
    const proof = createHmac('sha256', app.clientSecret ?? '')
      .update(value)
      .digest('hex');
    const sent = query.getAll('appsecret_proof');
    return sent.length === 1 && sameText(sent[0] ?? '', proof) ? undefined : 'appsecret_proof is missing or wrong';
  },
  serve: (exchange, { state, client, admit }) => {
    if (at(exchange, 'DELETE /me/permissions')) {
      const token = admit(exchange);
      if (token) {
        state.endFamily(token.family);
        json(exchange, 200, 'revoked', { success: true });
      }
      return true;
    }
    if (!at(exchange, 'GET /oauth/access_token')) return false;
    const { query } = exchange;
    const app = client(exchange, query);
    if (!app) return true;
    const token = state.token('access_token', query.get('fb_exchange_token') ?? '');
    if (query.get('grant_type') !== 'fb_exchange_token') refuse(exchange, { error: 'request', why: 'another grant_type' });
    else if (typeof token === 'string') refuse(exchange, { error: token, why: `access token ${token}` });
    else if (token.app !== app) refuse(exchange, { error: 'unknown', why: 'access token of another app' });
    else {
      exchange.entry.user = token.user.username;
      const long = state.newToken('access_token', token, { seconds: LONG_SECONDS, family: token.family, long: true });
      const value = { access_token: long.value, token_type: 'bearer', expires_in: LONG_SECONDS };
      json(exchange, 200, 'long-lived token given', value);
    }
    return true;
  },
};
