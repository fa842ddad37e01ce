/** A service's entry decides where secrets go: a wrong one must not get in. */
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { findService } from '../../../src/services/find';
import { serviceSchema } from '../../../src/services/schema';
import { filesEntry, photosEntry } from '../../practice/entries';

const files = filesEntry('https://api.files.example');
const photos = photosEntry('http://127.0.0.1:4000');
const accepts = (entry: unknown): boolean => v.safeParse(serviceSchema, entry).success;

test('the practice services are valid', () => {
  expect(accepts(files)).toBe(true);
  expect(accepts(photos)).toBe(true);
});

test.each([
  ['plain http', { tokenUrl: 'http://api.files.example/token' }],
  ['a user name in a URL', { tokenUrl: 'https://u@api.files.example/token' }],
  ['a fragment', { tokenUrl: 'https://api.files.example/token#x' }],
  ['no URL', { authorizeUrl: 'authorize' }],
  ['a script as registration page', { registerUrl: 'javascript:alert(1)' }],
  ['an API host with a path', { apiHosts: ['https://api.files.example/v1'] }],
  ['an API host over http', { apiHosts: ['http://api.files.example'] }],
  ['no API host', { apiHosts: [] }],
  ['an unknown key', { quirk: true }],
  ['an unknown protocol', { protocol: 'oauth3' }],
  ['a scope with a space', { scopes: [{ name: 'a b', does: '' }] }],
  ['an id with other characters', { id: '../x' }],
  ['the prototype as id', { id: '__proto__' }],
  ['an empty name', { name: '  ' }],
])('%s is refused', (_, change) => {
  expect(accepts({ ...files, ...change })).toBe(false);
});

test('a service is found by id, name or host, and never by guess', () => {
  const twin = { ...files, id: 'twin', name: 'Twin' };
  expect(findService([files, photos], 'practice-files')).toBe(files);
  expect(findService([files, photos], 'practice PHOTOS')).toBe(photos);
  expect(findService([files, photos], 'http://127.0.0.1:4000/api/x')).toBe(photos);
  expect(findService([files, twin], 'https://api.files.example')).toBeUndefined();
  expect(findService([files, photos], 'nothing')).toBeUndefined();
});
