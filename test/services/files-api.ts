/** The API of Practice Files: every route needs a live bearer token, some a scope. */
import { answer, json } from './answers';
import type { DpopGate } from './dpop-gate';
import type { FilesStore } from './files-store';
import { itemFields, type ItemStore } from './item-store';
import { formOf, jsonOf } from './request-body';
import type { Exchange } from './server';
import { serveSharedRoute } from './shared-api';
import { fingerprint, userById, type PracticeUser } from './users';

const refusals = {
  notFound: (exchange: Exchange) => fail(exchange, 404, 'not_found', 'no such route or item'),
  badRequest: (exchange: Exchange, reason: string) => fail(exchange, 400, 'invalid_request', reason),
};

/** What the API demands of a token beside its being alive. */
export interface ApiDemands {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Every token must be bound, and every call carry a proof. */
  readonly dpop: DpopGate | undefined;
  /** The token must be meant for one of these. */
  readonly resources: readonly string[];
}

/** Serves anything under /api. @see RFC 6750 section 3.1 */
export async function serveFilesApi(exchange: Exchange, store: FilesStore, files: ItemStore, demands: ApiDemands): Promise<void> {
  const admitted = admit(exchange, store, demands);
  if (!admitted) return;
  const { user, scopes } = admitted;
  const { method, path } = exchange;
  const needed = scopeFor(method, path);
  if (needed !== undefined && !scopes.has(needed)) {
    const challenge = `Bearer error="insufficient_scope", scope="${needed}"`;
    return fail(exchange, 403, 'insufficient_scope', `${needed} was not granted`, challenge);
  }
  if (method === 'GET' && path === '/api/me') {
    return json(exchange, 200, `token good, ${user.username}`, { id: user.id, username: user.username, name: user.name });
  }
  if (await serveSharedRoute(exchange, user, refusals)) return;
  serveFiles(exchange, user, files);
}

function admit(
  exchange: Exchange,
  store: FilesStore,
  { origin, dpop, resources }: ApiDemands,
): { user: PracticeUser; scopes: Set<string> } | undefined {
  const { req, query, entry, body, method, path } = exchange;
  const scheme = dpop ? 'DPoP' : 'Bearer';
  const invalid = (reason: string) => {
    const challenge = `${scheme} error="invalid_token", error_description="the access token is not valid"`;
    fail(exchange, 401, 'invalid_token', 'the access token is not valid', challenge, reason);
    return undefined;
  };
  if (query.has('access_token') || formOf(req.headers['content-type'], body)?.has('access_token')) {
    refusals.badRequest(exchange, 'bearer token outside the Authorization header');
    return undefined;
  }
  const header = req.headers.authorization;
  if (header === undefined) {
    fail(exchange, 401, 'invalid_token', 'an access token is needed', `${scheme} realm="practice-files"`, 'no token sent');
    return undefined;
  }
  const [, sent, value] = /^(Bearer|DPoP) ([A-Za-z0-9\-._~+/]+=*)$/.exec(header) ?? [];
  if (value === undefined || sent !== scheme) return invalid('malformed Authorization header');
  entry.token = fingerprint(value);
  const stored = store.accessToken(value);
  if (typeof stored === 'string') return invalid(`access token ${stored}`);
  const audience = [stored.aud ?? []].flat();
  if (resources.length > 0 && !audience.some((one) => resources.includes(one)))
    return invalid('access token for another resource');
  if (dpop) {
    if (stored.jkt === undefined) return invalid('access token bound to no key');
    const proof = req.headers['dpop'];
    const expected = { proof: typeof proof === 'string' ? proof : undefined, method, url: origin + path };
    const problem = dpop.problem({ ...expected, accessToken: value, jkt: stored.jkt });
    exchange.res.setHeader('dpop-nonce', dpop.nonces.nextChallenge());
    if (problem) {
      fail(exchange, 401, problem.error, 'the DPoP proof is not accepted', `DPoP error="${problem.error}"`, problem.why);
      return undefined;
    }
  }
  const scopes = new Set((stored.scope ?? '').split(' '));
  if (stored.kind === 'ClientCredentials') {
    const id = stored.clientId ?? '';
    return { user: { id, username: 'app', password: '', name: 'The app itself' }, scopes };
  }
  const user = userById(stored.accountId ?? '');
  if (!user) return invalid('access token without a user');
  entry.user = user.username;
  return { user, scopes };
}

function scopeFor(method: string, path: string): string | undefined {
  if (path === '/api/upload') return 'files.write';
  if (!/^\/api\/files(\/|$)/.test(path)) return undefined;
  return method === 'GET' ? 'files.read' : 'files.write';
}

function serveFiles(exchange: Exchange, user: PracticeUser, files: ItemStore): void {
  const { method, path, query } = exchange;
  const id = /^\/api\/files\/(\d+)$/.exec(path)?.[1];
  if (method === 'GET' && path === '/api/files') {
    const list = files.list(user.username, query.getAll('tag'));
    return json(exchange, 200, `${list.length} files of ${user.username}`, list);
  }
  if (method === 'DELETE' && id !== undefined) {
    const gone = files.remove(user.username, id);
    return gone ? answer(exchange, 204, 'file deleted', '') : refusals.notFound(exchange);
  }
  const creates = method === 'POST' && path === '/api/files';
  if (!creates && !(method === 'PUT' && id !== undefined)) return refusals.notFound(exchange);
  const fields = itemFields(jsonOf(exchange.req.headers['content-type'], exchange.body));
  if (!fields) return refusals.badRequest(exchange, 'needs JSON with a title');
  if (creates) {
    const file = files.add(user.username, fields.title, fields.tags ?? []);
    return json(exchange, 201, 'file added', file, { location: `/api/files/${file.id}` });
  }
  const file = files.update(user.username, id ?? '', fields.title, fields.tags);
  return file ? json(exchange, 200, 'file changed', file) : refusals.notFound(exchange);
}

/** @param reason for the log, where it says more than the client may know. */
function fail(
  exchange: Exchange,
  status: number,
  error: string,
  description: string,
  challenge?: string,
  reason = description,
): void {
  const headers = challenge === undefined ? {} : { 'www-authenticate': challenge };
  json(exchange, status, `refused ${error}: ${reason}`, { error, error_description: description }, headers);
}
