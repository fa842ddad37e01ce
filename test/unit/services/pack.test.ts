/** Packs come from strangers: what may not be in one is refused with its place, and what is odd is told. */
import { expect, test } from 'vitest';
import { isCoded } from '../../../src/core/errors';
import { longestPack } from '../../../src/services/pack-schema';
import { readPack, writePack, type KnownService } from '../../../src/services/pack';
import { sameSite } from '../../../src/services/same-site';

const calendar = {
  id: 'calendar',
  name: 'Acme Calendar',
  hue: 210,
  protocol: 'oauth2',
  apiHosts: ['https://api.acme.example'],
  authorizeUrl: 'https://login.acme.example/authorize',
  tokenUrl: 'https://login.acme.example/token',
  clientAuth: 'none',
  scopes: [{ name: 'read', does: 'See it' }],
};
const shop = {
  id: 'shop',
  name: 'Acme Shop',
  hue: 20,
  protocol: 'api-key',
  apiHosts: [],
  hostTemplate: 'https://{tenant}.shop.acme.example',
  fields: [
    { name: 'tenant', label: 'Tenant', kind: 'text' },
    { name: 'key', label: 'API key', kind: 'secret' },
  ],
  probe: { url: '/v1/me' },
  carry: [{ in: 'header', name: 'Authorization', value: 'Key:{key}' }],
};
const pack = (change: object = {}): object => ({
  countersign: 'services',
  version: 1,
  name: 'acme',
  services: [calendar, shop],
  apps: [{ service: 'calendar', clientId: 'acme-client' }],
  ...change,
});
const catalogue = new Set(['github', 'dropbox']);
const none: ReadonlyMap<string, KnownService> = new Map();
const read = (text: string, known = none) => readPack(text, catalogue, known);
const service = (change: object): object => pack({ services: [{ ...calendar, ...change }], apps: [] });
const keyed = (change: object): object => pack({ services: [{ ...shop, ...change }], apps: [] });

/** What the pack is refused with. */
function refusal(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (isCoded(error) && error.code === 'pack_invalid') return error.problem.about ?? '';
    throw error;
  }
  throw new Error('The pack was taken.');
}

test('a pack is read: ids in its namespace, every host that gets a secret, client ids', () => {
  const { name, services } = read(JSON.stringify(pack()));
  expect(name).toBe('acme');
  expect(
    services.map(({ service: { id }, hosts, warnings, state, clientId }) => ({ id, hosts, warnings, state, clientId })),
  ).toEqual([
    {
      id: 'acme.calendar',
      hosts: ['https://login.acme.example', 'https://api.acme.example'],
      warnings: [],
      state: 'new',
      clientId: 'acme-client',
    },
    { id: 'acme.shop', hosts: ['https://{tenant}.shop.acme.example'], warnings: [], state: 'new', clientId: undefined },
  ]);
});

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

