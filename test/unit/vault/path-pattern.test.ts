/** What is kept of a path: words and versions stay, ids and names go. */
import { describe, expect, test } from 'vitest';
import { pathPattern } from '../../../src/vault/path-pattern';

describe('words and versions stay', () => {
  test.each([
    '/v1/albums',
    '/2/files/list_folder',
    '/1.1/statuses/update.json',
    '/2010-04-01/Accounts',
    '/api/v2beta1/photos',
    '/v1.0/me/drive/root:/children',
    '/oauth2/tokens',
    '/hash/sha256',
    '/api/chat.postMessage',
    '/rest/users-by-team',
    '/users/*/photos',
    '/',
    '',
  ])('%s', (path) => expect(pathPattern(path)).toBe(path));
});

describe('ids and names go', () => {
  test.each([
    ['/v1/photos/18', '/v1/photos/*'],
    ['/2/2', '/2/*'],
    ['/123/photos', '/*/photos'],
    ['/api/2/photos', '/api/*/photos'],
    ['/files/2026-11-21', '/files/*'],
    ['/v1/items/3f2504e0-4f89-11d3-9a0c-0305e82c3301', '/v1/items/*'],
    ['/git/commits/deadbeefcafebabe', '/git/commits/*'],
    ['/git/commits/1646be2', '/git/commits/*'],
    ['/videos/dQw4w9WgXcQ', '/videos/*'],
    ['/r/t3_9x1ab', '/r/*'],
    ['/posts/a1b2c', '/posts/*'],
    ['/users/alice@example.org/mail', '/users/*/mail'],
    ['/users/alice%40example.org', '/users/*'],
    ['/users/@alice', '/users/*'],
    ['/~alice/files', '/*/files'],
    ['/files/Holiday%20in%20Rome', '/files/*'],
    ['/files/b%C3%BCcher', '/files/*'],
    ['/files/bücher', '/files/*'],
    ['/projects/group%2Fhouse', '/projects/*'],
    ["/odata/Users('alice')", '/odata/*'],
    ['/share/aGVsbG8=', '/share/*'],
    ['/matrix/map;owner=alice', '/matrix/*'],
    ['/statuses/show/210462857140252672.json', '/statuses/show/*.json'],
    [`/notes/${'a'.repeat(41)}`, '/notes/*'],
    ['/v1/photos/18/', '/v1/photos/*/'],
    ['//18', '//*'],
  ])('%s is %s', (path, pattern) => expect(pathPattern(path)).toBe(pattern));
});

test('it is at most 300 characters long', () => {
  expect(pathPattern('/album'.repeat(100))).toBe('/album'.repeat(50));
});

test('a pattern is its own pattern', () => {
  const once = pathPattern('/v1/users/alice%40example.org/photos/18.json');
  expect(once).toBe('/v1/users/*/photos/*.json');
  expect(pathPattern(once)).toBe(once);
});
