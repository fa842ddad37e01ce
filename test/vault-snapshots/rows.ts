/**
 * What each version of the database wrote, as rows with made-up values. What is sealed stands open here, under the place it is sealed for;
 * `make.ts` seals it. A version that was released is never changed.
 */

/** Where the services of the snapshots are: the tests start them there. */
export const serviceOrigin = 'http://127.0.0.1:46871';
export const siteOrigin = 'http://127.0.0.1:46872';

export interface Sealing {
  readonly $seal: string;
  readonly value: object;
}

const seal = (place: string, value: object): Sealing => ({ $seal: place, value });
const start = Date.UTC(2026, 8, 1, 9);
const site = { kind: 'site', origin: siteOrigin };

const files = {
  id: 'snapshot-files',
  name: 'Snapshot Files',
  hue: 210,
  protocol: 'oauth2',
  authorizeUrl: `${serviceOrigin}/authorize`,
  tokenUrl: `${serviceOrigin}/token`,
  clientAuth: 'none',
  scopes: [{ name: 'files', does: 'See your files' }],
  apiHosts: [serviceOrigin],
};
const photos = {
  id: 'snapshot-photos',
  name: 'Snapshot Photos',
  hue: 262,
  protocol: 'oauth1',
  requestTokenUrl: `${serviceOrigin}/request_token`,
  authorizeUrl: `${serviceOrigin}/authorize`,
  accessTokenUrl: `${serviceOrigin}/access_token`,
  apiHosts: [serviceOrigin],
};

const account = (id: string, service: typeof files | typeof photos, clientId: string, secret: object, more: object) => ({
  id,
  serviceId: service.id,
  appId: `${service.id}/${clientId}`,
  clientId,
  label: id,
  subject: `subject of ${id}`,
  state: 'fine',
  signedInAt: start,
  renewals: 2,
  facts: { subject: `subject of ${id}`, label: id, issuedAt: start, renewable: false, asked: [], extra: {} },
  notes: {},
  sealed: seal(`accounts/${id}`, { secret, service, apiHosts: service.apiHosts }),
  ...more,
});

const app = (service: typeof files | typeof photos, clientId: string, clientSecret: string) => ({
  id: `${service.id}/${clientId}`,
  serviceId: service.id,
  clientId,
  hasSecret: clientSecret !== '',
  savedAt: start,
  sealed: seal(`apps/${service.id}/${clientId}`, { clientSecret }),
});

const line = (at: number, accountId: string, path: string, answer: number | string) => ({
  at,
  caller: site,
  callerKey: `site:${siteOrigin}`,
  accountId,
  method: 'GET',
  path,
  answer,
  took: 12,
  renewed: false,
});

export type Tables = Readonly<Record<string, readonly object[]>>;

const v1 = {
  keys: [{ id: 'device', key: { $key: 'device' } }],
  settings: [{ id: 'mark', value: 4242 }],
  services: [files, photos].map((service) => ({ id: service.id, service })),
  apps: [app(files, 'files-app', ''), app(photos, 'photos-app', 'a made-up consumer secret')],
  accounts: [
    account(
      'ann',
      files,
      'files-app',
      { accessToken: 'a-made-up-access-token', refreshToken: 'a-made-up-refresh-token', tokenType: 'bearer' },
      {
        usedAt: start + 60_000,
        facts: { subject: 'subject of ann', label: 'ann', issuedAt: start, renewable: true, asked: [], extra: {} },
      },
    ),
    account('ben', photos, 'photos-app', { token: 'a-made-up-token', tokenSecret: 'a-made-up-token-secret' }, {}),
    account(
      'cleo',
      files,
      'files-app',
      { accessToken: 'a-dead-access-token', tokenType: 'bearer' },
      { state: 'needs-sign-in', problem: { code: 'needs_sign_in', message: 'The account needs a new sign-in.', at: start } },
    ),
    account('dora', files, 'files-app', {}, { state: 'revoked' }),
  ],
  journal: [
    {
      id: 'sign-in-1',
      serviceId: photos.id,
      serviceName: photos.name,
      hue: photos.hue,
      state: 'failed',
      stages: ['visit', 'trade', 'seal'],
      stage: 'visit',
      attempt: 1,
      createdAt: start,
      since: start,
      problem: { code: 'sign_in_denied', message: 'The user refused at the service.' },
    },
  ],
  permits: ['ann', 'ben'].map((accountId, at) => ({
    id: `permit-${at + 1}`,
    handle: `handle-${at + 1}`,
    callerKey: `site:${siteOrigin}`,
    caller: site,
    accountId,
    access: 'read',
    paths: ['/api/*'],
    lasting: 'always',
    createdAt: start,
  })),
  sites: [{ origin: siteOrigin, enabledAt: start, refusals: 0 }],
  asks: [],
  activity: [
    line(start, 'ann', '/api/list', 200),
    line(start + 1, 'ann', '/api/*', 404),
    line(start + 2, 'ben', '/api/list', 'network_failed'),
  ],
};

/** Lines know their host and bytes; permits their methods, rate and label. */
const v2 = {
  ...v1,
  settings: [...v1.settings, { id: 'everywhere', value: 0 }],
  permits: v1.permits.map((permit) => ({ ...permit, methods: ['GET'], rate: 100, tellsLabel: true })),
  activity: v1.activity.map((one) => ({ ...one, host: new URL(serviceOrigin).host, sent: 0, received: 34 })),
};

/** Actions in a journal of their own, and ways to open the vault. */
const v3 = {
  ...v2,
  settings: [...v2.settings, { id: 'kept', value: 1 }],
  keyring: [],
  actions: [],
};

export const rows: Readonly<Record<number, Tables>> = { 1: v1, 2: v2, 3: v3 };
