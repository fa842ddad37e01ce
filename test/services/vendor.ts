/** Practice Vendor: an OAuth 2.0 service with the habits of one of twelve kinds of real services. */
import { html, json } from './answers';
import { serveFrontDesk, type FrontDesk } from './front-desk';
import { maskLog } from './log-masks';
import { messagePage } from './pages';
import { startServer, type Exchange, type PracticeServer } from './server';
import type { PracticeService } from './types';
import { admitCall, serveVendorApi } from './vendor-api';
import { appOnly } from './vendor-app-only';
import { dotted } from './vendor-dotted';
import { epoch } from './vendor-epoch';
import { exchange as exchangeVendor } from './vendor-exchange';
import { formReplies } from './vendor-form';
import { fragment } from './vendor-fragment';
import { hexkey } from './vendor-hexkey';
import { installed } from './vendor-installed';
import { instance } from './vendor-instance';
import { jsonBodies } from './vendor-json';
import { nested } from './vendor-nested';
import { VendorPage, type VendorKnobs } from './vendor-page';
import type { Vendor, VendorOptions, VendorServing } from './vendor-personality';
import { selfRenewing } from './vendor-self-renewing';
import { VendorState, type VendorApp } from './vendor-state';
import { clientOf, VendorTokens } from './vendor-token';

const vendors = {
  nested,
  form: formReplies,
  exchange: exchangeVendor,
  'self-renewing': selfRenewing,
  hexkey,
  json: jsonBodies,
  instance,
  epoch,
  installed,
  'app-only': appOnly,
  fragment,
  dotted,
} satisfies Record<string, Vendor>;

export type VendorName = keyof typeof vendors;
export const VENDORS = Object.keys(vendors) as VendorName[];

export interface VendorService extends PracticeService, VendorKnobs {
  readonly vendor: VendorName;
  /** Where its API is: an origin of its own for `instance`. */
  readonly apiOrigin: string;
  /** An app has a secret wherever the personality authenticates by one. @throws Error when a redirect URI is no http or https URL */
  registerApp(app: { readonly redirectUris: readonly string[] }): VendorApp;
  /** Every access token issued so far (to this user) is expired from now on. */
  expireAccessTokens(username?: string): void;
  /** Everything this user granted is gone. */
  revokeGrants(username: string): void;
  /** How many token requests of this grant type have arrived at the token endpoint or where tokens are renewed. */
  tokenRequests(grantType: string): number;
}

/** Starts a personality of Practice Vendor on a port the system chooses (and its API on another, where it has its own). */
export async function startVendor(name: VendorName, options: VendorOptions = {}): Promise<VendorService> {
  const own: Vendor = vendors[name];
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

  const server = await startServer((exchange) => serve(exchange));
  const api: PracticeServer | undefined = vendor.ownApi
    ? await startServer((exchange) => serveApi(exchange), undefined, { log: server.log })
    : undefined;
  const apiOrigin = api ? `http://${options.apiName ?? '127.0.0.1'}:${new URL(api.origin).port}` : server.origin;
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

  async function serve(exchange: Exchange): Promise<void> {
    maskLog(exchange, state.issued);
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
    vendor: name,
    apiOrigin,
    issued: state.issued,
    registerApp,
    expireAccessTokens: (username?: string) => state.expireAccessTokens(username),
    revokeGrants: (username: string) => state.revokeGrants(username),
    tokenRequests: (grantType: string) =>
      server.log.filter(({ path, body }) => {
        const fields = body as { grant_type?: unknown } | undefined;
        return (path === '/oauth/token' || path === vendor.renewPath) && fields?.grant_type === grantType;
      }).length,
    close: async () => {
      await Promise.all([server.close(), api?.close()]);
    },
  });
}
