/** Services whose accounts are entered (API key, HTTP Basic), and OAuth 2.0 in its other ways, for the gallery. */
import type { ApiKeyService, BasicService } from '../../../src/core/entered-service';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import type { Field } from '../../../src/core/protocol';
import type { AccountView, AskView, Overview, SignInView } from '../../../src/messaging/views';
import { alice, ask, files, filesAccount, overview, photos, present, signIn } from './fixtures';

const minute = 60_000;

export const notes: ApiKeyService = {
  id: 'practice-notes',
  name: 'Practice Notes',
  hue: 150,
  protocol: 'api-key',
  apiHosts: ['https://api.notes.test'],
  fields: [{ name: 'key', label: 'API key', kind: 'secret', hint: 'Settings → Developers → API keys' }],
  carry: [{ in: 'header', name: 'X-Api-Key', value: '{key}' }],
  keyUrl: 'https://notes.test/settings/keys',
  probe: { url: '/v1/me', identity: { subject: 'id', label: 'name' } },
  checked: { date: '2026-10-12', source: 'https://notes.test/docs' },
};

export const tickets: BasicService = {
  id: 'practice-tickets',
  name: 'Practice Tickets',
  hue: 12,
  protocol: 'basic',
  apiHosts: [],
  hostTemplate: 'https://{subdomain}.tickets.test',
  fields: [
    { name: 'subdomain', label: 'Subdomain', kind: 'text', hint: 'What stands before .tickets.test in your address bar' },
    { name: 'email', label: 'Email address', kind: 'text' },
    { name: 'token', label: 'API token', kind: 'secret' },
  ],
  user: '{email}/token',
  password: '{token}',
  docs: 'https://tickets.test/docs',
};

export const tv: OAuth2Service = {
  ...photos,
  id: 'practice-tv',
  name: 'Practice TV',
  hue: 215,
  ways: ['device', 'redirect', 'implicit', 'app'],
  deviceUrl: 'https://tv.test/device',
};

/** An app registers itself there; one host is in the user's own network; it can ask for a password; some scopes are optional. */
export const cloud: OAuth2Service = {
  ...photos,
  id: 'practice-cloud',
  name: 'Practice Cloud',
  hue: 190,
  registrationUrl: 'https://cloud.practice.lan/register',
  authorizeUrl: 'https://cloud.practice.lan/authorize',
  tokenUrl: 'https://cloud.practice.lan/token',
  apiHosts: ['https://api.cloud.test'],
  forceParameters: { prompt: 'login' },
  scopes: [
    { name: 'files.read', does: 'See your files' },
    { name: 'files.write', does: 'Add and change files', optional: true },
    { name: 'https://cloud.test/scopes/calendar.events.readonly', does: 'See what is in your calendar', optional: true },
    { name: 'offline', does: 'Stay signed in' },
  ],
};

const cloudAccount: AccountView = {
  ...alice,
  id: 'a7',
  serviceId: cloud.id,
  serviceName: cloud.name,
  hue: cloud.hue,
  label: 'alice@cloud.test',
  scopes: ['files.read', 'offline'],
};
/** Its access ends, and cannot be renewed. */
export const implicitAccount: AccountView = {
  ...filesAccount,
  id: 'a8',
  serviceId: tv.id,
  serviceName: tv.name,
  hue: tv.hue,
  label: '@alice_tv',
  state: 'fine',
  way: 'implicit',
  renewable: false,
  revocable: false,
  expiresAt: present + 61 * 24 * 60 * minute,
};
export const keyAccount: AccountView = {
  ...implicitAccount,
  id: 'a9',
  serviceId: notes.id,
  serviceName: notes.name,
  hue: notes.hue,
  label: 'Alice’s notes',
  protocol: 'api-key',
  clientId: '',
  apiHosts: notes.apiHosts,
  scopes: [],
  asked: [],
};

const cleared = ({ problem: _, ...account }: AccountView): AccountView => account;
const withoutEnd = ({ expiresAt: _, ...account }: AccountView): AccountView => account;

export const varied: Overview = {
  ...overview,
  accounts: [
    ...overview.accounts,
    cloudAccount,
    cleared(implicitAccount),
    withoutEnd(cleared(keyAccount)),
    {
      ...withoutEnd(keyAccount),
      id: 'a10',
      serviceId: tickets.id,
      serviceName: tickets.name,
      hue: tickets.hue,
      protocol: 'basic',
      label: 'alice@example.org',
      state: 'needs-sign-in',
    },
  ],
  services: [
    ...overview.services,
    { service: notes, accounts: 1 },
    { service: tickets, accounts: 1 },
    { service: tv, app: { clientId: 'tv-3', hasSecret: false, registered: false }, accounts: 1 },
    { service: cloud, accounts: 1 },
    { service: { ...files, id: 'practice-new', name: 'Practice New', ways: ['redirect'] }, accounts: 0 },
  ],
};

/** A site needs a scope that the account at Practice Cloud lacks. */
export const cloudAsk: AskView = { ...ask, id: 'q11', serviceId: cloud.id, scopes: ['files.write'], paths: ['/files/*'] };

type Wait<F> = Extract<NonNullable<SignInView['wait']>, { for: F }>;

export function codeWait(more: Partial<Wait<'code'>> = {}): SignInView {
  return {
    ...signIn,
    serviceId: tv.id,
    serviceName: tv.name,
    hue: tv.hue,
    way: 'device',
    stages: ['reach', 'ask', 'code', 'identify', 'seal'],
    stage: 'code',
    since: present - minute,
    wait: {
      for: 'code',
      code: 'WDJB-MJHT',
      url: 'https://tv.example.org/link',
      completeUrl: 'https://tv.example.org/link?user_code=WDJB-MJHT',
      until: present + 14 * minute + 20_000,
      seconds: 5,
      ...more,
    },
  };
}

/** Where the service cannot tell whose it is. */
const nameField: Field = { name: 'accountName', kind: 'text', optional: true };

export function entryAsk(service: ApiKeyService | BasicService, more: Partial<Wait<'ask'>> = {}): SignInView {
  return {
    ...signIn,
    serviceId: service.id,
    serviceName: service.name,
    hue: service.hue,
    stages: service.probe ? ['enter', 'reach', 'probe', 'seal'] : ['enter', 'reach', 'seal'],
    stage: 'enter',
    wait: {
      for: 'ask',
      fields: service.probe?.identity ? service.fields : [...service.fields, nameField],
      ...(service.keyUrl && { open: service.keyUrl }),
      ...more,
    },
  };
}
