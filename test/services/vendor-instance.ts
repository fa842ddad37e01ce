/** A reply that names the account's own API host and not how long the token lives. */
import { createHash } from 'node:crypto';
import { json } from './answers';
import type { Vendor } from './vendor-personality';
import { at, refuseByStandard, refuseWith, serveRevocation } from './vendor-wording';

export const instance: Vendor = {
  title: 'Practice Sales',
  responseType: 'code',
  auth: 'none',
  pkce: 'required',
  scopes: ['api', 'id', 'refresh_token'],
  pageParameters: { prompt: ['login', 'consent', 'login consent', 'select_account'], login_hint: ['alice', 'bob'] },
  offline: (_query, scopes) => scopes.includes('refresh_token'),
  ownApi: true,
  reply: (exchange, { access, refresh }, { apiOrigin, origin }) => {
    const issued = String(Date.now());
    json(exchange, 200, 'tokens given', {
      access_token: access.value,
      ...(refresh ? { refresh_token: refresh.value } : {}),
      signature: createHash('sha256').update(issued).digest('base64'),
      scope: access.scopes.join(' '),
      instance_url: apiOrigin,
      id: `${origin}/id/practice/${access.user.id}`,
      token_type: 'Bearer',
      issued_at: issued,
    });
  },
  refuse: refuseByStandard,
  refuseApi: refuseWith(({ error }) => {
    const codes: Record<string, string> = { request: 'BAD_REQUEST', missing: 'NOT_FOUND' };
    return [{ message: `practice: ${error}`, errorCode: codes[error] ?? 'INVALID_SESSION_ID' }];
  }),
  serve: (exchange, serving) => {
    if (!at(exchange, 'GET /oauth/userinfo')) return serveRevocation(exchange, serving);
    const user = serving.admit(exchange)?.user;
    if (user) json(exchange, 200, `token good, ${user.username}`, { user_id: user.id, preferred_username: user.username });
    return true;
  },
};
