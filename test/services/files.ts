/** Practice Files: an OAuth 2.0 and OpenID Connect service on this computer, to try the client against. */
import { DpopGate, DpopNonces } from './dpop-gate';
import { serveFilesApi } from './files-api';
import type { FilesApp } from './files-clients';
import { DevicePages } from './files-device';
import { finishAnswer, ProviderFront, refuseCookie, refusesCookies } from './files-front';
import { Interactions } from './files-interaction';
import { buildProvider, idTokenKey } from './files-provider';
import { FilesStore } from './files-store';
import { honest, type FilesKnobs } from './files-tampering';
import { serveFrontDesk, type FrontDesk } from './front-desk';
import { ItemStore } from './item-store';
import { startServer, type Exchange } from './server';
import type { PracticeService } from './types';

export interface FilesOptions {
  /** Life of an access token in seconds; 60 unless said otherwise. */
  accessTokenSeconds?: number;
  /** Life of a refresh token in seconds; a day unless said otherwise. */
  refreshTokenSeconds?: number;
  wrongIss?: string;
  wrongState?: string;
  /** Every authorization request must be pushed (RFC 9126). */
  par?: boolean;
  /** The name of a pushed request opens the authorization page once (RFC 9126 §2.2 allows it); else for as long as it lives. */
  parOnce?: boolean;
  /** Every token must be bound to a key, and every proof carry the service's nonce (RFC 9449). */
  dpop?: boolean;
  /** The resources that access tokens must be asked for (RFC 8707): the API takes no token without one of them. */
  resources?: readonly string[];
  /** How long to wait between polls for a device code, in seconds; 5, and not said, unless told. */
  deviceIntervalSeconds?: number;
  /** Life of a device code in seconds; 600 unless told. */
  deviceCodeSeconds?: number;
  /** What a user allowed an app before is not asked again. */
  rememberConsent?: boolean;
}

export interface FilesService extends PracticeService, FilesKnobs {
  /** @throws Error when there is no redirect URI, one is no http or https URL, or `private_key_jwt` has no key. */
  registerApp(app: FilesApp): { clientId: string; clientSecret?: string };
  /** With `dpop`: every nonce given out so far is refused from now on, with a new one. */
  rotateNonces(): void;
  /** Every access token issued so far (to this user) answers 401 invalid_token from now on. */
  expireAccessTokens(username?: string): void;
  /** Everything this user granted is gone: access tokens answer 401, refreshing answers invalid_grant. */
  revokeGrants(username: string): void;
  /** How many token requests of this grant type have arrived, whatever became of them. */
  tokenRequests(grantType: string): number;
}

/** Starts Practice Files on a port the system chooses. */
export async function startFiles(options: FilesOptions = {}): Promise<FilesService> {
  const name = 'Practice Files';
  const store = new FilesStore();
  const files = new ItemStore();
  const knobs: FilesKnobs = { ...honest(), wrongIss: options.wrongIss, wrongState: options.wrongState };
  const nonces = options.dpop ? new DpopNonces() : undefined;
  const dpop = nonces && new DpopGate(nonces);
  const { par = false, resources = [], deviceIntervalSeconds: interval } = options;
  const desk: FrontDesk = {
    name,
    callbackLabel: 'Redirect URI',
    secretChoice: true,
    register: (redirectUri, secret) => {
      const { clientId, clientSecret } = store.registerClient({ redirectUris: [redirectUri], secret }, dpop !== undefined);
      const shown = [{ id: 'client-id', label: 'Client id', value: clientId }];
      if (clientSecret !== undefined) shown.push({ id: 'client-secret', label: 'Client secret', value: clientSecret });
      return shown;
    },
  };

  // The provider must know its own address, which is known only once the server listens.
  let serve: (exchange: Exchange) => Promise<void> = async () => {
    throw new Error('not ready');
  };
  const server = await startServer(
    (exchange) => serve(exchange),
    (exchange) => finishAnswer(exchange, server.origin, knobs),
  );
  const provider = await buildProvider(server.origin, store, {
    accessToken: options.accessTokenSeconds ?? 60,
    refreshToken: options.refreshTokenSeconds ?? 24 * 60 * 60,
    deviceCode: options.deviceCodeSeconds ?? 600,
    par,
    nonces,
    resources,
  });
  const { parOnce = false } = options;
  const front = new ProviderFront(provider, store, { knobs, key: await idTokenKey(), interval, parOnce });
  const interactions = new Interactions(provider, name, options.rememberConsent ? store : undefined);
  const devices = new DevicePages(provider, name);
  const demands = { origin: server.origin, dpop, resources };
  serve = async (exchange) => {
    const { path, req } = exchange;
    if (req.headers.cookie !== undefined && refusesCookies(path)) return refuseCookie(exchange);
    if (path.startsWith('/api/')) return serveFilesApi(exchange, store, files, demands);
    if (path.startsWith('/interaction/')) return interactions.serve(exchange);
    if (path === '/device' || path === '/device/login' || path === '/device/decision') return devices.serve(exchange);
    if (serveFrontDesk(exchange, desk)) return;
    await front.serve(exchange);
  };

  return Object.assign(knobs, server, {
    name,
    issued: store.issued,
    registerApp: (app: FilesApp) => store.registerClient(app, dpop !== undefined),
    rotateNonces: () => nonces?.rotate(),
    expireAccessTokens: (username?: string) => store.expireAccessTokens(username),
    revokeGrants: (username: string) => store.revokeGrants(username),
    tokenRequests: (grantType: string) =>
      server.log.filter(({ method, path, body }) => {
        const form = body as { grant_type?: unknown } | undefined;
        return method === 'POST' && path === '/token' && form?.grant_type === grantType;
      }).length,
  });
}
