/** The API of Practice Cyclr: tokens by client credentials, sign-in tokens, connectors and their methods. */
import { json } from './answers';
import type { ApiToken, Connector, CyclrState } from './cyclr-state';
import { utc } from './cyclr-state';
import { formOf, jsonOf } from './request-body';
import type { Exchange } from './server';
import { fingerprint, sameText } from './users';

const refuse = (exchange: Exchange, status: number, message: string, headers: Record<string, string> = {}): void =>
  json(exchange, status, `refused: ${message}`, { Message: message }, headers);

export function serveCyclrApi(exchange: Exchange, state: CyclrState): void {
  const { path, method } = exchange;
  if (path === '/oauth/token') return token(exchange, state);
  const bearer = bearerOf(exchange, state);
  if (!bearer) {
    return refuse(exchange, 401, 'Authorization has been denied for this request.', { 'www-authenticate': 'Bearer' });
  }
  exchange.entry.token = fingerprint(bearer.value);
  const signIn = /^\/v1\.0\/accounts\/([^/]+)\/signintoken$/.exec(path);
  if (method === 'POST' && signIn) return signInToken(exchange, state, bearer, decodeURIComponent(signIn[1] ?? ''));
  if (method === 'POST' && path === '/v1.0/accounts/tokens') {
    const account = bodyOf(exchange)?.['AccountId']; // the older form names the account in its body
    return signInToken(exchange, state, bearer, typeof account === 'string' ? account : '');
  }
  if (method === 'GET' && path === '/v1.0/accounts') {
    const all = [...state.accounts.keys()].filter((id) => bearer.account === undefined || bearer.account === id);
    return json(
      exchange,
      200,
      'accounts listed',
      all.map((Id) => ({ Id })),
    );
  }
  const route = /^\/v1\.0\/account\/connectors(?:\/(\d+)(?:\/methods\/([\w-]+))?)?$/.exec(path);
  if (!route) return refuse(exchange, 404, 'No such route.');
  const account = accountOf(exchange, state, bearer);
  if (account === undefined) return;
  const [, id, call] = route;
  if (id === undefined) {
    const all = [...state.connectors.values()].filter((one) => one.account === account);
    return method === 'GET'
      ? json(exchange, 200, 'connectors listed', all.map(viewOf))
      : refuse(exchange, 405, 'The method is not allowed.');
  }
  const connector = state.connectors.get(Number(id));
  if (connector?.account !== account) return refuse(exchange, 404, 'The connector was not found in this account.');
  if (call !== undefined) return callMethod(exchange, connector, call);
  if (method === 'GET') return json(exchange, 200, 'connector shown', viewOf(connector));
  if (method === 'PUT') return change(exchange, connector);
  refuse(exchange, 405, 'The method is not allowed.');
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4 */
function token(exchange: Exchange, state: CyclrState): void {
  const { method, req, body } = exchange;
  const form = method === 'POST' ? formOf(req.headers['content-type'], body) : undefined;
  const wrong = (error: string): void => json(exchange, 400, `refused: ${error}`, { error });
  if (form?.get('grant_type') !== 'client_credentials') return wrong('unsupported_grant_type');
  const { id, secret } = state.client;
  if (form.get('client_id') !== id || !sameText(form.get('client_secret') ?? '', secret)) return wrong('invalid_client');
  const scope = form.get('scope');
  const account = /^account:(.+)$/.exec(scope ?? '')?.[1];
  if (scope && (account === undefined || !state.accounts.has(account))) return wrong('invalid_scope');
  const { value } = state.apiToken(account);
  const reply = { access_token: value, token_type: 'bearer', expires_in: state.tokenSeconds, clientId: id };
  json(exchange, 200, 'token issued', reply);
}

function bearerOf({ req }: Exchange, state: CyclrState): ApiToken | undefined {
  const value = /^Bearer (\S+)$/.exec(req.headers.authorization ?? '')?.[1];
  return state.tokens.find((one) => one.value === value && one.expiresAt > state.now());
}

/** The account that an account-level call names in its header; answers where it names none that the token reaches. */
function accountOf(exchange: Exchange, state: CyclrState, bearer: ApiToken): string | undefined {
  const named = exchange.req.headers['x-cyclr-account'];
  const account = typeof named === 'string' ? named : undefined;
  if (account === undefined) refuse(exchange, 400, 'The X-Cyclr-Account header is missing.');
  else if (!state.accounts.has(account)) refuse(exchange, 404, 'The account was not found.');
  else if (bearer.account !== undefined && bearer.account !== account) refuse(exchange, 403, 'The token is for another account.');
  else return account;
  return undefined;
}

function bodyOf({ req, body }: Exchange): Record<string, unknown> | undefined {
  return jsonOf(req.headers['content-type'], body);
}

function signInToken(exchange: Exchange, state: CyclrState, bearer: ApiToken, account: string): void {
  if (!state.accounts.has(account)) return refuse(exchange, 404, 'The account was not found.');
  if (bearer.account !== undefined && bearer.account !== account)
    return refuse(exchange, 403, 'The token is for another account.');
  const username = bodyOf(exchange)?.['Username'];
  if (typeof username !== 'string' || username === '') return refuse(exchange, 400, 'The Username is missing.');
  const { value, expiresAt } = state.signInToken(account, username);
  json(exchange, 200, `sign-in token for ${username}`, { Token: value, ExpiresAtUtc: utc(expiresAt) });
}

function viewOf({ id, name, auth, authValue, authenticated }: Connector): object {
  const type = auth === 'OAuth2' ? { OAuth2Type: 'AuthorisationCode' } : {};
  return {
    Id: id,
    Name: name,
    AuthValue: authValue ?? null,
    Authenticated: authenticated,
    Connector: { Name: name, AuthType: auth, ...type },
  };
}

/** The key itself; base64 of user and password; for OAuth 2.0 a JSON text with the tokens, or `{}`. */
function change(exchange: Exchange, connector: Connector): void {
  const value = bodyOf(exchange)?.['AuthValue'];
  if (typeof value !== 'string' || value === '') return refuse(exchange, 400, 'The AuthValue is missing.');
  if (connector.auth === 'Basic' && !isPair(value)) return refuse(exchange, 400, 'The AuthValue is not base64 of user:password.');
  if (connector.auth === 'OAuth2') {
    const tokens = jsonOf('application/json', Buffer.from(value));
    if (!tokens) return refuse(exchange, 400, 'The AuthValue is not JSON.');
    connector.authenticated = typeof tokens['AccessToken'] === 'string';
  } else connector.authenticated = true;
  connector.authValue = value;
  json(exchange, 200, 'connector changed', viewOf(connector));
}

function isPair(value: string): boolean {
  const bytes = Buffer.from(value, 'base64');
  return bytes.toString('base64') === value && bytes.includes(':');
}

/** What the system behind the connector says, which gets the stored credentials with every call. */
function callMethod(exchange: Exchange, connector: Connector, call: string): void {
  const body = bodyOf(exchange);
  if (exchange.method !== 'POST' || !body) return refuse(exchange, 400, 'The body is not JSON.');
  const stranger = Object.keys(body).find((name) => !['Parameters', 'Fields', 'Mergefields'].includes(name));
  if (stranger !== undefined) return refuse(exchange, 400, `There is no ${stranger}.`);
  if (!connector.authenticated) return refuse(exchange, 400, 'The connector is not authenticated.');
  if (connector.good !== undefined && connector.authValue !== connector.good)
    return refuse(exchange, 400, 'The system behind the connector refused its credentials.');
  const { user = 'alice', name } = connector;
  json(exchange, 200, `called ${call} of ${name}`, { Method: call, Connector: name, As: user, Fields: body['Fields'] ?? {} });
}
