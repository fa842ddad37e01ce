/** What follows a redirect: fetch's rules, and nothing of ours in the URL. */
import { expect, test } from 'vitest';
import type { Outgoing } from '../../../src/core/protocol';
import { ledOut, redirected } from '../../../src/gateway/redirects';

const body = new Blob(['x']);
const request = (method: string): Outgoing => ({
  method,
  url: new URL('https://api.example/v1/a?x=1'),
  headers: new Headers({ accept: 'a/b', 'content-type': 'text/plain', 'content-language': 'de' }),
  ...(method !== 'GET' && method !== 'HEAD' && { body }),
});
const follow = (method: string, status: number, location = '/v1/b', sent = request(method)): Outgoing =>
  redirected(request(method), sent, { status, location }, (text) => text.includes('practice-secret'));

test.each([
  ['GET', 301, 'GET'],
  ['GET', 302, 'GET'],
  ['GET', 303, 'GET'],
  ['GET', 307, 'GET'],
  ['HEAD', 301, 'HEAD'],
  ['HEAD', 303, 'HEAD'],
  ['POST', 301, 'GET'],
  ['POST', 302, 'GET'],
  ['POST', 303, 'GET'],
  ['PUT', 303, 'GET'],
  ['DELETE', 303, 'GET'],
])('%s through %i becomes %s', (method, status, becomes) => {
  const next = follow(method, status);
  expect(next.method).toBe(becomes);
  expect(next.body).toBeUndefined();
  if (method !== becomes) expect([...next.headers]).toEqual([['accept', 'a/b']]);
});

test.each([
  ['POST', 307],
  ['POST', 308],
  ['PUT', 301],
  ['PATCH', 302],
  ['DELETE', 308],
])('%s through %i stays as it is, with its body', (method, status) => {
  const next = follow(method, status);
  expect(next).toMatchObject({ method, body });
  expect(next.headers.get('content-type')).toBe('text/plain');
});

test.each([
  ['/v1/b', 'https://api.example/v1/b'],
  ['b?y=2', 'https://api.example/v1/b?y=2'],
  ['//other.example/c', 'https://other.example/c'],
  ['?z', 'https://api.example/v1/a?z'],
])('%s leads to %s', (location, url) => {
  expect(follow('GET', 302, location).url.href).toBe(url);
});

test('parameters that we added are cut where the service hands them back', () => {
  const sent = request('GET');
  sent.url.searchParams.set('oauth_signature', 'made-up');
  const next = follow('GET', 302, '/v1/b?x=1&oauth_signature=made-up&y=2', sent);
  expect(next.url.href).toBe('https://api.example/v1/b?x=1&y=2');
});

test('a target that is no URL, or that quotes a secret, is refused', () => {
  for (const location of ['http://[', '/b?t=practice-secret'])
    expect(() => follow('GET', 302, location)).toThrow(expect.objectContaining({ code: 'redirect_refused' }));
});

test('the failure for a target outside names its origin, and where it is', () => {
  const { problem } = ledOut(new URL('https://files.example/a?b=c'));
  expect(problem).toMatchObject({ about: 'https://files.example', location: 'https://files.example/a?b=c' });
});
