/** Practice Files: an OAuth 2.0 and OpenID Connect service on this computer, to try the client against. */
import { serveFilesApi } from './files-api';
import { finishAnswer, ProviderFront, refuseCookie, refusesCookies, type FilesKnobs } from './files-front';
import { Interactions } from './files-interaction';
import { buildProvider } from './files-provider';
import { FilesStore } from './files-store';
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
}

export interface FilesService extends PracticeService, FilesKnobs {
  /** @throws Error when there is no redirect URI, or one is no http or https URL. */
  registerApp(app: { redirectUris: string[]; secret?: boolean }): { clientId: string; clientSecret?: string };
  /** Every access token issued so far (to this user) answers 401 invalid_token from now on. */
  expireAccessTokens(username?: string): void;
  /** Everything this user granted is gone: access tokens answer 401, refreshing answers invalid_grant. */
  revokeGrants(username: string): void;
  /** How many token requests of this grant type have arrived, whatever became of them. */
  tokenRequests(grantType: 'authorization_code' | 'refresh_token'): number;
}

/** Starts Practice Files on a port the system chooses. */
export async function startFiles(options: FilesOptions = {}): Promise<FilesService> {
  const name = 'Practice Files';
  const store = new FilesStore();
  const files = new ItemStore();
  const knobs: FilesKnobs = { wrongIss: options.wrongIss, wrongState: options.wrongState };
  const desk: FrontDesk = {
    name,
    callbackLabel: 'Redirect URI',
    secretChoice: true,
    register: (redirectUri, secret) => {
      const { clientId, clientSecret } = store.registerClient([redirectUri], secret);
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
  });
  const front = new ProviderFront(provider, store);
  const interactions = new Interactions(provider, name);
  serve = async (exchange) => {
    const { path, req } = exchange;
    if (req.headers.cookie !== undefined && refusesCookies(path)) return refuseCookie(exchange);
    if (path.startsWith('/api/')) return serveFilesApi(exchange, store, files);
    if (path.startsWith('/interaction/')) return interactions.serve(exchange);
    if (serveFrontDesk(exchange, desk)) return;
    await front.serve(exchange);
  };

  return Object.assign(knobs, server, {
    name,
    issued: store.issued,
    registerApp: ({ redirectUris, secret = false }: { redirectUris: string[]; secret?: boolean }) =>
      store.registerClient(redirectUris, secret),
    expireAccessTokens: (username?: string) => store.expireAccessTokens(username),
    revokeGrants: (username: string) => store.revokeGrants(username),
    tokenRequests: (grantType: string) =>
      server.log.filter(({ method, path, body }) => {
        const form = body as { grant_type?: unknown } | undefined;
        return method === 'POST' && path === '/token' && form?.grant_type === grantType;
      }).length,
  });
}
