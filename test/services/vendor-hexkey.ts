/** `client_key` in place of `client_id`, and PKCE challenges in hex. */
import { json } from './answers';
import type { Vendor } from './vendor-personality';
import { at, fieldsOf, isDead, refuseWith } from './vendor-wording';

export const hexkey: Vendor = {
  title: 'Practice Clips',
  responseType: 'code',
  auth: 'post',
  clientIdName: 'client_key',
  pkce: 'hex',
  scopes: ['user.info.basic', 'video.list', 'video.publish'],
  separator: ',',
  pageParameters: { disable_auto_auth: ['0', '1'] },
  offline: () => true,
  rotates: true,
  seconds: 3600,
  reply: (exchange, { access, refresh, expiresIn }) =>
    json(exchange, 200, 'tokens given', {
      access_token: access.value,
      expires_in: expiresIn,
      open_id: access.user.id,
      ...(refresh ? { refresh_token: refresh.value, refresh_expires_in: 31_536_000 } : {}),
      scope: access.scopes.join(','),
      token_type: 'Bearer',
    }),
  refuse: (exchange, { error, why }) => {
    const code = error === 'redirect_uri_mismatch' ? 'invalid_grant' : error;
    const value = { error: code, error_description: `practice: ${code}`, log_id: 'practice' };
    json(exchange, code === 'invalid_client' ? 401 : 400, `refused ${code}: ${why}`, value);
  },
  refuseApi: refuseWith((refusal) => {
    const code = isDead(refusal) || refusal.error === 'none' ? 'access_token_invalid' : 'invalid_params';
    return { error: { code, message: `practice: ${refusal.error}`, log_id: 'practice' } };
  }),
  serve: (exchange, { state, admit, client }) => {
    if (at(exchange, 'GET /api/user/info')) {
      const user = admit(exchange)?.user;
      const told = user && { data: { user: { open_id: user.id, display_name: user.name } }, error: { code: 'ok' } };
      if (user) json(exchange, 200, `token good, ${user.username}`, told);
      return true;
    }
    if (!at(exchange, 'POST /oauth/revoke')) return false;
    const form = fieldsOf(exchange);
    const app = client(exchange, form);
    if (!app) return true;
    const token = state.token('access_token', form.get('token') ?? '');
    if (typeof token === 'string' || token.app !== app) {
      json(exchange, 400, 'refused: no such token', { error: 'invalid_request', error_description: 'practice: no such token' });
      return true;
    }
    state.endFamily(token.family);
    json(exchange, 200, 'revoked', {});
    return true;
  },
};
