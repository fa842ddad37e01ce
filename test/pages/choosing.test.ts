/** Choosing in the connect window: what is offered, what is typed for an entry's places, and what is pasted of an app. */
import { describe, expect, test, vi } from 'vitest';
import type { Variable } from '../../src/core/catalogue';
import type { ServiceView } from '../../src/messaging/views';
import { appErrors, redirectToRegister, redirectToSave, type AppTyped } from '../../extension/pages/connect/app-form';
import { asksFirst, offeredOf, placeOf } from '../../extension/pages/connect/offered';
import { readRoute, writeRoute } from '../../extension/pages/connect/route';
import { isWrong, ownNetworkHost, typedHost } from '../../extension/pages/connect/typed-value';
import { neededOrigins, redirectOf, secretNeed } from '../../extension/pages/shared/lookups';
import { monogram } from '../../extension/pages/shared/tile';
import { catalogue, loopback, optional, social, store, withCatalogue } from './gallery/catalogue-fixtures';
import { notes, tickets } from './gallery/entered-fixtures';
import { files, microblog, overview, photos, redirectUrl } from './gallery/fixtures';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

const { services } = withCatalogue;
const offered = (query: string, unverified = false) => {
  const { inUse, entries, unverified: hidden } = offeredOf(services, catalogue, query, unverified);
  return { inUse: inUse.map(({ service }) => service.id), entries: entries.map(({ id }) => id), hidden };
};

describe('what is offered', () => {
  test('those in use come in their own order, and their entries not again; an entry for many sites stays', () => {
    const { inUse, entries, hidden } = offered('');
    expect(inUse).toEqual(services.map(({ service }) => service.id));
    expect(entries).not.toContain(photos.id);
    expect(entries).toContain(social.id);
    expect(hidden).toBe(catalogue.services.filter(({ unverified }) => unverified).length);
  });

  test('a name finds both; what nobody checked is counted until it is shown', () => {
    expect(offered('social')).toEqual({ inUse: ['example-social.garden-social-example'], entries: [social.id], hidden: 0 });
    expect(offered('collected 07')).toEqual({ inUse: [], entries: [], hidden: 12 });
    expect(offered('collected 077', true)).toEqual({ inUse: [], entries: ['collected-077'], hidden: 0 });
  });

  test('a pasted URL finds by its host', () => {
    expect(offered('https://garden.social.example/@alice').inUse).toEqual(['example-social.garden-social-example']);
    expect(offered('https://my-shop.store.example/admin').entries).toEqual([store.id]);
    expect(offered('https://login.unknown.test/')).toEqual({ inUse: [], entries: [], hidden: 0 });
  });

  test('without the catalogue there are still those in use', () => {
    expect(offeredOf(services, undefined, 'acme', false)).toMatchObject({
      inUse: [{ service: { id: 'acme.calendar' } }],
      entries: [],
    });
  });

  test('an entry’s place is where its API is, as far as it is the same for all', () => {
    expect(placeOf(store)).toBe('*.store.example');
    expect(placeOf(social)).toBe('');
    expect(placeOf(photos)).toBe('api.photos.test');
  });

  test('only an entry with places, or one that nobody checked, asks first', () => {
    expect([social, photos, { ...photos, unverified: true } as const].map(asksFirst)).toEqual([true, false, true]);
  });

  test('the window’s address names the entry and the request', () => {
    expect(readRoute(writeRoute({ catalogue: social.id, askId: 'q1' }))).toEqual({ catalogue: social.id, askId: 'q1' });
  });
});

