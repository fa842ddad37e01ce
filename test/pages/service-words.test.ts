/** What the page of services says of an entry: what it needs, how it differs, where it came from; and what its address shows. */
import { describe, expect, test, vi } from 'vitest';
import { chosenIn } from '../../extension/pages/options/service-choice';
import { packNameError, tickedAtFirst } from '../../extension/pages/options/pack-words';
import { differences } from '../../extension/pages/options/service-differences';
import { needsOf, needsText } from '../../extension/pages/options/service-needs';
import { bySource, sourceText, takenFrom } from '../../extension/pages/options/service-source';
import { readView, writeView } from '../../extension/pages/options/view';
import { oauth2Quirks } from '../../src/core/choices';
import { catalogue, loopback, social, store, withCatalogue } from './gallery/catalogue-fixtures';
import { notes } from './gallery/entered-fixtures';
import { files, microblog, photos } from './gallery/fixtures';
import { everyKey, fullOAuth2 } from './gallery/full-entries';
import { pack } from './gallery/packs';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

test.each([
  [photos, 'id', 'Client id'],
  [files, 'secret', 'Id and secret'],
  [microblog, 'secret', 'Key and secret'],
  [{ ...microblog, ways: ['credentials'] as const }, 'nothing', 'No set-up needed'],
  [{ ...microblog, signatureMethod: 'RSA-SHA1' as const }, 'key', 'Id and private key'],
  [{ ...files, clientAuth: 'private_key_jwt' as const }, 'key', 'Id and private key'],
  [social, 'nothing', 'No set-up needed'],
  [notes, 'entered', 'API key'],
])('%# what it needs', (service, needs, text) => {
  expect([needsOf(service), needsText(service)]).toEqual([needs, text]);
});

describe('how it differs', () => {
  test('not at all, where an entry tells only what every service has', () => {
    for (const service of [files, microblog, everyKey]) expect(differences(service)).toEqual([]);
  });

  test('in whole sentences, each once, one for each quirk among them', () => {
    const all = differences(fullOAuth2);
    expect(new Set(all).size).toBe(all.length);
    for (const sentence of all) expect(sentence).toMatch(/^[A-Z].*\.$/u);
    expect(all.length).toBeGreaterThan(oauth2Quirks.length + 14);
    expect(all).toContain('Replies do not say how long a token lives: it is 1 hr.');
    expect(all).toContain(
      'Every call also carries Notion-Version: 2022-06-28, Client-Id: {clientId} and X-Url: https://a.example:8443/.',
    );
  });

  test('a store', () => {
    expect(differences(store)).toEqual([
      'It refuses the proof of the code (PKCE).',
      'Scopes are asked for with commas between.',
      'Token requests are JSON.',
      'Replies do not tell the token’s type, or a wrong one: it is Bearer.',
      'Replies give scopes with commas between.',
    ]);
  });

  test('OAuth 1.0a, and a redirect URL that is not ours', () => {
    const odd = {
      ...microblog,
      signatureMethod: 'PLAINTEXT' as const,
      transport: 'query' as const,
      requestTokenMethod: 'GET' as const,
      bodyHash: true,
      apiHostFrom: 'domain',
      deadTokenCodes: ['89', '99'],
    };
    expect(differences(odd)).toEqual([
      'Requests are signed with PLAINTEXT.',
      'The signature travels in the query.',
      'A request token is asked for by GET.',
      'Bodies that are no form are signed by their hash (oauth_body_hash).',
      'Each account has an API host of its own, which domain in the token’s reply names.',
      'Its error codes 89 and 99 mean that a token is dead.',
    ]);
    expect(differences(loopback)[0]).toContain('http://127.0.0.1:8976/callback');
  });
});

describe('where it came from', () => {
  test('in words', () => {
    expect(withCatalogue.services.map(sourceText)).toEqual([
      'From the catalogue',
      'From the catalogue, for garden.social.example',
      'From the pack acme',
      'Your own',
    ]);
  });

  test('groups them: catalogue, packs, own', () => {
    const mixed = withCatalogue.services.toReversed();
    expect(bySource(mixed).map(({ title, views }) => [title, views.length])).toEqual([
      ['From the catalogue', 2],
      ['From the pack acme', 1],
      ['Your own', 1],
    ]);
  });

  test('tells what an entry was taken into use as', () => {
    expect(takenFrom(withCatalogue, social.id).map(({ service }) => service.id)).toEqual([
      'example-social.garden-social-example',
    ]);
    expect(takenFrom(withCatalogue, store.id)).toEqual([]);
  });
});

describe('the address', () => {
  test.each([
    ['#services', { tab: 'catalogue', open: false, id: 'cafe-orders' }],
    ['#services?tab=yours', { tab: 'yours', open: false, id: 'practice-photos' }],
    ['#services/practice-photos', { tab: 'catalogue', open: true, id: 'practice-photos' }],
    ['#services/practice-photos?tab=yours', { tab: 'yours', open: true, id: 'practice-photos' }],
    ['#services/example-social', { tab: 'catalogue', open: true, id: 'example-social' }],
    ['#services/example-social.garden-social-example', { tab: 'catalogue', open: true, id: 'example-social' }],
    ['#services/acme.calendar', { tab: 'yours', open: true, id: 'acme.calendar' }],
    ['#services/example-files', { tab: 'yours', open: true, id: 'example-files' }],
    ['#services/collected-007', { tab: 'catalogue', open: true, id: 'collected-007' }],
    ['#services/gone', { tab: 'catalogue', open: false, id: 'cafe-orders' }],
  ])('%s', (hash, chosen) => {
    expect(chosenIn(withCatalogue, catalogue, readView(hash))).toMatchObject(chosen);
  });

  test('shows what is in use even before the catalogue is there', () => {
    expect(chosenIn(withCatalogue, undefined, readView('#services/practice-photos')).view?.service.id).toBe('practice-photos');
    expect(chosenIn(withCatalogue, undefined, readView('#services'))).toEqual({ tab: 'catalogue', open: false });
  });

  test.each([
    { page: 'services', tab: 'yours', id: 'a.b' },
    { page: 'services', id: 'new', from: 'example-store' },
    { page: 'services', pack: 'import' },
    { page: 'services', id: 'a', pack: 'export' },
  ] as const)('of %j leads back to it', (view) => expect(readView(writeView(view))).toEqual(view));
});

describe('packs', () => {
  test('ticked beforehand is only what nobody has to think about', () => {
    expect([...tickedAtFirst(pack)]).toEqual(['acme.calendar', 'acme.tasks']);
  });

  test.each([
    ['', 'missing'],
    ['my-services', undefined],
    ['My services', 'form'],
    ['-a', 'form'],
    ['practice-photos', 'taken'],
  ])('named %j', (name, error) => expect(packNameError(name, [photos.id])).toBe(error));
});
