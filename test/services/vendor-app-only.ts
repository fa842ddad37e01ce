/** The app as itself: keys percent-encoded before Basic, the same token each time, to be used as it comes. */
import { json } from './answers';
import type { Refuse, Vendor } from './vendor-personality';
import { at, fieldsOf, refuseWith } from './vendor-wording';

const errors = (code: number, label?: string) => ({
  errors: [{ code, message: `practice: ${code}`, ...(label === undefined ? {} : { label }) }],
});
const refuse: Refuse = (exchange, { error, why }) => {
  const value = error === 'invalid_client' ? errors(99, 'authenticity_token_error') : errors(170, 'forbidden_missing_parameter');
  json(exchange, 403, `refused ${error}: ${why}`, value);
};

export const appOnly: Vendor = {
  title: 'Practice Feed',
  auth: 'basic',
  scopes: [],
  odd: true,
  reply: (exchange, { access }) => json(exchange, 200, 'token given', { token_type: 'bearer', access_token: access.value }),
  refuse,
  refuseApi: refuseWith(({ error }) => errors(error === 'none' ? 215 : error === 'missing' ? 34 : error === 'request' ? 25 : 89)),
  serve: (exchange, { state, client }) => {
    if (!at(exchange, 'POST /oauth2/invalidate_token')) return false;
    const form = fieldsOf(exchange);
    const app = client(exchange, form);
    if (!app) return true;
    const token = state.token('access_token', form.get('access_token') ?? '');
    if (typeof token === 'string' || token.app !== app) {
      json(exchange, 403, 'refused: no such token', errors(348, 'invalid_token'));
      return true;
    }
    state.endFamily(token.family);
    json(exchange, 200, 'revoked', { access_token: token.value });
    return true;
  },
};
