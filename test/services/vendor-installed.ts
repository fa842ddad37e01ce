/** A public client that goes as the user name of Basic; a refresh token only for those who asked for a permanent one. */
import { json } from './answers';
import type { Vendor } from './vendor-personality';
import { at, refuseByStandard, refuseWith, serveRevocation, statusOf } from './vendor-wording';

export const installed: Vendor = {
  title: 'Practice Forum',
  responseType: 'code',
  auth: 'basic_without_secret',
  scopes: ['identity', 'read', 'submit'],
  pageParameters: { duration: ['temporary', 'permanent'] },
  offline: (query) => query.get('duration') === 'permanent',
  seconds: 3600,
  reply: (exchange, { access, refresh, expiresIn }) =>
    json(exchange, 200, 'tokens given', {
      access_token: access.value,
      token_type: 'bearer',
      expires_in: expiresIn,
      scope: access.scopes.join(' '),
      ...(refresh ? { refresh_token: refresh.value } : {}),
    }),
  refuse: (exchange, refusal) => {
    if (refusal.error !== 'invalid_client') return refuseByStandard(exchange, refusal);
    json(exchange, 401, `refused: ${refusal.why}`, { message: 'Unauthorized', error: 401 });
  },
  refuseApi: refuseWith((refusal) => {
    const status = statusOf(refusal);
    return { message: status === 401 ? 'Unauthorized' : `practice: ${refusal.error}`, error: status };
  }),
  serve: (exchange, serving) => {
    if (!at(exchange, 'GET /api/v1/me')) return serveRevocation(exchange, serving);
    const user = serving.admit(exchange)?.user;
    if (user) json(exchange, 200, `token good, ${user.username}`, { id: user.id, name: user.username });
    return true;
  },
};
