/** What is typed as an address: recognised, completed, judged; and what a service promises there. */
import { expect, test } from 'vitest';
import { hostsError, hostsIn, hostsText, isAddress, urlError, withScheme } from '../../extension/pages/shared/address';
import { advertised } from '../../extension/pages/options/advertised';
import { found } from './gallery/discovery';
import { files } from './gallery/fixtures';

test.each([
  ['https://accounts.example.org', true],
  ['accounts.example.org/realms/x?y', true],
  ['localhost:8080', true],
  ['127.0.0.1:9000/path', true],
  ['[::1]:9000', true],
  ['Practice Photos', false],
  ['prac', false],
  ['v1.0', false],
  ['https://', false],
  ['api.example.org and more', false],
])('%s is an address: %s', (text, is) => expect(isAddress(text)).toBe(is));

test.each([
  ['api.example.org', 'https://api.example.org'],
  ['localhost:8080', 'http://localhost:8080'],
  ['127.0.0.1:9000/x', 'http://127.0.0.1:9000/x'],
  ['http://api.example.org', 'http://api.example.org'],
])('%s means %s', (text, url) => expect(withScheme(text)).toBe(url));

test.each([
  ['https://a.example/x', undefined],
  ['http://a.example/x', 'insecure'],
  ['https://a.example/x#y', 'fragment'],
  ['ftp://a.example', 'url'],
  ['a.example', 'url'],
])('%s: %s', (url, error) => expect(urlError(url)).toBe(error));

test('hosts there and back, without https', () => {
  const origins = ['https://api.example.org', 'http://127.0.0.1:8080', 'https://up.example.org:8443'];
  expect(hostsIn(hostsText(origins))).toEqual(origins);
  expect(hostsError('api.example.org, http://up.example.org')).toBe('insecure');
});

test('what a service promises is said, and what it lacks', () => {
  const keys = (service: typeof found, registers: boolean): string[] => advertised(service, registers).map(({ key }) => key);
  expect(keys(found, true)).toEqual(['has_registration', 'has_dpop', 'has_device', 'has_identity', 'has_par', 'has_revocation']);
  expect(keys(files, false)).toEqual(['has_no_registration', 'has_no_revocation']);
});
