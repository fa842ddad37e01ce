/** What a user types for a place in an entry stays in that place: it never changes which host a secret goes to beyond what was asked for. */
import { expect, test } from 'vitest';
import type { Template, Variable } from '../../../src/core/catalogue';
import { checkedTemplate, instanceOf } from '../../../src/services/template';

const plain = {
  id: 'photos',
  name: 'Photos',
  hue: 10,
  protocol: 'oauth2',
  authorizeUrl: 'https://photos.example.com/authorize',
  tokenUrl: 'https://photos.example.com/token',
  apiHosts: ['https://api.photos.example.com'],
  clientAuth: 'none',
  scopes: [],
} as const satisfies Template;
const host: Variable = { name: 'site', label: 'Site', kind: 'host', example: 'social.example' };
const label: Variable = { name: 'shop', label: 'Shop', kind: 'label', example: 'my-shop' };
const word: Variable = { name: 'tenant', label: 'Tenant', kind: 'word', example: 'common', usual: 'common' };
const atHost = {
  ...plain,
  authorizeUrl: 'https://{site}/oauth/authorize',
  tokenUrl: 'https://{site}/oauth/token',
  apiHosts: ['https://{site}'],
  variables: [host],
} satisfies Template;
const atLabel = {
  ...plain,
  authorizeUrl: 'https://{shop}.shops.example.com/admin/authorize',
  tokenUrl: 'https://{shop}.shops.example.com/token',
  apiHosts: ['https://{shop}.shops.example.com'],
  variables: [label],
} satisfies Template;
const atWord = {
  ...plain,
  authorizeUrl: 'https://login.example.com/{tenant}/authorize',
  tokenUrl: 'https://login.example.com/{tenant}/token',
  authorizeParameters: { audience: '{tenant}' },
  variables: [word],
} satisfies Template;

test('an entry without variables is the service as it stands', () => {
  expect(instanceOf(plain)).toEqual({ service: plain, values: {} });
  expect(checkedTemplate({ $schema: '../service.schema.json', ...plain })).toEqual(plain);
});

test('a value stands in every place, in id and name', () => {
  const { service, values } = instanceOf(atHost, { site: 'mastodon.social' });
  expect(values).toEqual({ site: 'mastodon.social' });
  expect(service).toMatchObject({
    id: 'photos.mastodon-social',
    name: 'Photos (mastodon.social)',
    tokenUrl: 'https://mastodon.social/oauth/token',
    apiHosts: ['https://mastodon.social'],
  });
  expect(service).not.toHaveProperty('variables');
});

test('what most people have is taken where nothing was typed', () => {
  const { service } = instanceOf(atWord);
  expect(service).toMatchObject({
    tokenUrl: 'https://login.example.com/common/token',
    authorizeParameters: { audience: 'common' },
  });
});

test('the protocol’s own places stay', () => {
  const againParameters = { login_hint: '{label}', tenant: '{tenant}' };
  expect(instanceOf(checkedTemplate({ ...atWord, againParameters }))).toMatchObject({
    service: { againParameters: { login_hint: '{label}', tenant: 'common' } },
  });
});

test.each([
  [atHost, 'https://mastodon.social/@alice?x=1', { site: 'mastodon.social' }],
  [atHost, ' Mastodon.Social ', { site: 'mastodon.social' }],
  [atHost, 'mastodon.social.', { site: 'mastodon.social' }],
  [atHost, 'social.example:8443', { site: 'social.example:8443' }],
  [atHost, 'social.example:443', { site: 'social.example' }],
  [atHost, 'münchen.example', { site: 'xn--mnchen-3ya.example' }],
  [atHost, 'localhost:3000', { site: 'localhost:3000' }],
  [atHost, '192.168.1.20', { site: '192.168.1.20' }],
  [atHost, '[::1]:8080', { site: '[::1]:8080' }],
  [atLabel, 'my-shop', { shop: 'my-shop' }],
  [atLabel, 'My-Shop', { shop: 'my-shop' }],
  [atLabel, 'https://my-shop.shops.example.com/admin', { shop: 'my-shop' }],
  [atLabel, 'my-shop.shops.example.com', { shop: 'my-shop' }],
  [atWord, 'contoso.onmicrosoft.com', { tenant: 'contoso.onmicrosoft.com' }],
  [atWord, 'https://login.example.com/contoso/authorize', { tenant: 'contoso' }],
])('typed and pasted: %#', (template, typed, values) => {
  const [name = ''] = Object.keys(values);
  expect(instanceOf(template, { [name]: typed }).values).toEqual(values);
});

