/** Stands in front of oidc-provider: hands requests over, forgets sessions, logs outcomes, tampers on request. */
import { IncomingMessage } from 'node:http';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { json } from './answers';
import { FILES_ROUTES } from './files-provider';
import { usernameOf, type FilesStore } from './files-store';
import type { Exchange } from './server';
import { fingerprint } from './users';

export interface FilesKnobs {
  /** Put in place of `iss` in redirects to the app; '' leaves it out. */
  wrongIss: string | undefined;
  /** Put in place of `state` in redirects to the app; '' leaves it out. */
  wrongState: string | undefined;
}

const SIGNED_ROUTES: readonly string[] = [FILES_ROUTES.token, FILES_ROUTES.revocation, FILES_ROUTES.userinfo];

/** Routes a browser page must never reach with cookies. */
export function refusesCookies(path: string): boolean {
  return path.startsWith('/api/') || SIGNED_ROUTES.includes(path);
}

export class ProviderFront {
  readonly #callback: (req: IncomingMessage, res: Exchange['res']) => Promise<void>;
  readonly #exchanges = new WeakMap<object, Exchange>();

  constructor(provider: Provider, store: FilesStore) {
    provider.use(async (ctx, next) => {
      await next();
      this.#record(ctx as unknown as KoaContextWithOIDC, store);
    });
    const note = (ctx: KoaContextWithOIDC, error: Error) => {
      const exchange = this.#exchanges.get(ctx.res);
      const detail = (error as { error_detail?: string }).error_detail;
      if (exchange) exchange.entry.outcome = `refused: ${error.message}${detail ? ` (${detail})` : ''}`;
    };
    provider.on('grant.error', note);
    provider.on('authorization.error', note);
    provider.on('revocation.error', note);
    provider.on('userinfo.error', note);
    provider.on('server_error', note);
    this.#callback = provider.callback();
  }

  /** Lets oidc-provider answer an exchange whose body has been read already. */
  async serve(exchange: Exchange): Promise<void> {
    const { res, path, target } = exchange;
    this.#exchanges.set(res, exchange);
    const url = path === FILES_ROUTES.authorization ? withConsent(target) : target;
    await this.#callback(replay(exchange, url), res);
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
  const to = new URL(location);
  for (const [name, value] of [
    ['iss', knobs.wrongIss],
    ['state', knobs.wrongState],
  ] as const) {
    if (value === '') to.searchParams.delete(name);
    else if (value !== undefined) to.searchParams.set(name, value);
  }
  res.setHeader('location', to.href);
}

/** Refuses a request for the cookie it carries. */
export function refuseCookie(exchange: Exchange): void {
  const value = { error: 'invalid_request', error_description: 'cookies are not accepted here' };
  json(exchange, 400, 'cookie sent', value);
}

/** oidc-provider drops offline_access from a request that does not also ask for consent; here consent is always asked. */
function withConsent(target: string): string {
  const url = new URL(target, 'http://practice.invalid');
  const prompts = (url.searchParams.get('prompt') ?? '').split(' ').filter((prompt) => prompt !== '');
  if (prompts.includes('none') || prompts.includes('consent')) return target;
  url.searchParams.set('prompt', [...prompts, 'consent'].join(' '));
  return url.pathname + url.search;
}

/** The same request once more, readable from the start, with the session cookie left out so that nobody stays signed in. */
function replay({ req, body }: Exchange, url: string): IncomingMessage {
  const copy = new IncomingMessage(req.socket);
  const cookie = (req.headers.cookie ?? '')
    .split(/;\s*/)
    .filter((pair) => pair !== '' && !/^_session(\.sig)?=/.test(pair))
    .join('; ');
  const { cookie: _all, ...headers } = req.headers;
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
