/** The implicit grant and nothing else: a token in the fragment, and none after it. */
import { json } from './answers';
import type { Vendor } from './vendor-personality';
import { at, refuseByStandard, refuseWith, serveRevocation, statusOf } from './vendor-wording';

export const fragment: Vendor = {
  title: 'Practice Streams',
  responseType: 'token',
  auth: 'none',
  scopes: ['user:read:email', 'chat:read'],
  pageParameters: { force_verify: ['true', 'false'] },
  seconds: 3600,
  reply: () => {
    throw new Error('nothing is given but in the redirect');
  },
  refuse: refuseByStandard,
  refuseApi: refuseWith((refusal) => ({
    status: statusOf(refusal),
    message: refusal.error === 'request' || refusal.error === 'missing' ? refusal.error : 'invalid access token',
  })),
  serve: (exchange, serving) => {
    if (!at(exchange, 'GET /api/validate')) return serveRevocation(exchange, serving);
    const user = serving.admit(exchange)?.user;
    if (user) json(exchange, 200, `token good, ${user.username}`, { user_id: user.id, login: user.username });
    return true;
  },
};