const attacks = [
  [
    '',
    ' ',
    '.',
    '..',
    '...',
    '/',
    '//',
    '/evil.com',
    '\\',
    '#',
    '?',
    '%',
    '%2f',
    '%2e%2e',
    '{site}',
    '{{',
    'a b',
    'a\tb',
    'a\nb',
  ],
  [
    'a@b',
    'user:pass@evil.com',
    'https://good.example@evil.com/',
    'evil.com\\@good.example',
    'evil.com%2f',
    'evil.com#good',
    'x#',
  ],
  [
    'a%00',
    'a\u0000',
    'evil.com%23.good.example',
    'a:b',
    'a:99999',
    'a:',
    '[',
    '[::1',
    '::1',
    'javascript:alert(1)',
    'data:,x',
    'file:///x',
  ],
  [
    'http:/x',
    'https:///x',
    'ftp://x.example',
    'a..b',
    '.a',
    '-a',
    'a'.repeat(300),
    '999.1.1.1.1.1',
    '1.2.3.456',
    'xn--',
    '\u202eevil',
  ],
].flat();

test.each([
  ['host', atHost, 'site'],
  ['label', atLabel, 'shop'],
  ['word', atWord, 'tenant'],
] as const)('a %s never leaves its place, whatever is typed', (_, template, name) => {
  for (const typed of [...attacks, ...attacks.map((text) => `a${text}`), ...attacks.map((text) => `${text}a`)]) {
    let made;
    try {
      made = instanceOf(template, { [name]: typed });
    } catch (error) {
      expect(error, typed).toMatchObject({
        code: 'invalid_input',
        message: expect.stringContaining(labelOf(template)) as string,
      });
      continue;
    }
    const { service, values } = made;
    const url = new URL((service as { tokenUrl: string }).tokenUrl);
    const value = values[name] ?? '';
    expect([url.username, url.password, url.search, url.hash], typed).toEqual(['', '', '', '']);
    if (template === atHost) expect([url.host, url.pathname], typed).toEqual([value, '/oauth/token']);
    if (template === atLabel) expect([url.host, url.pathname], typed).toEqual([`${value}.shops.example.com`, '/token']);
    if (template === atWord) expect([url.host, url.pathname], typed).toEqual(['login.example.com', `/${value}/token`]);
  }
});

