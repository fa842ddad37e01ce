/** Stands in front of oidc-provider: hands requests over, forgets sessions, logs outcomes, tampers on request. */
import type { KeyObject } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { answer, html, json } from './answers';
import { authenticatesOtherwise } from './files-clients';
import { PollPace } from './files-device';
import { words } from './files-grants';
import { FILES_ROUTES } from './files-provider';
import { usernameOf, type FilesStore } from './files-store';
import { tamperedRedirect, tamperedReply, type FilesKnobs } from './files-tampering';
import { messagePage } from './pages';
import { formOf } from './request-body';
import type { Exchange } from './server';
import { fingerprint } from './users';

const SIGNED_ROUTES: readonly string[] = [
  FILES_ROUTES.token,
  FILES_ROUTES.revocation,
  FILES_ROUTES.userinfo,
  FILES_ROUTES.pushed_authorization_request,
  FILES_ROUTES.device_authorization,
  FILES_ROUTES.registration,
];

interface FrontTraits {
  readonly knobs: FilesKnobs;
  /** Signs tampered ID tokens. */
  readonly key: KeyObject;
  /** What a reply says about polling, in seconds; nothing unless told. */
  readonly interval: number | undefined;
  /** The name of a pushed request opens the authorization page once. */
  readonly parOnce: boolean;
}

/** Routes a browser page must never reach with cookies. */
export function refusesCookies(path: string): boolean {
  return path.startsWith('/api/') || SIGNED_ROUTES.includes(path);
}

export class ProviderFront {
  readonly #callback: (req: IncomingMessage, res: Exchange['res']) => Promise<void>;
  readonly #exchanges = new WeakMap<object, Exchange>();

  readonly #traits: FrontTraits;
  readonly #store: FilesStore;
  readonly #pace: PollPace;
  readonly #spent = new Set<string>();

  constructor(provider: Provider, store: FilesStore, traits: FrontTraits) {
    this.#traits = traits;
    this.#store = store;
    this.#pace = new PollPace(traits.interval);
    provider.use(async (ctx, next) => {
      await next();
      this.#record(ctx as unknown as KoaContextWithOIDC, store);
      this.#change(ctx as unknown as KoaContextWithOIDC, store);
    });
    const note = (ctx: KoaContextWithOIDC, error: Error) => {
      const exchange = this.#exchanges.get(ctx.res);
      const detail = (error as { error_detail?: string }).error_detail;
      if (exchange) exchange.entry.outcome = `refused: ${error.message}${detail ? ` (${detail})` : ''}`;
      if (detail === 'refresh token already used') traits.knobs.reuseDetected += 1;
    };
    provider.on('grant.error', note);
    provider.on('authorization.error', note);
    provider.on('revocation.error', note);
    provider.on('userinfo.error', note);
    provider.on('server_error', note);
    provider.on('pushed_authorization_request.error', note);
    provider.on('device_authorization.error', note);
    provider.on('registration_create.error', note);
    this.#callback = provider.callback();
  }

