/** Basic and JSON bodies only, no scopes, and a version that every call must name. */
import { json } from './answers';
import type { Vendor } from './vendor-personality';
import { at, fieldsOf, refuseByStandard, refuseWith, statusOf } from './vendor-wording';

/** The one version there is. */
export const VERSION = '2022-06-28';

export const jsonBodies: Vendor = {
  title: 'Practice Notes',
  responseType: 'code',
  auth: 'basic',
  request: 'json',
  scopes: [],
  pageParameters: { owner: ['user'] },
  offline: () => true,
  rotates: true,
  reply: (exchange, { access, refresh }) =>
    json(exchange, 200, 'tokens given', {
      access_token: access.value,
      token_type: 'bearer',
      ...(refresh ? { refresh_token: refresh.value } : {}),
      bot_id: 'practice-bot',
      workspace_name: 'Practice',
      owner: { type: 'user', user: { id: access.user.id, name: access.user.username } },
    }),
  refuse: refuseByStandard,
  refuseApi: refuseWith((refusal) => {
    const codes: Record<string, string> = { request: 'missing_version', missing: 'object_not_found' };
    const code = codes[refusal.error] ?? 'unauthorized';
    return { object: 'error', status: statusOf(refusal), code, message: `practice: ${code}` };
  }),
  checkCall: ({ req }) => (req.headers['practice-version'] === VERSION ? undefined : 'no Practice-Version, or another'),
  serve: (exchange, { state, client }) => {
    if (!at(exchange, 'POST /oauth/revoke')) return false;
    const app = client(exchange, new URLSearchParams());
    if (!app) return true;
    const isJson = /^application\/json\b/.test(exchange.req.headers['content-type'] ?? '');
    const token = state.token('access_token', isJson ? (fieldsOf(exchange).get('token') ?? '') : '');
    if (typeof token === 'string' || token.app !== app) {
      refuseByStandard(exchange, { error: 'invalid_request', why: 'no such token in a JSON body' });
      return true;
    }
    state.endFamily(token.family);
    json(exchange, 200, 'revoked', { request_id: 'practice' });
    return true;
  },
};
