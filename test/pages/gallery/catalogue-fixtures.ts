/** An invented catalogue for the gallery: entries with and without places, of every protocol, checked and not. */
import type { Catalogue, Template } from '../../../src/core/catalogue';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import type { Overview } from '../../../src/messaging/views';
import { cloud, notes, tickets } from './entered-fixtures';
import { alice, files, microblog, overview, photos } from './fixtures';

const checked = { date: '2026-11-02', source: 'https://docs.example.org/oauth' };

/** One site for each user. */
export const social: Template = {
  ...files,
  id: 'example-social',
  name: 'Example Social',
  hue: 250,
  variables: [
    {
      name: 'instance',
      label: 'Instance',
      kind: 'host',
      example: 'garden.social.example',
      hint: 'The part of your name behind the second @',
    },
  ],
  authorizeUrl: 'https://{instance}/oauth/authorize',
  tokenUrl: 'https://{instance}/oauth/token',
  revokeUrl: 'https://{instance}/oauth/revoke',
  registrationUrl: 'https://{instance}/api/v1/apps',
  userinfoUrl: 'https://{instance}/api/v1/me',
  identity: { subject: 'id', label: 'acct' },
  clientAuth: 'client_secret_post',
  scopes: [
    { name: 'read', does: 'See what you see' },
    { name: 'write', does: 'Post and change posts', optional: true },
  ],
  apiHosts: ['https://{instance}'],
  docs: 'https://docs.social.example/oauth',
  checked,
};

/** One label for each user, and many ways in which it differs. */
export const store: Template = {
  ...files,
  id: 'example-store',
  name: 'Example Store',
  hue: 140,
  variables: [
    {
      name: 'shop',
      label: 'Shop',
      kind: 'label',
      example: 'my-shop',
      hint: 'Settings → Domains, the part before .store.example',
    },
  ],
  authorizeUrl: 'https://{shop}.store.example/admin/oauth/authorize',
  tokenUrl: 'https://{shop}.store.example/admin/oauth/access_token',
  clientAuth: 'client_secret_post',
  pkce: 'none',
  scopeSeparator: ',',
  tokenRequest: 'json',
  scopes: [
    { name: 'read_orders', does: 'See orders' },
    { name: 'write_orders', does: 'Change orders', optional: true },
    { name: 'read_products', does: '' },
  ],
  apiHosts: ['https://{shop}.store.example'],
  registerUrl: 'https://partners.store.example/apps',
  appType: 'Custom app',
  docs: 'https://store.example/docs/oauth',
  quirks: ['token-type-any', 'scope-commas'],
  checked,
};

/** Two places to tell, one of which most people have. */
const tenant: Template = {
  ...files,
  id: 'example-tenant',
  name: 'Example Tenant',
  hue: 300,
  variables: [
    { name: 'host', label: 'Server', kind: 'host', example: 'acme.tenants.test' },
    { name: 'workspace', label: 'Workspace', kind: 'word', example: 'acme', usual: 'common', hint: 'In its address, behind /w/' },
  ],
  authorizeUrl: 'https://{host}/w/{workspace}/authorize',
  tokenUrl: 'https://{host}/w/{workspace}/token',
  apiHosts: ['https://{host}'],
  checked,
};

/** Registers no secret for most apps, and uses one where there is one. */
export const optional = {
  ...files,
  id: 'example-optional',
  name: 'Example Optional',
  hue: 190,
  clientAuth: 'none',
  clientAuthWithSecret: 'client_secret_post',
  registerUrl: 'https://optional.example/apps',
  apiHosts: ['https://api.optional.example'],
  checked,
} as const;

const library: Template = {
  ...files,
  id: 'practice-library',
  name: 'Practice Library',
  hue: 110,
  variables: [{ name: 'apiHost', label: 'API host', kind: 'host', example: 'api.library.test' }],
  authorizeUrl: 'https://accounts.library.test/authorize',
  tokenUrl: 'https://accounts.library.test/token',
  clientAuth: 'client_secret_post',
  scopes: [],
  apiHosts: ['https://{apiHost}'],
  docs: 'https://library.test/docs',
  unverified: true,
};

/** Takes no redirect URL of the browser's. */
export const loopback: OAuth2Service = {
  ...files,
  id: 'example-drive',
  name: 'Example Drive',
  hue: 215,
  clientAuth: 'none',
  registerUrl: 'https://drive.example/apps',
  appType: 'Desktop app',
  redirectUrl: 'http://127.0.0.1:8976/callback',
  apiHosts: ['https://api.drive.example'],
  checked,
};