describe('what is typed for a place', () => {
  const of = (kind: Variable['kind']): Variable => ({ name: kind, label: 'Yours', kind, example: 'x' });

  test.each([
    ['mastodon.example', 'mastodon.example'],
    ['  https://Mastodon.Example/@alice?x#y ', 'mastodon.example'],
    ['nas.local:8443', 'nas.local:8443'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['[fd00::1]:8443', '[fd00::1]:8443'],
    ['alice@evil.example', undefined],
    ['evil.example%2f.good.example', undefined],
    ['evil.example\\good.example', undefined],
    ['two words', undefined],
    ['', undefined],
  ])('as a host, %j is %j', (typed, host) => {
    expect(typedHost(typed)).toBe(host);
    expect(isWrong(of('host'), typed)).toBe(host === undefined);
  });

  test('a label and a word are plain; whether a pasted address holds one, the worker tells', () => {
    expect(['my-shop', 'My-Shop', 'https://my-shop.store.example/admin'].some((typed) => isWrong(of('label'), typed))).toBe(
      false,
    );
    expect(['my shop', '-x', 'a/b', 'a_b'].every((typed) => isWrong(of('label'), typed))).toBe(true);
    expect(['common', '8a7c_x.y~z'].some((typed) => isWrong(of('word'), typed))).toBe(false);
    expect(['a b', '../x', '{x}'].every((typed) => isWrong(of('word'), typed))).toBe(true);
  });

  test('a host in the own network is seen, whatever stands around it', () => {
    const variables = [of('label'), of('host')];
    expect(ownNetworkHost(variables, { label: 'localhost', host: 'https://nas.local:8443/about' })).toBe('nas.local:8443');
    expect(ownNetworkHost(variables, { label: 'x', host: '127.0.0.1' })).toBe('127.0.0.1');
    expect(ownNetworkHost(variables, { label: 'x', host: 'mastodon.example' })).toBeUndefined();
    expect(ownNetworkHost(variables, { label: 'x', host: '' })).toBeUndefined();
  });
});

describe('an app', () => {
  const view = (service: ServiceView['service'], app?: Partial<NonNullable<ServiceView['app']>>): ServiceView => ({
    service,
    accounts: 0,
    ...(app && { app: { clientId: 'c', hasSecret: false, registered: false, ...app } }),
  });
  const typed: AppTyped = { clientId: 'c', secret: '', redirect: '' };

  test('has a secret where its service wants one, may have one, or has none', () => {
    expect(secretNeed(photos, 'redirect')).toBe('none');
    expect(secretNeed(optional, 'redirect')).toBe('optional');
    expect(secretNeed(files, 'redirect')).toBe('needed');
    expect(secretNeed(files, 'implicit')).toBe('optional');
    expect(secretNeed(microblog, 'redirect')).toBe('needed');
    expect([notes, tickets].map((service) => secretNeed(service, undefined))).toEqual(['none', 'none']);
  });

  test('a secret is missed only where it is needed and not stored', () => {
    const secretOf = (of: ServiceView): string | undefined => appErrors(of, 'redirect', typed, false).secret;
    expect(secretOf(view(files))).toContain('Client secret');
    expect(secretOf(view(files, { hasSecret: true }))).toBeUndefined();
    expect(secretOf(view(optional))).toBeUndefined();
    expect(secretOf(view(microblog))).toContain('Consumer secret');
    expect(appErrors(view(microblog), 'redirect', { ...typed, secret: 's' }, false).secret).toBeUndefined();
  });

  test('a key that was made here needs no other, one that is pasted is looked at', () => {
    const keyed = view({ ...files, clientAuth: 'private_key_jwt' });
    expect(appErrors(keyed, 'redirect', typed, false).secret).toContain('Private key');
    expect(appErrors(keyed, 'redirect', { ...typed, secret: 'no key' }, false).secret).toContain('no private RSA key');
    expect(appErrors(keyed, 'redirect', typed, true).secret).toBeUndefined();
  });

  test('its id is never empty, and its redirect URL a whole and safe one', () => {
    const errors = (change: Partial<AppTyped>) => appErrors(view(photos), 'redirect', { ...typed, ...change }, false);
    expect(errors({ clientId: ' ' }).id).toContain('Client id');
    expect(errors({ redirect: 'example.org' }).redirect).toContain('no whole URL');
    expect(errors({ redirect: 'http://example.org/' }).redirect).toContain('starts with http');
    expect(errors({ redirect: ' https://example.org/callback ' })).toEqual({
      id: undefined,
      secret: undefined,
      redirect: undefined,
    });
    expect(errors({ redirect: 'http://127.0.0.1:8976/callback' }).redirect).toBeUndefined();
  });

  test('is registered with its own redirect URL, or the entry’s, or this browser’s; what goes without saying is not stored', () => {
    const own = 'https://acme.example/callback';
    expect(redirectToRegister(overview, view(photos))).toBe(redirectUrl);
    expect(redirectToRegister(overview, view(loopback))).toBe(loopback.redirectUrl);
    expect(redirectOf(overview, view(loopback, { redirectUrl: own }))).toBe(own);
    expect(redirectToSave(` ${own} `, redirectUrl)).toBe(own);
    expect(redirectToSave(redirectUrl, redirectUrl)).toBe('');
    expect(redirectToSave(redirectUrl, loopback.redirectUrl ?? '')).toBe(redirectUrl);
  });

  test('one click asks for every host: the service’s, the redirect’s, and where that is led to', () => {
    const origins = neededOrigins(loopback, redirectUrl, 'redirect');
    expect(origins).toEqual(
      expect.arrayContaining(['https://api.drive.example', 'http://127.0.0.1:8976', new URL(redirectUrl).origin]),
    );
    expect(neededOrigins(files, redirectUrl, 'redirect', 'https://acme.example/callback')).toContain('https://acme.example');
    expect(neededOrigins(photos, redirectUrl, 'redirect')).toContain(new URL(redirectUrl).origin);
  });
});

test('a site in brackets is no part of the monogram', () => {
  expect(['Example Social (garden.social.example)', 'Practice Photos', '(x)'].map(monogram)).toEqual(['S', 'P', '?']);
});
