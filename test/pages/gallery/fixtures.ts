/** Invented accounts, services, permits and requests for the gallery: everything a page paints, without any real name. */
import type { Problem } from '../../../src/core/errors';
import type { OAuth1Service } from '../../../src/core/oauth1-service';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import type {
  AccountView,
  ActivityView,
  AskView,
  Overview,
  PermitView,
  SignInView,
  SiteView,
} from '../../../src/messaging/views';

/** Saturday, 21 November 2026, 13:47 UTC: the gallery's present. */
export const present = Date.UTC(2026, 10, 21, 13, 47);

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const redirectUrl = 'https://kdmjcpfnaeophgblilbgkmcefdoanhjp.chromiumapp.org/cb';
/** The other form of it, as Firefox has one. */
export const loopbackUrl = 'http://127.0.0.1/mozoauth2/622156f54724857615621e8798f1d13a1641ad89/cb';

export const photos: OAuth2Service = {
  id: 'practice-photos',
  name: 'Practice Photos',
  hue: 262,
  protocol: 'oauth2',
  authorizeUrl: 'https://photos.test/oauth/authorize',
  tokenUrl: 'https://photos.test/oauth/token',
  revokeUrl: 'https://photos.test/oauth/revoke',
  userinfoUrl: 'https://api.photos.test/v1/me',
  clientAuth: 'none',
  scopes: [
    { name: 'photos.read', does: 'See albums and photos' },
    { name: 'photos.write', does: 'Add and change photos' },
    { name: 'shares.write', does: 'Change who sees an album' },
    { name: 'offline', does: 'Stay signed in' },
  ],
  apiHosts: ['https://api.photos.test', 'https://upload.photos.test'],
  areas: [
    { id: 'albums', name: 'Albums', does: 'See, create and rename them', paths: ['/v1/albums/*'] },
    { id: 'photos', name: 'Photos', does: 'See them and add new ones', paths: ['/v1/photos/*'] },
    { id: 'shares', name: 'Sharing', does: 'Choose who sees an album', paths: ['/v1/shares/*'] },
  ],
  registerUrl: 'https://photos.test/developers',
  appType: 'Single-page app',
  checked: { date: '2026-10-12', source: 'https://photos.test/docs' },
};

export const microblog: OAuth1Service = {
  id: 'practice-microblog',
  name: 'Practice Microblog',
  hue: 325,
  protocol: 'oauth1',
  requestTokenUrl: 'https://api.microblog.test/oauth/request_token',
  authorizeUrl: 'https://api.microblog.test/oauth/authorize',
  accessTokenUrl: 'https://api.microblog.test/oauth/access_token',
  apiHosts: ['https://api.microblog.test'],
  registerUrl: 'https://microblog.test/apps',
  checked: { date: '2026-10-12', source: 'https://microblog.test/docs' },
};

export const files: OAuth2Service = {
  id: 'example-files',
  name: 'Example Files',
  hue: 70,
  protocol: 'oauth2',
  authorizeUrl: 'https://files.example/authorize',
  tokenUrl: 'https://files.example/token',
  clientAuth: 'client_secret_basic',
  scopes: [{ name: 'files.read', does: 'See your files' }],
  apiHosts: ['https://api.files.example'],
  areas: [{ id: 'files', name: 'Files', does: 'See them and their names', paths: ['/2/files/*'] }],
};

const video: OAuth1Service = {
  ...microblog,
  id: 'practice-video',
  name: 'Practice Video',
  hue: 28,
  apiHosts: ['https://video.test'],
};
const library: OAuth2Service = {
  ...files,
  id: 'practice-library',
  name: 'Practice Library',
  hue: 110,
  apiHosts: ['https://api.library.test'],
};

function account(id: string, of: OAuth2Service | OAuth1Service, label: string, more: Partial<AccountView> = {}): AccountView {
  return {
    id,
    serviceId: of.id,
    serviceName: of.name,
    hue: of.hue,
    label,
    state: 'fine',
    protocol: of.protocol,
    clientId: 'pp-7f3a91c2e4',
    apiHosts: of.apiHosts,
    scopes: [],
    asked: [],
    signedInAt: Date.UTC(2026, 9, 3, 9, 12),
    renewable: false,
    revocable: true,
    entryChanged: false,
    bound: false,
    renewals: 0,
    extra: {},
    ...more,
  };
}

export const ended: Problem = { code: 'needs_sign_in', message: '', at: Date.UTC(2026, 10, 18, 8) };

export const alice = account('a1', photos, '@alice', {
  subject: '2291',
  scopes: ['photos.read', 'photos.write', 'offline'],
  asked: ['photos.read', 'photos.write', 'shares.write', 'offline'],
  issuedAt: present - 37 * minute,
  renewsAt: present + 15 * minute,
  expiresAt: present + 23 * minute,
  renewable: true,
  renewals: 41,
  extra: { Email: 'alice@example.org' },
});
export const writer = account('a2', microblog, '@alice_writes', { clientId: 'ck-20a9', revocable: false });
export const filesAccount = account('a3', files, 'alice@example.org', {
  state: 'needs-sign-in',
  problem: ended,
  scopes: ['files.read'],
  asked: ['files.read'],
  renewable: true,
});
export const libraryAccount = account('a4', library, 'alice.reads', {
  issuedAt: present - 48 * minute,
  renewsAt: present + 12 * minute,
  expiresAt: present + 20 * minute,
  renewable: true,
  renewals: 3,
});
const videoAccount = account('a5', video, 'alice.b', { state: 'renewing' });