/** An app registers itself there. */
const registers: OAuth2Service = {
  ...cloud,
  registrationUrl: 'https://login.cloud.test/register',
  authorizeUrl: 'https://login.cloud.test/authorize',
  tokenUrl: 'https://login.cloud.test/token',
  revokeUrl: 'https://login.cloud.test/revoke',
  userinfoUrl: 'https://login.cloud.test/userinfo',
  checked,
};

const further = ['Atlas', 'Books', 'Courier', 'Diary', 'Events', 'Forms', 'Groups', 'Health', 'Ideas', 'Journal'].map(
  (name, at): Template => ({
    ...files,
    id: `example-${name.toLowerCase()}`,
    name: `Example ${name}`,
    hue: (at * 36) % 360,
    authorizeUrl: `https://${name.toLowerCase()}.example/authorize`,
    tokenUrl: `https://${name.toLowerCase()}.example/token`,
    apiHosts: [`https://api.${name.toLowerCase()}.example`],
    checked,
  }),
);

/** Many of another collection. */
const collected = Array.from({ length: 200 }, (_, at): Template => {
  const number = String(at + 1).padStart(3, '0');
  const site = `collected-${number}.example`;
  return {
    ...library,
    id: `collected-${number}`,
    name: `Collected ${number}`,
    variables: [{ name: 'apiHost', label: 'API host', kind: 'host', example: `api.${site}` }],
    authorizeUrl: `https://login.${site}/authorize`,
    tokenUrl: `https://login.${site}/token`,
    docs: `https://${site}/docs`,
  };
});

const orders: Template = {
  ...files,
  id: 'cafe-orders',
  name: 'Café Orders',
  hue: 40,
  apiHosts: ['https://orders.test'],
  checked,
};

export const catalogue: Catalogue = {
  services: [
    photos,
    microblog,
    { ...notes, checked },
    { ...tickets, checked },
    registers,
    social,
    store,
    tenant,
    loopback,
    orders,
    ...further,
    library,
    ...collected,
  ],
};

/** What is in use of it, of a pack and of the user's own. */
export const withCatalogue: Overview = {
  ...overview,
  accounts: [alice],
  permits: [],
  services: [
    {
      service: photos,
      source: { kind: 'catalogue', id: photos.id, values: {} },
      app: { clientId: 'pp-7f3a91c2e4', hasSecret: false, registered: false },
      accounts: 1,
    },
    {
      service: {
        ...files,
        id: 'example-social.garden-social-example',
        name: 'Example Social (garden.social.example)',
        hue: social.hue,
        authorizeUrl: 'https://garden.social.example/oauth/authorize',
        tokenUrl: 'https://garden.social.example/oauth/token',
        registrationUrl: 'https://garden.social.example/api/v1/apps',
        apiHosts: ['https://garden.social.example'],
        checked,
      },
      source: { kind: 'catalogue', id: social.id, values: { instance: 'garden.social.example' } },
      accounts: 0,
    },
    {
      service: { ...files, id: 'acme.calendar', name: 'Acme Calendar', hue: 20, apiHosts: ['https://calendar.acme.example'] },
      source: { kind: 'pack', pack: 'acme' },
      app: { clientId: 'acme-calendar-web', hasSecret: false, registered: false },
      accounts: 0,
    },
    { service: files, app: { clientId: 'fx-11', hasSecret: true, registered: false }, accounts: 1 },
  ],
};

/** Services whose apps are registered with a redirect URL that is not this browser's; one that nobody checked. */
export const withForeign: Overview = {
  ...withCatalogue,
  services: [
    ...withCatalogue.services.filter(({ service }) => service.id !== files.id),
    {
      service: files,
      app: { clientId: 'fx-11', hasSecret: true, registered: false, redirectUrl: 'https://acme.example/callback' },
      accounts: 1,
    },
    { service: loopback, source: { kind: 'catalogue', id: loopback.id, values: {} }, accounts: 0 },
    { service: optional, source: { kind: 'catalogue', id: optional.id, values: {} }, accounts: 0 },
    {
      service: { ...files, id: 'practice-library', name: 'Practice Library', hue: 110, apiHosts: ['https://api.library.test'] },
      source: { kind: 'catalogue', id: 'practice-library', values: { apiHost: 'api.library.test' }, unverified: true },
      accounts: 0,
    },
  ],
};
