/** What lies inside a backup is checked as a stranger's: whoever made the file knew its passphrase, and nothing more is known of them. */
import { expect, it } from 'vitest';
import type { BackupContent } from '../../../src/core/backup-content';
import { isCoded } from '../../../src/core/errors';
import { checkedBackup } from '../../../src/services/backup-schema';

const service = {
  id: 'keys',
  name: 'Acme Keys',
  hue: 20,
  protocol: 'api-key',
  apiHosts: ['https://api.acme.example'],
  fields: [{ name: 'key', label: 'API key', kind: 'secret' }],
  probe: { url: '/v1/me' },
  carry: [{ in: 'header', name: 'Authorization', value: 'Key {key}' }],
};
const account = {
  id: 'a',
  label: 'lena',
  signedInAt: 1,
  renewals: 0,
  facts: { renewable: false, extra: {} },
  service,
  apiHosts: ['https://api.acme.example'],
  secret: { values: { key: 'k' } },
};
const permit = {
  id: 'p',
  handle: '0b4c5f57-9b8a-4a53-8d1e-3f5f3b8a1c11',
  caller: { kind: 'site', origin: 'https://site.example' },
  accountId: 'a',
  access: 'read',
  paths: ['/v1/*'],
  lasting: 'always',
  createdAt: 1,
};
const app = { serviceId: 'keys', clientId: 'c', clientSecret: 's', savedAt: 1 };
const content = {
  moved: false,
  accounts: [account],
  apps: [app],
  services: [{ service, source: { kind: 'pack', pack: 'acme' } }],
  permits: [permit],
  sites: [{ origin: 'https://site.example', enabledAt: 1 }],
};

const placeOf = (value: unknown): string => {
  try {
    checkedBackup(value);
  } catch (error) {
    if (isCoded(error) && error.code === 'backup_invalid') return error.problem.about ?? '';
    throw error;
  }
  return 'taken';
};
let deep: unknown = {};
for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];

it('takes what a backup holds, unchanged', () => {
  expect(checkedBackup(structuredClone(content))).toEqual(content as BackupContent);
});

it.each<[string, unknown]>([
  ['content', undefined],
  ['moved', []],
  ['moved', { ...content, moved: 'yes' }],
  ['journal', { ...content, journal: [] }],
  [
    'accounts.0.service.apiHosts.0',
    { ...content, accounts: [{ ...account, service: { ...service, apiHosts: ['http://api.acme.example'] } }] },
  ],
  ['accounts.0.apiHosts.0', { ...content, accounts: [{ ...account, apiHosts: ['http://192.168.0.1'] }] }],
  ['accounts.0.apiHosts', { ...content, accounts: [{ ...account, apiHosts: [] }] }],
  ['accounts.0.keyId', { ...content, accounts: [{ ...account, keyId: 'device' }] }],
  ['accounts.0', { ...content, accounts: [{ ...account, without: 'bound' }] }],
  ['accounts.0.facts.renewable', { ...content, accounts: [{ ...account, facts: { extra: {} } }] }],
  ['accounts.0.signedInAt', { ...content, accounts: [{ ...account, signedInAt: 1e300 }] }],
  ['accounts', { ...content, accounts: [account, account] }],
  ['apps', { ...content, apps: [app, app] }],
  ['apps.0.redirectUrl', { ...content, apps: [{ ...app, redirectUrl: 'javascript:alert(1)' }] }],
  [
    'services.0.service.carry.0.name',
    { ...content, services: [{ service: { ...service, carry: [{ in: 'header', name: 'Cookie', value: '{key}' }] } }] },
  ],
  ['permits.0.handle', { ...content, permits: [{ ...permit, handle: 'x' }] }],
  ['permits.0.lasting', { ...content, permits: [{ ...permit, lasting: 'session' }] }],
  ['permits.0.caller.kind', { ...content, permits: [{ ...permit, caller: { kind: 'own' } }] }],
  [
    'permits.0.caller.origin',
    { ...content, permits: [{ ...permit, caller: { kind: 'site', origin: 'https://site.example/x' } }] },
  ],
  ['permits.0.paths.0', { ...content, permits: [{ ...permit, paths: ['v1'] }] }],
  ['sites.0.origin', { ...content, sites: [{ origin: 'file:///etc', enabledAt: 1 }] }],
  ['nested too deep', { ...content, accounts: [{ ...account, secret: { deep } }] }],
  ['a name that no backup needs', { ...content, accounts: [{ ...account, secret: JSON.parse('{"__proto__": {}}') as unknown }] }],
])('refuses what is wrong at %s', (place, value) => {
  expect(placeOf(value)).toBe(place);
});
