/** Tokens inside a list, no refresh token: a long-lived token renews itself. */
import { json } from './answers';
import type { Refuse, Vendor } from './vendor-personality';
import { at, statusOf } from './vendor-wording';

const LONG_SECONDS = 5_184_000;

const refuse: Refuse = (exchange, refusal) => {
  const { error, why } = refusal;
  const dead = ['unknown', 'expired', 'revoked'].includes(error);
  const about = {
    message: `practice: ${error.replaceAll('_', ' ')}`,
    type: dead ? 'OAuthException' : 'IGApiException',
    code: dead ? 190 : 100,
  };
  json(exchange, dead ? 400 : statusOf(refusal), `refused ${error}: ${why}`, { error: about });
};

export const selfRenewing: Vendor = {
  title: 'Practice Pictures',
  responseType: 'code',
  auth: 'post',
  scopes: ['business_basic', 'business_publish'],
  separator: ',',
  seconds: 3600,
  suffix: '#_',
  reply: (exchange, { access }) => {
    const one = { access_token: access.value, user_id: access.user.id, permissions: access.scopes };
    json(exchange, 200, 'short-lived token given', { data: [one] });
  },
  refuse: (exchange, { error, why }) =>
    json(exchange, 400, `refused ${error}: ${why}`, {
      error_type: 'OAuthException',
      code: 400,
      error_message: `practice: ${error}`,
    }),
  refuseApi: refuse,
  serve: (exchange, { state, options }) => {
    const trades = at(exchange, 'GET /access_token');
    if (!trades && !at(exchange, 'GET /refresh_access_token')) return false;
    const { query, entry } = exchange;
    const token = state.token('access_token', query.get('access_token') ?? '');
    if (query.get('grant_type') !== (trades ? 'ig_exchange_token' : 'ig_refresh_token')) {
      refuse(exchange, { error: 'request', why: 'another grant_type' });
    } else if (typeof token === 'string') refuse(exchange, { error: token, why: `access token ${token}` });
    else if (trades && query.get('client_secret') !== token.app.clientSecret) {
      refuse(exchange, { error: 'request', why: 'another secret' });
    } else if (trades === token.long) {
      refuse(exchange, { error: 'request', why: trades ? 'long-lived already' : 'only a long-lived token is renewed' });
    } else {
      entry.user = token.user.username;
      const seconds = options.accessTokenSeconds ?? LONG_SECONDS;
      const fresh = state.newToken('access_token', token, { seconds, family: token.family, long: true });
      const value = { access_token: fresh.value, token_type: 'bearer', expires_in: seconds };
      json(exchange, 200, trades ? 'long-lived token given' : 'token renewed', value);
    }
    return true;
  },
};
