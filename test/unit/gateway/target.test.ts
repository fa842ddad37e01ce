/** Where a signed request may go: URL confusion of every kind ends before anything is signed. */
import { describe, expect, test } from 'vitest';
import { callTarget, targetOf } from '../../../src/core/target';
import { filesEntry } from '../../practice/entries';

const service = filesEntry('https://api.good.example');
const hosts = ['https://api.good.example', 'http://127.0.0.1:8080'];
const target = (url: string): string => targetOf(url, service, hosts).href;
const failure = (url: string): string => {
  try {
    return target(url);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test.each([
  ['https://api.good.example/v1', 'https://api.good.example/v1'],
  ['https://API.good.example:443/v1?q=1#frag', 'https://api.good.example/v1?q=1'],
  ['http://127.0.0.1:8080/x', 'http://127.0.0.1:8080/x'],
])('%s goes to %s', (url, expected) => {
  expect(target(url)).toBe(expected);
});

describe('outside the API hosts', () => {
  test.each([
    'https://api.good.example@evil.example/',
    'https://user:pass@api.good.example/',
    'https://api.good.example.evil.example/',
    'https://api.good.example./v1',
    'https://evil.example\\@api.good.example/',
    'https://evil.example/?https://api.good.example',
    'http://api.good.example/v1',
    'https://api.good.example:8443/v1',
    'http://127.0.0.1:8081/x',
    'http://127.1.evil.example:8080/',
    'https://api.gооd.example/v1',
    'ftp://api.good.example/v1',
    'blob:https://api.good.example/1',
    'javascript:alert(1)',
  ])('%s', (url) => {
    expect(failure(url)).toBe('outside_api_hosts');
  });

  test.each(['/v1', '', 'https://', '//api.good.example/v1'])('%j is no absolute URL', (url) => {
    expect(failure(url)).toBe('invalid_input');
  });
});

test.each([
  '/token',
  '/token/',
  '//token',
  '/TOKEN',
  '/%74oken',
  '/x/../token',
  '/x/%2e%2e/token',
  '/token;v=1',
  '/token?x=1',
  '/.//token',
  '/revoke',
  '/userinfo',
  '/authorize',
  '/x%2f..%2ftoken',
])('%s is a sign-in endpoint', (path) => {
  expect(failure(`https://api.good.example${path}`)).toBe('sign_in_endpoint');
});

test('a path that only begins like an endpoint is none', () => {
  expect(target('https://api.good.example/tokens')).toBe('https://api.good.example/tokens');
});

test.each([
  'https://api.good.example/v1/keys',
  'https://api.good.example/V1/Keys/',
  'https://api.good.example//v1/./keys;a=1',
  'https://api.good.example/v1/%6beys?x=1',
  'https://api.good.example/v1/keys/7/rotate',
])('a path that the entry closes is no place for a caller: %s', (url) => {
  const closed = { ...service, closedPaths: ['/v1/keys*', '/v1/*/Secret'] };
  expect(() => callTarget(url, closed, hosts)).toThrow(expect.objectContaining({ code: 'sign_in_endpoint' }));
  expect(targetOf(url, closed, hosts).host).toBe('api.good.example');
  expect(callTarget('https://api.good.example/v1/photos', closed, hosts).pathname).toBe('/v1/photos');
});