test.each<[string, string, string | RegExp]>([
  ['no JSON', '{"countersign":', 'not JSON'],
  ['a list', '[]', /^expected Object|missing/],
  ['nothing', 'null', 'expected Object'],
  ['another kind of file', JSON.stringify(pack({ countersign: 'backup' })), 'countersign: expected "services"'],
  [
    'a newer version',
    JSON.stringify({ countersign: 'services', version: 2, else: true }),
    'version: made by a newer Countersign',
  ],
  ['a version of another type', JSON.stringify(pack({ version: '1' })), 'version: expected 1'],
  ['an unknown key', JSON.stringify(pack({ script: 'x' })), /^script: not known/],
  [
    'an app’s secret',
    JSON.stringify(pack({ apps: [{ service: 'calendar', clientId: 'x', clientSecret: 's' }] })),
    /^apps\.0\.clientSecret: not known here.*never a secret/,
  ],
  [
    'an app of no service',
    JSON.stringify(pack({ apps: [{ service: 'mail', clientId: 'x' }] })),
    'apps.0.service: no service of this pack',
  ],
  [
    'two apps of a service',
    JSON.stringify(
      pack({
        apps: [
          { service: 'shop', clientId: 'x' },
          { service: 'shop', clientId: 'y' },
        ],
      }),
    ),
    'apps.1.service: the same service twice',
  ],
  ['no services', JSON.stringify(pack({ services: [] })), 'services: expected >=1'],
  [
    'too many services',
    JSON.stringify(pack({ services: Array.from({ length: 201 }, (_, n) => ({ ...calendar, id: `s${n}` })) })),
    'services: expected <=200',
  ],
  ['services of another type', JSON.stringify(pack({ services: { calendar } })), 'services: expected Array'],
  ['a service that is a text', JSON.stringify(pack({ services: ['calendar'] })), 'services.0: expected Object'],
  ['a name of the catalogue', JSON.stringify(pack({ name: 'github' })), 'name: a service of the catalogue is called so'],
  ['a name with a dot', JSON.stringify(pack({ name: 'github.com' })), /^name: not letters/],
  ['an empty name', JSON.stringify(pack({ name: '' })), /^name: not letters/],
  ['an id with a dot', JSON.stringify(service({ id: 'github.calendar' })), /^services\.0\.id: not letters/],
  ['an id of the language', JSON.stringify(service({ id: '__proto__' })), /^services\.0\.id: not letters/],
  [
    'one id twice',
    JSON.stringify(pack({ services: [calendar, { ...calendar, name: 'Other' }] })),
    'services.1.id: the same id twice',
  ],
  [
    'the prototype as a key',
    JSON.stringify(pack()).replace('"hue"', '"__proto__":{"isAdmin":true},"hue"'),
    'services.0.__proto__: a name that no pack needs',
  ],
  ['a constructor as a key', JSON.stringify(pack({ constructor: { prototype: {} } })), 'constructor: a name that no pack needs'],
  ['a quirk nobody knows', JSON.stringify(service({ quirk: 'x' })), /^services\.0\.quirk: not known/],
  ['no name', JSON.stringify(service({ name: undefined })), 'services.0.name: missing'],
  ['a hue of another type', JSON.stringify(service({ hue: '210' })), 'services.0.hue: expected number'],
  ['an unknown protocol', JSON.stringify(service({ protocol: 'oauth3' })), /^services\.0\.protocol: expected /],
  [
    'a script as registration page',
    JSON.stringify(service({ registerUrl: 'javascript:alert(1)' })),
    'services.0.registerUrl: not a web page',
  ],
  ['a script as documentation', JSON.stringify(service({ docs: 'javascript:alert(1)' })), 'services.0.docs: not a web page'],
  [
    'a script as the page of keys',
    JSON.stringify(keyed({ keyUrl: ' javascript:alert(1)' })),
    'services.0.keyUrl: not a web page',
  ],
  [
    'a data URL as sign-in page',
    JSON.stringify(service({ authorizeUrl: 'data:text/html,x' })),
    'services.0.authorizeUrl: not https',
  ],
  [
    'a token endpoint over http',
    JSON.stringify(service({ tokenUrl: 'http://login.acme.example/token' })),
    'services.0.tokenUrl: not https',
  ],
  [
    'one on this computer',
    JSON.stringify(service({ tokenUrl: 'http://127.0.0.1:8080/token' })),
    'services.0.tokenUrl: not https',
  ],
  [
    'one on this computer, spelt otherwise',
    JSON.stringify(service({ tokenUrl: ' http:localhost/token' })),
    'services.0.tokenUrl: not https',
  ],
  [
    'an API host on this computer',
    JSON.stringify(service({ apiHosts: ['http://localhost:3000'] })),
    'services.0.apiHosts.0: not https',
  ],
  ['a page over http', JSON.stringify(service({ registerUrl: 'http://acme.example/apps' })), 'services.0.registerUrl: not https'],
  [
    'an address',
    JSON.stringify(service({ apiHosts: ['https://192.168.1.1'] })),
    'services.0.apiHosts.0: a host of the user’s own network',
  ],
  [
    'an address as a number',
    JSON.stringify(service({ tokenUrl: 'https://3232235777/token' })),
    'services.0.tokenUrl: a host of the user’s own network',
  ],
  [
    'an address of version 6',
    JSON.stringify(service({ tokenUrl: 'https://[::1]/token' })),
    'services.0.tokenUrl: a host of the user’s own network',
  ],
  [
    'a name without a dot',
    JSON.stringify(service({ revokeUrl: 'https://router/revoke' })),
    'services.0.revokeUrl: a host of the user’s own network',
  ],
  [
    'a name of the house',
    JSON.stringify(service({ issuer: 'https://login.fritz.local' })),
    'services.0.issuer: a host of the user’s own network',
  ],
  [
    'a vendor’s request at home',
    JSON.stringify(service({ exchange: { url: 'https://nas.lan/x', method: 'POST' } })),
    'services.0.exchange.url: a host of the user’s own network',
  ],
  [
    'a probe at home',
    JSON.stringify(keyed({ probe: { url: 'https://10.0.0.1/me' } })),
    'services.0.probe.url: a host of the user’s own network',
  ],
  [
    'a template at home',
    JSON.stringify(keyed({ hostTemplate: 'https://10.0.0.{tenant}' })),
    'services.0.hostTemplate: a host of the user’s own network',
  ],
  [
    'a template of names at home',
    JSON.stringify(keyed({ hostTemplate: 'https://{tenant}.local' })),
    'services.0.hostTemplate: a host of the user’s own network',
  ],
  [
    'a template over http',
    JSON.stringify(keyed({ hostTemplate: 'http://{tenant}.acme.example' })),
    'services.0.hostTemplate: not https',
  ],
  [
    'a page of keys at home',
    JSON.stringify(keyed({ keyUrl: 'https://router/keys' })),
    'services.0.keyUrl: a host of the user’s own network',
  ],
  ['every host', JSON.stringify(service({ apiHosts: ['*'] })), 'services.0.apiHosts.0: not a URL'],
  ['every host by https', JSON.stringify(service({ apiHosts: ['https://*'] })), 'services.0.apiHosts.0: not one host'],
  ['every host of a name', JSON.stringify(service({ apiHosts: ['https://*.example'] })), 'services.0.apiHosts.0: not one host'],
  [
    'a user name in a URL',
    JSON.stringify(service({ tokenUrl: 'https://login.acme.example@evil.example/token' })),
    'services.0.tokenUrl: not https',
  ],
  [
    'a parameter of the protocol',
    JSON.stringify(service({ tokenParameters: { client_secret: 's' } })),
    /^services\.0\.tokenParameters: a parameter of the protocol/,
  ],
  [
    'the caller’s cookies',
    JSON.stringify(service({ headers: ['cookie'] })),
    /^services\.0\.headers\.0: a header that callers may never set/,
  ],
  [
    'a registered page over http',
    JSON.stringify(service({ redirectUrl: 'http://acme.example/back' })),
    'services.0.redirectUrl: not https',
  ],
  ['a huge file', JSON.stringify(pack({ name: 'x'.repeat(longestPack) })), 'larger than 1 MB'],
  [
    'deep lists',
    `{"countersign":"services","version":1,"name":"acme","services":${nested(100_000)}}`,
    'services.0.0.0: nested too deep',
  ],
  ['deep objects', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, 'a.a.a.a: nested too deep'],
])('%s is refused, with its place', (_, text, about) => {
  if (typeof about === 'string') expect(refusal(text)).toBe(about);
  else expect(refusal(text)).toMatch(about);
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});

