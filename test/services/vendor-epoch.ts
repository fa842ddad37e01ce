/** An end in seconds since 1970, a place of its own for renewals, and another word than Bearer before the token. */
import { json } from './answers';
import type { Vendor } from './vendor-personality';
import { at, fieldsOf, refuseByStandard, refuseWith } from './vendor-wording';

export const epoch: Vendor = {
  title: 'Practice Runs',
  responseType: 'code',
  auth: 'post',
  scopes: ['read', 'activity:read', 'activity:write'],
  separator: ',',
  pageParameters: { approval_prompt: ['auto', 'force'] },
  offline: () => true,
  rotates: true,
  renewPath: '/oauth/renew',
  redirectUriOnRenewal: true,
  seconds: 3600,
  prefix: 'Practice-oauthtoken',
  reply: (exchange, { access, refresh, expiresIn = 0 }, { options }) => {
    const told = (seconds: number) => (options.numbersAsText ? String(seconds) : seconds);
    json(exchange, 200, 'tokens given', {
      token_type: 'Bearer',
      expires_at: told(Math.floor(Date.now() / 1000) + expiresIn),
      expires_in: told(expiresIn),
      ...(refresh ? { refresh_token: refresh.value } : {}),
      access_token: access.value,
      athlete: { id: Number(access.user.id), username: access.user.username },
    });
  },
  refuse: refuseByStandard,
  refuseApi: refuseWith(({ error }) => ({
    message: error === 'request' ? 'Bad Request' : error === 'missing' ? 'Record Not Found' : 'Authorization Error',
    errors: [{ resource: 'Athlete', field: 'access_token', code: error === 'none' ? 'missing' : 'invalid' }],
  })),
  serve: (exchange, { state }) => {
    if (!at(exchange, 'POST /oauth/deauthorize')) return false;
    const token = state.token('access_token', fieldsOf(exchange).get('access_token') ?? '');
    if (typeof token === 'string') epoch.refuseApi(exchange, { error: token, why: `access token ${token}` });
    else {
      state.endFamily(token.family);
      exchange.entry.user = token.user.username;
      json(exchange, 200, 'revoked', { access_token: token.value });
    }
    return true;
  },
};
