/** Entries whose accounts are entered: what goes where is checked before a key is typed in. */
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { ApiKeyService, BasicService } from '../../../src/core/entered-service';
import { serviceSchema } from '../../../src/services/schema';

const keyed: ApiKeyService = {
  id: 'tracker',
  name: 'Tracker',
  hue: 200,
  protocol: 'api-key',
  apiHosts: ['https://api.tracker.example'],
  fields: [
    { name: 'subdomain', label: 'Subdomain', kind: 'text', hint: 'The first part of the address' },
    { name: 'key', label: 'API key', kind: 'secret' },
  ],
  hostTemplate: 'https://{subdomain}.tracker.example',
  carry: [
    { in: 'header', name: 'Authorization', value: 'Token {key}' },
    { in: 'query', name: 'api_key', value: '{key}' },
  ],
  probe: { url: '/v1/me', method: 'POST', identity: { subject: 'id', label: 'user.name' } },
  keyUrl: 'https://tracker.example/settings/keys',
};
const paired: BasicService = {
  id: 'desk',
  name: 'Desk',
  hue: 20,
  protocol: 'basic',
  apiHosts: ['https://desk.example'],
  fields: [
    { name: 'email', label: 'E-mail address', kind: 'text' },
    { name: 'token', label: 'API token', kind: 'secret' },
  ],
  user: '{email}/token',
  password: '{token}',
};
const accepts = (entry: unknown): boolean => v.safeParse(serviceSchema, entry).success;

test('whole entries are taken, and kept as they are', () => {
  expect(v.parse(serviceSchema, keyed)).toEqual(keyed);
  expect(v.parse(serviceSchema, paired)).toEqual(paired);
});

test('a host of its own is enough', () => {
  expect(accepts({ ...keyed, apiHosts: [] })).toBe(true);
  const { hostTemplate: _, ...hostless } = keyed;
  expect(accepts({ ...hostless, apiHosts: [] })).toBe(false);
});

test.each([
  ['no field', { fields: [] }],
  ['no secret field', { fields: [{ name: 'key', label: 'Key', kind: 'text' }], hostTemplate: undefined }],
  ['one field twice', { fields: [...keyed.fields, keyed.fields[1]] }],
  ['a field named like the prototype', { fields: [...keyed.fields, { name: '__proto__', label: 'x', kind: 'text' }] }],
  ['a field named like the product’s own', { fields: [...keyed.fields, { name: 'accountName', label: 'x', kind: 'text' }] }],
  ['a field of another kind', { fields: [...keyed.fields, { name: 'x', label: 'x', kind: 'password' }] }],
  ['nothing to carry', { carry: [] }],
  ['a place without a field', { carry: [{ in: 'header', name: 'X-Key', value: '{kee}' }] }],
  ['a host’s place without a field', { hostTemplate: 'https://{tenant}.tracker.example' }],
  ['a host without a place', { hostTemplate: 'https://tracker.example' }],
  ['a host with a path', { hostTemplate: 'https://tracker.example/{subdomain}' }],
  ['a host with a user name', { hostTemplate: 'https://{subdomain}@tracker.example' }],
  ['a cookie', { carry: [{ in: 'header', name: 'Cookie', value: '{key}' }] }],
  ['a header of the connection', { carry: [{ in: 'header', name: 'Host', value: '{key}' }] }],
  ['a header with a blank', { carry: [{ in: 'header', name: 'X Key', value: '{key}' }] }],
  ['a header value with a line break', { carry: [{ in: 'header', name: 'X-Key', value: '{key}\r\nX-More: 1' }] }],
  ['a parameter with an equals sign', { carry: [{ in: 'query', name: 'a=b', value: '{key}' }] }],
  ['a key in the path', { carry: [{ in: 'path', name: 'key', value: '{key}' }] }],
  ['a probe over http', { probe: { url: 'http://api.tracker.example/me' } }],
  ['a probe on another host by its path', { probe: { url: '//evil.example/me' } }],
  ['a probe that deletes', { probe: { url: '/me', method: 'DELETE' } }],
  ['a script as the key’s page', { keyUrl: 'javascript:alert(1)' }],
  ['an unknown key', { scopes: [] }],
])('%s is refused', (_, change) => {
  expect(accepts({ ...keyed, ...change })).toBe(false);
});

test.each([
  ['a colon in the user name', { user: '{email}:x' }],
  ['a place without a field', { password: '{secret}' }],
  ['headers to carry', { carry: keyed.carry }],
])('%s is refused with Basic', (_, change) => {
  expect(accepts({ ...paired, ...change })).toBe(false);
});