test('what is refused is not quoted', () => {
  expect(refusal(JSON.stringify(service({ hue: 'sk-secret' })))).not.toContain('sk-secret');
  expect(refusal(JSON.stringify(service({ clientAuth: 'sk-secret' })))).not.toContain('sk-secret');
});

test.each<[string, object, boolean]>([
  ['all on one site', {}, false],
  ['tokens from another site', { tokenUrl: 'https://acme-login.example/token' }, true],
  ['the API on another site', { apiHosts: ['https://api.other.example'] }, true],
  ['revocation on another site', { revokeUrl: 'https://other.example/revoke' }, true],
  ['a registered page on another site', { redirectUrl: 'https://other.example/back' }, true],
  ['a registered loopback', { redirectUrl: 'http://127.0.0.1:8123/back' }, false],
  [
    'names that are handed out',
    { tokenUrl: 'https://x.github.io/token', authorizeUrl: 'https://y.github.io/a', apiHosts: ['https://x.github.io'] },
    true,
  ],
])('%s', (_, change, warned) => {
  expect(read(JSON.stringify(service(change))).services[0]?.warnings).toEqual(warned ? ['sites_differ'] : []);
});

test('sites by their names', () => {
  expect(sameSite(['a.acme.example', 'acme.example'])).toBe(true);
  expect(sameSite(['a.acme.co.uk', 'b.acme.co.uk'])).toBe(true);
  expect(sameSite(['acme.co.uk', 'other.co.uk'])).toBe(false);
  expect(sameSite(['acme.de', 'api.acme.de'])).toBe(true);
  expect(sameSite(['evilacme.example', 'acme.example'])).toBe(false);
  expect(sameSite(['one.workers.dev', 'two.workers.dev'])).toBe(false);
});

