/** The API of Practice Vendor: what every personality's calls must have, and the routes that they share. */
import { json } from './answers';
import { formOf } from './request-body';
import type { Exchange } from './server';
import { serveSharedRoute } from './shared-api';
import { fingerprint } from './users';
import type { Vendor } from './vendor-personality';
import type { VendorState, VendorToken } from './vendor-state';

/**
 * The live token of a call, from its `Authorization` header alone.
 * @returns undefined when the call was refused, and answered
 */
export function admitCall(exchange: Exchange, vendor: Vendor, state: VendorState): VendorToken | undefined {
  const { req, query, body, entry } = exchange;
  const refuse = (error: string, why: string): undefined => {
    vendor.refuseApi(exchange, { error, why });
    return undefined;
  };
  if (query.has('access_token') || formOf(req.headers['content-type'], body)?.has('access_token')) {
    return refuse('request', 'a token outside the Authorization header');
  }
  const { authorization } = req.headers;
  if (authorization === undefined) return refuse('none', 'no token');
  const prefix = `${vendor.prefix ?? 'Bearer'} `;
  if (!authorization.startsWith(prefix)) return refuse('unknown', `not behind ${prefix.trim()}`);
  const value = authorization.slice(prefix.length);
  entry.token = fingerprint(value);
  const token = state.token('access_token', value);
  if (typeof token === 'string') return refuse(token, `access token ${token}`);
  entry.user = token.user.username;
  const problem = vendor.checkCall?.(exchange, token);
  return problem === undefined ? token : refuse('request', problem);
}

/** Serves anything under /api that is not the personality's own. */
export async function serveVendorApi(exchange: Exchange, vendor: Vendor, state: VendorState): Promise<void> {
  const token = admitCall(exchange, vendor, state);
  if (!token) return;
  const { user } = token;
  if (exchange.method === 'GET' && exchange.path === '/api/me') {
    return json(exchange, 200, `token good, ${user.username}`, { id: user.id, username: user.username, name: user.name });
  }
  const notFound = (one: Exchange) => vendor.refuseApi(one, { error: 'missing', why: 'no such route' });
  const badRequest = (one: Exchange, why: string) => vendor.refuseApi(one, { error: 'request', why });
  if (!(await serveSharedRoute(exchange, user, { notFound, badRequest }))) notFound(exchange);
}
