/** Tokens under `authed_user`, scopes with commas, and every answer with status 200. */
import { json } from './answers';
import type { Refuse, Vendor } from './vendor-personality';
import { at } from './vendor-wording';

const refuse: Refuse = (exchange, { error, why }) => {
  const names: Record<string, string> = {
    invalid_grant: why.startsWith('refresh') ? 'invalid_refresh_token' : 'invalid_code',
    redirect_uri_mismatch: 'bad_redirect_uri',
    invalid_client: 'bad_client_secret',
    unsupported_grant_type: 'invalid_grant_type',
    none: 'not_authed',
    unknown: 'invalid_auth',
    expired: 'token_expired',
    revoked: 'token_revoked',
    missing: 'unknown_method',
    request: 'invalid_arguments',
  };
  const code = names[error] ?? error;
  json(exchange, 200, `refused ${code}: ${why}`, { ok: false, error: code });
};

export const nested: Vendor = {
  title: 'Practice Team',
  responseType: 'code',
  auth: 'basic',
  pkce: 'optional',
  scopes: ['users:read', 'files:write', 'chat:write'],
  separator: ',',
  offline: () => true,
  rotates: true,
  seconds: 3600,
  reply: (exchange, { access, refresh, expiresIn }) =>
    json(exchange, 200, 'tokens given', {
      ok: true,
      team: { id: 'T1' },
      authed_user: {
        id: access.user.id,
        scope: access.scopes.join(','),
        access_token: access.value,
        ...(refresh ? { refresh_token: refresh.value } : {}),
        expires_in: expiresIn,
      },
    }),
  refuse,
  refuseApi: refuse,
  serve: (exchange, { state, admit }) => {
    const asks = at(exchange, 'GET /api/users.identity');
    if (!asks && !at(exchange, 'POST /api/auth.revoke')) return false;
    const token = admit(exchange);
    if (!token) return true;
    const { user } = token;
    if (asks) json(exchange, 200, `token good, ${user.username}`, { ok: true, user: { id: user.id, name: user.username } });
    else {
      state.endFamily(token.family);
      json(exchange, 200, 'revoked', { ok: true, revoked: true });
    }
    return true;
  },
};
