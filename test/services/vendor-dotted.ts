/** A public client; tokens that last only for those who asked for it; calls by POST without a body. */
import { json } from './answers';
import type { Vendor } from './vendor-personality';
import { at, refuseByStandard } from './vendor-wording';

export const dotted: Vendor = {
  title: 'Practice Box',
  responseType: 'code',
  auth: 'none',
  pkce: 'required',
  scopes: ['account_info.read', 'files.content.read', 'files.content.write'],
  pageParameters: {
    token_access_type: ['online', 'offline'],
    force_reapprove: ['true', 'false'],
    force_reauthentication: ['true', 'false'],
  },
  offline: (query) => query.get('token_access_type') === 'offline',
  seconds: 14_400,
  reply: (exchange, { access, refresh, expiresIn }) =>
    json(exchange, 200, 'tokens given', {
      access_token: access.value,
      token_type: 'bearer',
      expires_in: expiresIn,
      ...(refresh ? { refresh_token: refresh.value } : {}),
      scope: access.scopes.join(' '),
      uid: access.user.id,
      account_id: `dbid:${access.user.id}`,
    }),
  refuse: refuseByStandard,
  refuseApi: (exchange, { error, why }) => {
    const tag = error === 'expired' ? 'expired_access_token' : 'invalid_access_token';
    const status = error === 'request' ? 400 : error === 'missing' ? 404 : 401;
    const value = status === 401 ? { error_summary: `${tag}/..`, error: { '.tag': tag } } : { error_summary: `${error}/..` };
    json(exchange, status, `refused ${error}: ${why}`, value);
  },
  serve: (exchange, { state, admit }) => {
    const asks = at(exchange, 'POST /api/2/users/get_current_account');
    if (!asks && !at(exchange, 'POST /api/2/auth/token/revoke')) return false;
    const token = admit(exchange);
    if (!token) return true;
    const { user } = token;
    if (exchange.body.length > 0 || exchange.req.headers['content-type'] !== undefined) {
      dotted.refuseApi(exchange, { error: 'request', why: 'this call takes no body and no type' });
    } else if (asks) {
      const told = {
        account_id: `dbid:${user.id}`,
        name: { display_name: user.name },
        email: `${user.username}@practice.example`,
      };
      json(exchange, 200, `token good, ${user.username}`, told);
    } else {
      state.endFamily(token.family);
      json(exchange, 200, 'revoked', null);
    }
    return true;
  },
};