test.each([
  [atHost, { site: 'a@b' }],
  [atHost, { site: 'x#' }],
  [atHost, { site: 'evil.com%2f' }],
  [atHost, { site: '' }],
  [atHost, {}],
  [atLabel, { shop: 'evil.com/' }],
  [atLabel, { shop: 'evil.com' }],
  [atLabel, { shop: 'evil.com#' }],
  [atLabel, { shop: 'https://my-shop.shops.example.com.evil.com/' }],
  [atLabel, { shop: 'https://evil.com/my-shop.shops.example.com' }],
  [atLabel, { shop: 'https://evil.com#my-shop.shops.example.com' }],
  [atLabel, { shop: 'ｅvil' }],
  [atLabel, { shop: '..' }],
  [atWord, { tenant: '..' }],
  [atWord, { tenant: 'a/b' }],
  [atWord, { tenant: '%2f' }],
  [atWord, { tenant: '' }],
  [atWord, { other: 'x' }],
  [atWord, { __proto__: null, constructor: 'x' }],
])('refused: %#', (template, typed) => {
  expect(() => instanceOf(template, typed as Record<string, string>)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
});

test('over plain http, only this computer is taken', () => {
  const local = { ...atHost, authorizeUrl: 'http://{site}/a', tokenUrl: 'http://{site}/t', apiHosts: ['http://{site}'] };
  expect(instanceOf(local, { site: '127.0.0.1:3000' }).service.apiHosts).toEqual(['http://127.0.0.1:3000']);
  expect(() => instanceOf(local, { site: 'evil.com' })).toThrow(/not https/);
  expect(() => instanceOf(local, { site: '192.168.1.20' })).toThrow(/not https/);
});

test.each<[string, object, RegExp]>([
  ['a name of the protocol’s own', { variables: [{ ...host, name: 'clientId' }] }, /variables\.0\.name/],
  ['a name with other characters', { variables: [{ ...host, name: '__proto__' }] }, /variables\.0\.name/],
  ['one variable twice', { variables: [host, host] }, /variables: one variable twice/],
  ['a variable without a place', { variables: [host, word] }, /variables\.1\.name: has no place/],
  ['a place without a variable', { variables: undefined }, /\{site\} is no variable/],
  ['a misspelt place', { userinfoUrl: 'https://{sit}/me' }, /userinfoUrl: \{sit\} is no variable/],
  ['a misspelt place in a parameter', { authorizeParameters: { a: '{sit}' } }, /authorizeParameters\.a: \{sit\} is no variable/],
  ['the protocol’s own value in an address', { revokeUrl: 'https://{site}/{accessToken}' }, /revokeUrl: \{accessToken\}/],
  [
    'an example that is none',
    { variables: [{ ...host, example: 'https://social.example/' }] },
    /variables\.0\.example: not a host/,
  ],
  ['a usual value that is none', { variables: [{ ...host, usual: 'a b' }] }, /variables\.0\.usual: not a host/],
  [
    'a usual value that leads to this computer',
    { variables: [{ ...host, usual: 'localhost:8080' }] },
    /variables\.0\.usual: lies in/,
  ],
  ['a place in the id', { id: '{site}' }, /id: has no places/],
  ['a place in the name', { name: 'At {site}' }, /name: has no places/],
  ['a host in front of a domain', { tokenUrl: 'https://{site}.example.com/token' }, /tokenUrl: \{site\} is not the end/],
  ['a host with a port of the entry’s', { tokenUrl: 'https://{site}:8443/token' }, /tokenUrl: \{site\} is not the end/],
  ['a host behind a user name', { tokenUrl: 'https://a@{site}/token' }, /tokenUrl: \{site\} is not the end/],
  ['an escape with a place in it', { tokenUrl: 'https://{site}/%{site}' }, /tokenUrl: a place inside an escape/],
  ['an own network', { revokeUrl: 'https://192.168.1.1/revoke' }, /revokeUrl: lies in the user’s own network/],
  ['this computer', { revokeUrl: 'http://127.0.0.1/revoke' }, /revokeUrl: lies in the user’s own network/],
  ['plain http', { revokeUrl: 'http://photos.example.com/revoke' }, /revokeUrl: not https/],
  ['an unknown field', { tokenURL: 'https://{site}/token' }, /tokenURL/],
  ['an unknown field of a variable', { variables: [{ ...host, kid: 'host' }] }, /variables\.0\.kid/],
])('%s is no valid entry', (_, change, fault) => {
  expect(() => checkedTemplate(JSON.parse(JSON.stringify({ ...atHost, ...change })))).toThrow(fault);
  expect(checkedTemplate(atHost)).toEqual(atHost);
});

test.each<[string, object, RegExp]>([
  [
    'a word in a host',
    { tokenUrl: 'https://{shop}.shops.example.com/token', variables: [{ ...label, kind: 'word' }] },
    /is a word/,
  ],
  ['a label as a host', { tokenUrl: 'https://{shop}/token' }, /tokenUrl: \{shop\} has no domain behind it/],
  ['a label before a bare suffix', { tokenUrl: 'https://{shop}.com/token' }, /tokenUrl: \{shop\} has no domain behind it/],
  ['a label in an address of numbers', { tokenUrl: 'https://{shop}.0.0.1/token' }, /tokenUrl: \{shop\} has no domain behind it/],
])('%s is no valid entry', (_, change, fault) => {
  expect(() => checkedTemplate({ ...atLabel, ...change })).toThrow(fault);
  expect(checkedTemplate(atLabel)).toEqual(atLabel);
});

test('fields that are entered at each sign-in are no variables', () => {
  const entered = {
    id: 'desk',
    name: 'Desk',
    hue: 1,
    protocol: 'api-key',
    fields: [
      { name: 'key', label: 'Key', kind: 'secret' },
      { name: 'subdomain', label: 'Subdomain', kind: 'text' },
    ],
    carry: [{ in: 'header', name: 'X-Key', value: '{key}' }],
    hostTemplate: 'https://{subdomain}.desk.example.com',
    apiHosts: [],
  };
  expect(checkedTemplate(entered)).toEqual(entered);
  const variables = [{ ...label, name: 'subdomain' }];
  expect(() => checkedTemplate({ ...entered, variables })).toThrow(/variables\.0\.name: a field that the user enters/);
});

function labelOf({ variables }: Template): string {
  return variables?.[0]?.label ?? '';
}
