/** Runs one personality of Practice Vendor: at one origin, with its API at another, or at one for each host that it has. */
import { html, json } from './answers';
import { serveFrontDesk, type FrontDesk } from './front-desk';
import { maskLog } from './log-masks';
import { messagePage } from './pages';
import { startServer, type Exchange, type PracticeServer } from './server';
import type { Faults, PracticeService } from './types';
import { admitCall, serveVendorApi } from './vendor-api';
import { VendorPage, type VendorKnobs } from './vendor-page';
import type { Vendor, VendorOptions, VendorServing } from './vendor-personality';
import { VendorState, type VendorApp } from './vendor-state';
import { clientOf, VendorTokens } from './vendor-token';

export interface RunningVendor extends PracticeService, VendorKnobs {
  /** Where its API is: an origin of its own for some. */
  readonly apiOrigin: string;
  /** An app has a secret wherever the personality authenticates by one. @throws Error when a redirect URI is no http or https URL */
  registerApp(app: { readonly redirectUris: readonly string[] }): VendorApp;
  /** Where each of its hosts is, by its name; none where it has but one. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly hostFaults: Readonly<Record<string, Faults>>;
  /** Every code issued so far is too old from now on. */
  expireCodes(): void;
  /** Every access token issued so far (to this user) is expired from now on. */
  expireAccessTokens(username?: string): void;
  /** Everything this user granted is gone. */
  revokeGrants(username: string): void;
  /** How many token requests of this grant type have arrived at the token endpoint or where tokens are renewed. */
  tokenRequests(grantType: string): number;
}

/** Starts a personality on a port the system chooses, and on further ones for its other hosts or for its API. */
export async function runVendor(own: Vendor, options: VendorOptions = {}): Promise<RunningVendor> {
  const seconds = options.accessTokenSeconds ?? own.seconds;
  const vendor: Vendor = { ...own, ...(seconds === undefined ? {} : { seconds }) };
  const state = new VendorState();
  const knobs: VendorKnobs = { wrongState: undefined, reuseDetected: 0 };
  const hasSecret = vendor.auth === 'post' || vendor.auth === 'basic';
  const registerApp = ({ redirectUris }: { readonly redirectUris: readonly string[] }) =>
    state.registerApp(redirectUris, hasSecret, vendor.odd);
  const desk: FrontDesk = {
    name: vendor.title,
    callbackLabel: 'Redirect URI',
    secretChoice: false,
    register: (redirectUri) => {
      const { clientId, clientSecret } = registerApp({ redirectUris: [redirectUri] });
      const shown = [{ id: 'client-id', label: 'Client id', value: clientId }];
      return clientSecret === undefined
        ? shown
        : [...shown, { id: 'client-secret', label: 'Client secret', value: clientSecret }];
    },
  };

  const { hosts: [firstHost, ...otherHosts] = [] } = vendor;
  const server = await startServer((exchange) => serve(exchange, firstHost));
  const others: [string, PracticeServer][] = [];
  for (const host of otherHosts) {
    others.push([host, await startServer((exchange) => serve(exchange, host), undefined, { log: server.log })]);
  }
  const api: PracticeServer | undefined = vendor.ownApi
    ? await startServer((exchange) => serveApi(exchange), undefined, { log: server.log })
    : undefined;
  const all: [string, PracticeServer][] = firstHost === undefined ? [] : [[firstHost, server], ...others];
  const apiOrigin = others[0]
    ? others[0][1].origin
    : api
      ? `http://${options.apiName ?? '127.0.0.1'}:${new URL(api.origin).port}`
      : server.origin;
  const serving: VendorServing = {
    state,
    origin: server.origin,
    apiOrigin,
    options,
    client: (exchange, parameters, auth = vendor.auth) => {
      const app = clientOf(exchange, parameters, state, auth, vendor.clientIdName);
      if (typeof app !== 'string') return app;
      vendor.refuse(exchange, { error: 'invalid_client', why: app });
      return undefined;
    },
    admit: (exchange) => admitCall(exchange, vendor, state),
  };
  const page = new VendorPage(vendor, state, knobs);
  const tokens = new VendorTokens(vendor, serving, knobs);

  async function serve(arrived: Exchange, host?: string): Promise<void> {
    maskLog(arrived, state.issued);
    const exchange = { ...arrived, path: vendor.plainPath?.(arrived.path) ?? arrived.path };
    if (host !== vendor.hostOf?.(exchange.path))
      return html(exchange, 404, 'not at this host', messagePage('Not found', 'Not here.'));
    if (serveFrontDesk(exchange, desk) || page.serve(exchange)) return;
    if (exchange.req.headers.cookie !== undefined) return json(exchange, 400, 'cookie sent', { error: 'invalid_request' });
    if (vendor.serve?.(exchange, serving) || tokens.serve(exchange)) return;
    if (exchange.path.startsWith('/api/') && !api) return serveVendorApi(exchange, vendor, state);
    html(exchange, 404, 'no such route', messagePage('Not found', 'There is no such page.'));
  }

  async function serveApi(exchange: Exchange): Promise<void> {
    maskLog(exchange, state.issued);
    if (exchange.req.headers.cookie !== undefined) return json(exchange, 400, 'cookie sent', { error: 'invalid_request' });
    if (exchange.req.headers.host !== new URL(apiOrigin).host) return json(exchange, 421, 'refused: another host', []);
    await serveVendorApi(exchange, vendor, state);
  }

  return Object.assign(knobs, server, {
    name: vendor.title,
    apiOrigin,
    hosts: Object.fromEntries(all.map(([host, { origin }]) => [host, origin])),
    hostFaults: Object.fromEntries(all.map(([host, { faults }]) => [host, faults])),
    issued: state.issued,
    registerApp,
    expireCodes: () => state.expireCodes(),
    expireAccessTokens: (username?: string) => state.expireAccessTokens(username),
    revokeGrants: (username: string) => state.revokeGrants(username),
    tokenRequests: (grantType: string) =>
      server.log.filter(({ path, body }) => {
        const fields = body as { grant_type?: unknown } | undefined;
        return (path === (vendor.tokenPath ?? '/oauth/token') || path === vendor.renewPath) && fields?.grant_type === grantType;
      }).length,
    close: async () => {
      await Promise.all([server.close(), api?.close(), ...others.map(([, one]) => one.close())]);
    },
  });
}
