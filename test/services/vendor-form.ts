/** Token replies as forms, errors among them and with status 200; tokens that never expire, revoked by DELETE. */
import { answer, json } from './answers';
import type { Exchange } from './server';
import type { Refuse, Vendor } from './vendor-personality';
import { at, fieldsOf, refuseWith } from './vendor-wording';

const form = (exchange: Exchange, outcome: string, fields: Record<string, string>): void =>
  answer(exchange, 200, outcome, new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
  });

const refuse: Refuse = (exchange, { error, why }) => {
  const names: Record<string, string> = {
    invalid_grant: 'bad_verification_code',
    invalid_client: 'incorrect_client_credentials',
  };
  const code = names[error] ?? error;
  form(exchange, `refused ${code}: ${why}`, { error: code, error_description: `practice: ${code.replaceAll('_', ' ')}` });
};

export const formReplies: Vendor = {
  title: 'Practice Code',
  responseType: 'code',
  auth: 'post',
  pkce: 'optional',
  scopes: ['read:user', 'repo', 'gist'],
  pageParameters: { prompt: ['select_account'], login: ['alice', 'bob'] },
  reply: (exchange, { access }) =>
    form(exchange, 'token given', { access_token: access.value, scope: access.scopes.join(','), token_type: 'bearer' }),
  refuse,
  refuseApi: refuseWith(({ error, why }) => ({
    message:
      error === 'missing'
        ? 'Not Found'
        : error === 'request'
          ? why
          : error === 'none'
            ? 'Requires authentication'
            : 'Bad credentials',
  })),
  serve: (exchange, { state, admit, client }) => {
    if (at(exchange, 'GET /api/user')) {
      const user = admit(exchange)?.user;
      if (user)
        json(exchange, 200, `token good, ${user.username}`, { id: Number(user.id), login: user.username, name: user.name });
      return true;
    }
    const named = /^\/applications\/([^/]+)\/token$/.exec(exchange.path)?.[1];
    if (named === undefined || exchange.method !== 'DELETE') return false;
    const app = client(exchange, new URLSearchParams(), 'basic');
    if (!app) return true;
    const token = state.token('access_token', fieldsOf(exchange).get('access_token') ?? '');
    if (app.clientId !== named || typeof token === 'string' || token.app !== app) {
      json(exchange, 404, 'refused: no such token of this app', { message: 'Not Found' });
      return true;
    }
    state.endFamily(token.family);
    exchange.entry.user = token.user.username;
    answer(exchange, 204, 'revoked', '');
    return true;
  },
};