  /** Lets oidc-provider answer an exchange whose body has been read already. */
  async serve(exchange: Exchange): Promise<void> {
    const { res, path, target } = exchange;
    this.#exchanges.set(res, exchange);
    const form = formOf(exchange.req.headers['content-type'], exchange.body);
    if (form && authenticatesOtherwise(this.#store.model('Client'), exchange.req.headers.authorization, form)) {
      const error = { error: 'invalid_client', error_description: 'client authentication failed' };
      return json(exchange, 401, 'refused: authenticated otherwise than it is registered', error);
    }
    if (path === FILES_ROUTES.token) {
      const { knobs } = this.#traits;
      if (knobs.tokenRedirect)
        return answer(exchange, knobs.tokenRedirect.status, 'redirected', '', { location: knobs.tokenRedirect.to });
      if (this.#pace.refuses(exchange, knobs)) return;
    }
    const name = path === FILES_ROUTES.authorization ? exchange.query.get('request_uri') : null;
    if (this.#traits.parOnce && name !== null) {
      if (this.#spent.has(name)) return html(exchange, 400, 'request_uri used before', messagePage('Used before', 'Start anew.'));
      this.#spent.add(name);
    }
    if (path === FILES_ROUTES.authorization) return this.#callback(replay(exchange, withConsent(target)), res);
    const pushed = path === FILES_ROUTES.pushed_authorization_request;
    const body = pushed ? Buffer.from(consenting(new URLSearchParams(exchange.body.toString())).toString()) : exchange.body;
    await this.#callback(replay(exchange, target, body), res);
    if (exchange.entry.outcome.startsWith('refused: use_dpop_nonce')) this.#pace.forgive(exchange);
  }

  #record(ctx: KoaContextWithOIDC, store: FilesStore): void {
    const exchange = this.#exchanges.get(ctx.res);
    if (!exchange) return;
    const { entry } = exchange;
    const entities = ctx.oidc?.entities;
    const stored = entities?.AccessToken ?? entities?.RefreshToken ?? entities?.AuthorizationCode;
    const user = usernameOf({ accountId: entities?.Account?.accountId ?? stored?.accountId });
    if (user !== undefined) entry.user = user;
    const used = entities?.RotatedRefreshToken ?? entities?.AuthorizationCode ?? stored;
    if (used?.jti && SIGNED_ROUTES.includes(exchange.path)) entry.token = fingerprint(used.jti);
    const idToken = (ctx.body as { id_token?: unknown } | null | undefined)?.id_token;
    if (typeof idToken === 'string') {
      store.issued.push({ kind: 'id_token', value: idToken, ...(user === undefined ? {} : { user }) });
    }
    if (!entry.outcome.startsWith('refused')) entry.outcome = `${ctx.oidc?.route ?? 'no such route'}: ${ctx.status}`;
  }

  /** Says what oidc-provider does not say, and lies where the knobs want it. */
  #change(ctx: KoaContextWithOIDC, store: FilesStore): void {
    const { knobs, key, interval } = this.#traits;
    const route = ctx.oidc?.route;
    const body = ctx.body as Record<string, unknown> | undefined;
    if (ctx.status !== 200 || typeof body !== 'object') return;
    if (route === 'discovery' && knobs.wrongDiscoveryIssuer !== undefined)
      ctx.body = { ...body, issuer: knobs.wrongDiscoveryIssuer };
    if (route === 'device_authorization' && interval !== undefined) ctx.body = { ...body, interval };
    if (route !== 'token' || (knobs.wrongIdToken === undefined && knobs.wrongTokenReply === undefined)) return;
    const changed = tamperedReply(body, knobs, key);
    const { id_token: idToken } = changed as { id_token?: unknown };
    if (typeof idToken === 'string') store.issued.push({ kind: 'id_token', value: idToken });
    ctx.body = changed;
  }
}

/** Removes CORS and session cookies from a finished answer, and changes what the knobs say. */
export function finishAnswer({ res, path }: Exchange, origin: string, knobs: FilesKnobs): void {
  for (const name of res.getHeaderNames()) if (name.startsWith('access-control-')) res.removeHeader(name);
  const cookies = res.getHeader('set-cookie');
  if (Array.isArray(cookies)) {
    const kept = cookies.filter((cookie) => !/^_session(\.sig)?=/.test(cookie));
    if (kept.length > 0) res.setHeader('set-cookie', kept);
    else res.removeHeader('set-cookie');
  }
  const location = res.getHeader('location');
  if (typeof location !== 'string' || !path.startsWith(FILES_ROUTES.authorization)) return;
  if (!URL.canParse(location) || new URL(location).origin === origin) return;
  res.setHeader('location', tamperedRedirect(location, knobs));
}

/** Refuses a request for the cookie it carries. */
export function refuseCookie(exchange: Exchange): void {
  const value = { error: 'invalid_request', error_description: 'cookies are not accepted here' };
  json(exchange, 400, 'cookie sent', value);
}

/** oidc-provider drops offline_access from a request that does not also ask for consent; here consent is always asked. */
function withConsent(target: string): string {
  const url = new URL(target, 'http://practice.invalid');
  if (url.searchParams.has('request_uri')) return target;
  return `${url.pathname}?${consenting(url.searchParams)}`;
}

function consenting(params: URLSearchParams): URLSearchParams {
  const prompts = words(params.get('prompt'));
  if (!prompts.includes('none') && !prompts.includes('consent')) params.set('prompt', [...prompts, 'consent'].join(' '));
  return params;
}

/** The same request once more, readable from the start, with the session cookie left out so that nobody stays signed in. */
function replay({ req, body: sent }: Exchange, url: string, body = sent): IncomingMessage {
  const copy = new IncomingMessage(req.socket);
  const cookie = (req.headers.cookie ?? '')
    .split(/;\s*/)
    .filter((pair) => pair !== '' && !/^_session(\.sig)?=/.test(pair))
    .join('; ');
  const { cookie: _all, ...headers } = req.headers;
  if (body !== sent) headers['content-length'] = String(body.length);
  Object.assign(copy, {
    method: req.method,
    url,
    httpVersion: req.httpVersion,
    httpVersionMajor: req.httpVersionMajor,
    httpVersionMinor: req.httpVersionMinor,
    complete: true,
  });
  copy.headers = cookie === '' ? headers : { ...headers, cookie };
  if (body.length > 0) copy.push(body);
  copy.push(null);
  return copy;
}