test('what is here already is compared: the same, other words, other places, someone else’s', () => {
  const now = read(JSON.stringify(pack())).services[0]?.service;
  if (!now) throw new Error('no service');
  const state = (service: object, source?: KnownService['source']): unknown =>
    read(JSON.stringify(pack()), new Map([['acme.calendar', { service: service as typeof now, source }]])).services[0]?.state;
  const ours = { kind: 'pack', pack: 'acme' } as const;
  expect(state(now, ours)).toBe('same');
  expect(state(Object.fromEntries(Object.entries(now).toReversed()), ours)).toBe('same');
  expect(state({ ...now, name: 'Calendar' }, ours)).toBe('changed');
  expect(state({ ...now, tokenUrl: 'https://evil.example/token' }, ours)).toBe('moved');
  expect(state({ ...now, apiHosts: ['https://api.other.example'] }, ours)).toBe('moved');
  expect(state(now)).toBe('changed'); // the user's own
});

test('what is written can be read again, and is the same', () => {
  const first = read(JSON.stringify(pack()));
  const text = writePack('acme', first.services, catalogue);
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(pack())));
  expect(read(text)).toEqual(first);
  expect(writePack('other', first.services, catalogue)).toContain('"id": "calendar"');
});

test('ids lose their namespace; those that would be the same keep it', () => {
  const [one] = read(JSON.stringify(pack())).services;
  if (!one) throw new Error('no service');
  const ids = ['acme.calendar', 'other.calendar', 'other-calendar', 'mastodon.mastodon-social', 'github'];
  const text = writePack(
    'mine',
    ids.map((id) => ({ service: { ...one.service, id } })),
    catalogue,
  );
  const written = (JSON.parse(text) as { services: { id: string }[] }).services.map(({ id }) => id);
  expect(written).toEqual(['calendar', 'other-calendar', 'other-calendar-2', 'mastodon-social', 'github']);
  expect(text).not.toContain('clientId');
});

test('no pack is written that nobody could read', () => {
  const [one] = read(JSON.stringify(pack())).services;
  if (!one) throw new Error('no service');
  const home = { ...one.service, apiHosts: ['https://router.local'] };
  expect(() => writePack('mine', [{ service: home }], catalogue)).toThrow(
    /services\.0\.apiHosts\.0: a host of the user’s own network/,
  );
  expect(() => writePack('github', [one], catalogue)).toThrow(/name: /);
});