/** @param origin the site that has it */
export function permit(id: string, origin: string, of: AccountView, more: Partial<PermitView> = {}): PermitView {
  return {
    id,
    caller: { kind: 'site', origin },
    accountId: of.id,
    access: 'read',
    paths: [],
    lasting: 'always',
    createdAt: present - 3 * day + Number(id.slice(1)),
    calls: 14,
    lastUsed: present - 2 * minute,
    ...more,
  };
}

const permits: PermitView[] = [
  permit('p1', 'https://photos.example', alice, {
    access: 'change',
    paths: ['/v1/albums/*', '/v1/photos/*'],
    lasting: 'day',
    until: Date.UTC(2026, 10, 21, 23, 59),
  }),
  permit('p2', 'https://photos.example', libraryAccount, { lasting: 'session' }),
  permit('p3', 'https://garden.example.org', alice, { paths: ['/v1/photos/*'], lastUsed: present - 2 * hour }),
  permit('p4', 'https://write.example', writer, {
    access: 'change',
    lasting: 'day',
    until: present + 6 * day,
    lastUsed: present - day,
  }),
  permit('p5', 'https://xn--bcher-kva.example', libraryAccount, { lastUsed: present - 6 * day }),
  permit('p6', 'http://127.0.0.1:8080', alice, {
    caller: { kind: 'extension', id: 'album-sorter@example.org' },
    paths: ['/v1/albums/*'],
    lasting: 'session',
    lastUsed: present - 3 * minute,
  }),
];

export function site(origin: string, more: Partial<SiteView> = {}): SiteView {
  return { origin, enabledAt: present - 3 * day, silenced: false, off: false, callsToday: 0, ...more };
}

const sites: SiteView[] = [
  site('https://photos.example', { callsToday: 14, lastUsed: present - 2 * minute }),
  site('https://garden.example.org', { callsToday: 3, lastUsed: present - 2 * hour }),
  site('https://write.example', { lastUsed: present - day }),
  site('https://xn--bcher-kva.example', { lastUsed: present - 6 * day }),
  site('http://127.0.0.1:8080', { enabledAt: present - 20 * minute }),
  site('https://ads.example.net', { silenced: true }),
];

export const overview: Overview = {
  lock: { state: 'none', passkeys: [], minutes: 0, waiting: [] },
  actions: [],
  everywhere: false,
  mark: 2231,
  redirectUrl,
  accounts: [alice, writer, filesAccount, libraryAccount, videoAccount],
  services: [
    { service: photos, app: { clientId: 'pp-7f3a91c2e4', hasSecret: false, registered: false }, accounts: 1 },
    { service: microblog, app: { clientId: 'ck-20a9', hasSecret: true, registered: false }, accounts: 1 },
    { service: files, app: { clientId: 'fx-11', hasSecret: true, registered: false }, accounts: 1 },
    { service: video, accounts: 0 },
    { service: library, app: { clientId: 'pl-5', hasSecret: true, registered: false }, accounts: 0 },
  ],
  permits,
  sites,
  signIns: [],
  asks: [],
};

export const empty: Overview = {
  ...overview,
  accounts: [],
  permits: [],
  sites: [],
  services: overview.services.map((view) => ({ service: view.service, accounts: 0 })),
};

export const ask: AskView = {
  id: 'q1',
  caller: { kind: 'site', origin: 'https://photos.example' },
  serviceId: photos.id,
  access: 'change',
  paths: ['/v1/*'],
  reason: 'To put your newest album on your page.',
  at: present,
};
export const readAsk: AskView = {
  id: 'q2',
  caller: { kind: 'site', origin: 'https://xn--bcher-kva.example:8443' },
  serviceId: microblog.id,
  access: 'read',
  paths: [],
  reason: 'We show your newest posts beside the books that you read, \u202ebackwards '.repeat(8),
  at: present,
};
export const filesAsk: AskView = {
  id: 'q3',
  caller: { kind: 'site', origin: 'https://notes.example' },
  serviceId: files.id,
  access: 'read',
  paths: ['/2/files/*'],
  at: present,
};

export const signIn: SignInView = {
  id: 's1',
  serviceId: photos.id,
  serviceName: photos.name,
  hue: photos.hue,
  stages: ['reach', 'ask', 'visit', 'trade', 'identify', 'seal'],
  stage: 'visit',
  state: 'waiting',
  wait: {
    for: 'visit',
    through: 'window',
    until: present + 9 * minute + 20_000,
    open: true,
  },
  since: present - 40_000,
};

export const uses: ActivityView[] = [
  ['https://photos.example', 'GET', '/v1/photos/*', 200, 84, present - 111_000],
  ['https://photos.example', 'POST', '/v1/photos', 201, 1200, present - 112_000],
  ['https://garden.example.org', 'GET', '/v1/albums', 200, 61, present - 164 * minute],
  [
    'https://garden.example.org',
    'DELETE',
    '/v1/albums/*/a/rather/long/path/that/needs/more/than/one/line/*',
    'outside_permit',
    3,
    present - day,
  ],
].map(([origin, method, path, answer, took, at], index) => ({
  id: index + 1,
  at: Number(at),
  caller: { kind: 'site', origin: String(origin) },
  accountId: alice.id,
  method: String(method),
  host: 'api.photos.test',
  path: String(path),
  answer: answer as number | string,
  took: Number(took),
  sent: method === 'POST' ? 48_210 : 0,
  received: 1820,
  renewed: at === present - 112_000,
}));
