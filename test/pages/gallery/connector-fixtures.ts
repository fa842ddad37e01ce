/** Connectors of a hosting service, and accounts at that service, for the gallery. */
import type { BrokeredService } from '../../../src/core/brokered-service';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import type { AccountView, Overview, SignInView } from '../../../src/messaging/views';
import { alice, overview, photos, signIn } from './fixtures';

const { authorizeUrl: _, revokeUrl: __, userinfoUrl: ___, ...apiOnly } = photos;
const hosting: OAuth2Service = {
  ...apiOnly,
  id: 'practice-hosting',
  name: 'Practice Hosting',
  hue: 204,
  ways: ['app'],
  scopes: [],
  clientAuth: 'client_secret_post',
  apiHosts: ['https://api.hosting.test'],
};

export const connector: BrokeredService = {
  id: 'practice-connector',
  name: 'Practice Connector',
  hue: 230,
  protocol: 'brokered',
  broker: 'practice-hosting',
  apiHosts: ['https://api.hosting.test'],
  fields: [
    { name: 'account', label: 'Account ID', kind: 'text', hint: 'Console → Accounts' },
    { name: 'connector', label: 'Connector ID', kind: 'text' },
    { name: 'key', label: 'API key', kind: 'secret', hint: 'From the system behind the connector' },
  ],
  subject: '{account}/{connector}',
  hand: { path: '/v1/connectors/{connector}', json: { AuthValue: '{key}' } },
  state: { path: '/v1/connectors/{connector}', at: 'Authenticated', equals: 'true', everySeconds: 3, forSeconds: 60 },
  apiPaths: ['/v1/connectors/{connector}/methods/*'],
  apiHeaders: { 'X-Hosting-Account': '{account}' },
  checked: { date: '2026-10-12', source: 'https://hosting.test/docs' },
};

const at = (of: OAuth2Service | BrokeredService, id: string, label: string): AccountView => ({
  ...alice,
  id,
  label,
  serviceId: of.id,
  serviceName: of.name,
  hue: of.hue,
  protocol: of.protocol,
  apiHosts: of.apiHosts,
  asked: [],
  extra: {},
});
const partner = at(hosting, 'c1', 'Alice’s company');
const second = at(hosting, 'c2', 'Bob’s company');
const { expiresAt: ____, renewsAt: _____, scopes: ______, ...lasting } = at(connector, 'c3', 'Warehouse');
export const warehouse: AccountView = {
  ...lasting,
  subject: '7c1e4b/40217',
  clientId: '',
  parentId: partner.id,
  renewable: false,
  revocable: false,
  renewals: 0,
};

/** @param accounts how many there are at the hosting service, up to two */
export function withConnector(accounts: 0 | 1 | 2): Overview {
  const brokers = [partner, second].slice(0, accounts);
  return {
    ...overview,
    services: [
      ...overview.services,
      { service: hosting, app: { clientId: 'partner', hasSecret: true, registered: false }, accounts },
      { service: connector, accounts: accounts > 0 ? 1 : 0 },
    ],
    accounts: [...overview.accounts, ...brokers, ...(accounts > 0 ? [warehouse] : [])],
  };
}

export const connectorAsk: SignInView = {
  ...signIn,
  serviceId: connector.id,
  serviceName: connector.name,
  hue: connector.hue,
  stages: ['reach', 'enter', 'probe', 'seal'],
  stage: 'enter',
  wait: { for: 'ask', fields: connector.fields },
};
