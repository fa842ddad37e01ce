/** Before a sign-in: the scopes that are asked for, hosts in the user's own network, and whether another account needs a sign-out first. */
import { describe, expect, test, vi } from 'vitest';
import { mayTakeSame, sitePage } from '../../extension/pages/connect/another-note';
import { readRoute, writeRoute } from '../../extension/pages/connect/route';
import { wantedBefore } from '../../extension/pages/connect/start-sign-in';
import { namesOf, wantedScopes } from '../../extension/pages/connect/wanted-scopes';
import { hostOf } from '../../extension/pages/shared/lookups';
import { isOwnNetwork } from '../../extension/pages/shared/own-network';
import { cloud, notes, tickets } from './gallery/entered-fixtures';
import { microblog, photos } from './gallery/fixtures';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

const calendar = 'https://cloud.test/scopes/calendar.events.readonly';
const named = (scopes: readonly { readonly name: string }[]): string[] => scopes.map(({ name }) => name);

describe('scopes', () => {
  test('the usual ones are asked for, and the optional ones only where the user adds them', () => {
    const scopes = wantedScopes(cloud, undefined, undefined);
    expect(named(scopes.asked)).toEqual(['files.read', 'offline']);
    expect(scopes.asked.every(({ novelty }) => novelty === undefined)).toBe(true);
    expect(named(scopes.more)).toEqual(['files.write', calendar]);
    expect(namesOf(scopes)).toEqual(['files.read', 'offline']);
    expect(namesOf(scopes, new Set([calendar, 'stranger']))).toEqual(['files.read', 'offline', calendar]);
  });

  test('what a site needs is asked for too, but never a scope that the service’s entry does not know', () => {
    const scopes = wantedScopes(cloud, undefined, { scopes: ['files.write', 'stranger'] });
    expect(namesOf(scopes)).toEqual(['files.read', 'files.write', 'offline']);
    expect(named(scopes.more)).toEqual([calendar]);
  });

  test('beside what the account has, each is granted already or new', () => {
    const scopes = wantedScopes(cloud, { scopes: ['files.read', calendar], asked: [] }, { scopes: ['files.write'] });
    expect(scopes.asked.map(({ name, novelty }) => [name, novelty])).toEqual([
      ['files.read', 'granted'],
      ['files.write', 'new'],
      [calendar, 'granted'],
      ['offline', 'new'],
    ]);
    expect(scopes.more).toEqual([]);
  });

  test('where the service does not tell what it granted, what was asked before is asked again, and nothing is called new', () => {
    const scopes = wantedScopes(cloud, { asked: ['files.write'] }, undefined);
    expect(namesOf(scopes)).toEqual(['files.read', 'files.write', 'offline']);
    expect(scopes.asked.some(({ novelty }) => novelty !== undefined)).toBe(false);
  });

  test('a service without scopes leaves them to the worker', () => {
    expect(namesOf(wantedScopes(microblog, undefined, { scopes: ['x'] }))).toBeUndefined();
    expect(namesOf(wantedScopes({ ...photos, scopes: [] }, undefined, undefined))).toBeUndefined();
    const optional = { ...photos, scopes: [{ name: 'a', does: '', optional: true }] };
    expect(namesOf(wantedScopes(optional, undefined, undefined))).toEqual([]);
  });

  test('stay in the window’s address, so that the same can be tried again', () => {
    const route = readRoute(writeRoute({ signIn: 's1', account: 'a7', scopes: `files.read ${calendar}`, force: '1' }));
    expect(wantedBefore(route)).toEqual({ accountId: 'a7', scopes: ['files.read', calendar], force: true });
    expect(wantedBefore(readRoute('#signIn=s1'))).toEqual({ accountId: undefined, scopes: undefined, force: false });
  });
});

describe('another account', () => {
  test('may turn out to be the same one wherever the service’s page decides alone', () => {
    expect(mayTakeSame(photos, 'redirect')).toBe(true);
    expect(mayTakeSame(photos, 'implicit')).toBe(true);
    expect(mayTakeSame(microblog, 'pin')).toBe(true);
    expect(mayTakeSame(photos, 'device')).toBe(false);
    expect(mayTakeSame(microblog, 'credentials')).toBe(false);
    expect(mayTakeSame(notes, undefined)).toBe(false);
    expect(mayTakeSame({ ...photos, anotherParameters: { prompt: 'select_account' } }, 'redirect')).toBe(false);
  });

  test('one signs out at the site of the sign-in page, unless that is the API', () => {
    expect(sitePage(photos)).toBe('https://photos.test');
    expect(sitePage(microblog)).toBe('https://microblog.test');
    const { registerUrl: _, ...bare } = microblog;
    expect(sitePage(bare)).toBe('https://api.microblog.test');
    expect(sitePage(notes)).toBeUndefined();
  });
});

describe('hosts', () => {
  test.each([
    ['http://localhost:8080', true],
    ['http://127.0.0.1', true],
    ['https://[::1]:8443', true],
    ['https://192.168.0.7', true],
    ['https://[fd00::7]', true],
    ['https://nas', true],
    ['https://NAS.local.', true],
    ['https://cloud.practice.lan', true],
    ['https://git.internal', true],
    ['https://tv.home.arpa', true],
    ['https://app.localhost', true],
    ['https://local.example', false],
    ['https://lan.example.org', false],
    ['https://1.2.3.4.example', false],
  ])('%s is in the user’s own network: %s', (url, own) => expect(isOwnNetwork(new URL(url))).toBe(own));

  test('what accounts enter is a star in a service’s second line', () => {
    expect(hostOf(tickets)).toBe('*.tickets.test');
    expect(hostOf({ ...tickets, hostTemplate: 'https://{host}' })).toBe('');
    expect(hostOf(notes)).toBe('api.notes.test');
  });
});
