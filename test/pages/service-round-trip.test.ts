/** An entry through the form and back loses nothing, with the entry before it at hand and without; the vault's schema takes it. */
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { errorsOf } from '../../extension/pages/options/draft-errors';
import { codesIn, codesText, scopesIn, scopesText } from '../../extension/pages/options/draft-lines';
import { asBeginning, fromDraft, toDraft, type Draft } from '../../extension/pages/options/service-draft';
import type { OAuth2Quirk, OAuth2Service } from '../../src/core/oauth2-service';
import type { Service } from '../../src/core/service';
import { serviceSchema } from '../../src/services/schema';
import { filesEntry, personalityEntry, photosEntry } from '../practice/entries';
import { PERSONALITIES } from '../services/personalities';
import { notes, tickets } from './gallery/entered-fixtures';
import { store } from './gallery/catalogue-fixtures';
import { found } from './gallery/discovery';
import { everyKey, fullBasic, fullOAuth2 } from './gallery/full-entries';

const origin = 'http://127.0.0.1:9000';
const entries: readonly Service[] = [
  photosEntry(origin),
  ...(['none', 'client_secret_jwt', 'private_key_jwt', 'basic_without_secret'] as const).map((auth) => ({
    ...filesEntry(origin, auth, {
      par: true,
      dpop: true,
      resources: [`${origin}/files`, 'https://other.example/api'],
      ways: ['device', 'redirect', 'app'],
      registration: true,
      optional: ['files.write'],
    }),
    id: `files-${auth.replaceAll('_', '-')}`,
  })),
  filesEntry(origin),
  ...PERSONALITIES.map((name) => personalityEntry(name, origin)),
  found,
  notes,
  tickets,
  fullOAuth2,
  { ...fullOAuth2, id: 'only-implicit', ways: ['implicit'], quirks: ['issuer-per-tenant'] },
  everyKey,
  fullBasic,
];

describe.each(entries)('$id', (service) => {
  const { checked: _, ...kept } = service;

  test('has no mistake, and the schema takes what comes back', () => {
    expect([...errorsOf(toDraft(service))]).toEqual([]);
    expect(v.safeParse(serviceSchema, fromDraft(toDraft(service), service, [])).issues).toBeUndefined();
  });

  test('stays as it is', () => {
    expect(fromDraft(toDraft(service), service, [])).toEqual(kept);
  });

  test('loses only what the form does not show when it is entered anew', () => {
    const { id, hue, areas: _areas, ...shown } = kept;
    const made = fromDraft(toDraft(service), undefined, []);
    expect(made).toEqual({ ...shown, id: made.id, hue: made.hue });
    expect([typeof id, typeof hue]).toEqual(['string', 'number']);
  });
});

describe('what the form does not show', () => {
  const unknown = {
    ...fullOAuth2,
    later: 'kept',
    exchange: { ...fullOAuth2.exchange, headers: { 'x-later': '1' } },
    scopes: fullOAuth2.scopes.map((scope) => ({ ...scope, since: scope.name })),
  } as unknown as OAuth2Service;

  test('stays through a change, at the top and inside', () => {
    const { checked: _, ...kept } = { ...unknown, checked: { date: '2026-10-12', source: 'x' } };
    expect(fromDraft({ ...toDraft(unknown), name: 'Changed' }, unknown, [])).toEqual({ ...kept, name: 'Changed' });
  });

  test('goes with what it was part of', () => {
    const made = fromDraft({ ...toDraft(unknown), exchangeUrl: '', scopes: 'openid', revokeUrl: '' }, unknown, []);
    expect(made).not.toHaveProperty('exchange');
    expect(made).not.toHaveProperty('revokeUrl');
    expect(made).toMatchObject({ later: 'kept', scopes: [{ name: 'openid', since: 'openid' }] });
  });

  test('does not go along into another protocol', () => {
    const draft = { ...toDraft(unknown), protocol: 'oauth1' as const };
    expect(fromDraft(draft, unknown, [])).not.toHaveProperty('later');
  });
});

describe('a service that begins as an entry of the catalogue', () => {
  const start = asBeginning({ ...store, areas: [{ id: 'a', name: 'A', does: 'See', paths: ['/a*'] }] }, 'My store');
  const draft = toDraft(start);

  test('says nothing that only the original may say, and keeps the rest', () => {
    for (const name of ['variables', 'unverified', 'checked']) expect(start).not.toHaveProperty(name);
    const filled = {
      ...draft,
      ...Object.fromEntries(['authorizeUrl', 'tokenUrl', 'apiHosts'].map((name) => [name, `https://mine.example/${name}`])),
    };
    const made = fromDraft({ ...filled, apiHosts: 'mine.example' }, start, []);
    expect(made).toMatchObject({ name: 'My store', apiHosts: ['https://mine.example'], areas: [{ id: 'a' }] });
    expect(v.safeParse(serviceSchema, made).issues).toBeUndefined();
  });

  test('is wrong until its places are filled', () => {
    expect([...errorsOf(draft)]).toEqual([
      ['authorizeUrl', 'place_left'],
      ['tokenUrl', 'place_left'],
      ['apiHosts', 'place_left'],
    ]);
    const inPaths = {
      ...draft,
      authorizeUrl: 'https://a.example/',
      tokenUrl: 'https://a.example/{shop}/token',
      apiHosts: 'a.example',
    };
    expect([...errorsOf(inPaths, ['shop'])]).toEqual([['tokenUrl', 'place_left']]);
    expect(errorsOf(inPaths, ['other']).size).toBe(0);
  });
});

test('a choice set back to the usual stays told where it was told', () => {
  const told: OAuth2Service = { ...fullOAuth2, pkce: 'S256', dpop: false, ways: ['redirect'], issInRedirect: false, quirks: [] };
  expect(fromDraft(toDraft(told), told, [])).toEqual(told);
});

/** Fields of the catalogue's entries for which the form has no place. */
test('what the form does not show is kept when an entry is edited', () => {
  const kept: OAuth2Service = {
    ...filesEntry(origin),
    redirectUrl: `${origin}/callback`,
    clientAuth: 'none',
    clientAuthWithSecret: 'client_secret_post',
    codeParameters: { access_type: 'offline' },
    scopeName: 'user_scope',
    tokenHeader: 'X-Token',
    userinfoMethod: 'POST',
    userinfoBody: '{}',
  };
  const { checked: _, ...shown } = kept;
  const edited = { ...toDraft(kept), name: 'Another name' };
  expect(fromDraft(edited, kept, [])).toEqual({ ...shown, name: 'Another name' });
  const photos = { ...photosEntry(origin), tokenHeader: 'Photos-API-Key' };
  const { checked: __, ...photosShown } = photos;
  expect(fromDraft(toDraft(photos), photos, [])).toEqual(photosShown);
});

describe('scopes', () => {
  test.each([
    ['openid profile  files.read', ['openid', 'profile', 'files.read']],
    ['files.read – See your files\n? files.write - Change them', ['files.read', '?files.write']],
    ['a\n\n? b\n', ['a', '?b']],
    ['https://www.example.org/auth/drive — See it', ['https://www.example.org/auth/drive']],
    ['? a b', ['?a', '?b']],
    ['? – Odd, but a scope', ['?']],
  ])('%j', (text, names) => {
    expect(scopesIn(text)?.map(({ name, optional }) => (optional ? `?${name}` : name))).toEqual(names);
  });

  test('what they do stands behind the dash', () => {
    expect(scopesIn('a – See: one – two\n? b - Do')).toEqual([
      { name: 'a', does: 'See: one – two' },
      { name: 'b', does: 'Do', optional: true },
    ]);
  });

  test('names in a row keep the texts that they had', () => {
    const known = [{ name: 'a', does: 'See', optional: true }];
    expect(scopesIn('a b', known)).toEqual([...known, { name: 'b', does: '' }]);
  });

  test('a line that is none is named', () => {
    expect(scopesIn('Zugriff auf „alles“')).toBeUndefined();
    expect(scopesText(scopesIn('? a – Do it') ?? [])).toBe('? a – Do it');
  });
});

test.each([[['89']], [['token_required', 'gone']], [['Invalid token']], [['Invalid token', '4 2']]])('codes %j', (codes) =>
  expect(codesIn(codesText(codes))).toEqual(codes),
);

/** What the form objects to, the schema does too, and the other way round. */
describe('form and schema agree', () => {
  const change = (of: Service, more: Partial<Draft>): Draft => ({ ...toDraft(of), ...more });
  const quirk: OAuth2Quirk = 'reply-form';
  test.each<[string, Draft, string | undefined]>([
    ['plain', change(fullOAuth2, { quirks: [quirk] }), undefined],
    ['no token URL', change(fullOAuth2, { tokenUrl: '' }), 'tokenUrl'],
    ['no device URL', change(fullOAuth2, { oauth2Ways: ['device'], deviceUrl: '' }), 'deviceUrl'],
    ['as the app alone', change(fullOAuth2, { oauth2Ways: ['app'], authorizeUrl: '' }), undefined],
    ['keys without an issuer', change(fullOAuth2, { issuer: '', issInRedirect: false }), 'issuer'],
    ['a parameter of its own', change(fullOAuth2, { forceParameters: 'state=1' }), 'forceParameters'],
    ['a secret in token requests', change(fullOAuth2, { tokenParameters: 'client_secret=1' }), 'tokenParameters'],
    ['anything in the vendor’s', change(fullOAuth2, { exchangeParameters: 'client_secret={clientSecret}' }), undefined],
    ['no number', change(fullOAuth2, { expiresIn: '3600.5' }), 'expiresIn'],
    ['far too long', change(fullOAuth2, { expiresIn: '999999999' }), 'expiresIn'],
    ['no algorithm', change(fullOAuth2, { idTokenAlgs: 'none' }), 'idTokenAlgs'],
    ['a path with spaces', change(fullOAuth2, { tokenAt: 'data 0' }), 'tokenAt'],
    ['two words', change(fullOAuth2, { tokenPrefix: 'Zoho oauth' }), 'tokenPrefix'],
    ['a header of the sign-in', change(fullOAuth2, { apiHeaders: 'Authorization: x' }), 'apiHeaders'],
    ['a header for callers', change(fullOAuth2, { headers: 'x-a, cookie' }), 'headers'],
    ['one scope twice', change(fullOAuth2, { scopes: 'a\nb\na' }), 'scopes'],
    ['a fragment', change(fullOAuth2, { revokeUrl: 'https://a.example/x#y' }), 'revokeUrl'],
    ['no resource', change(fullOAuth2, { resource: 'files' }), 'resource'],
    ['a place without a field', change(everyKey, { carry: [{ in: 'header', name: 'X-Key', value: '{keys}' }] }), 'carry-0-value'],
    ['a header of the browser', change(everyKey, { carry: [{ in: 'header', name: 'Cookie', value: '{key}' }] }), 'carry-0-name'],
    ['no parameter', change(everyKey, { carry: [{ in: 'query', name: 'a b', value: '{key}' }] }), 'carry-0-name'],
    ['nothing carries it', change(everyKey, { carry: [] }), 'add-carry'],
    ['neither host', change(everyKey, { apiHosts: '', hostTemplate: '' }), 'apiHosts'],
    ['its own host alone', change(everyKey, { apiHosts: '' }), undefined],
    ['a host without a place', change(everyKey, { hostTemplate: 'https://a.example' }), 'hostTemplate'],
    ['a host of another field', change(everyKey, { hostTemplate: 'https://{name}.example' }), 'hostTemplate'],
    ['an http host', change(everyKey, { apiHosts: 'http://a.example' }), 'apiHosts'],
    ['an unknown password', change(fullBasic, { passwordTemplate: '{pass}' }), 'passwordTemplate'],
    ['no password', change(fullBasic, { passwordTemplate: '' }), undefined],
    ['a page with a strange scheme', change(fullBasic, { keyUrl: 'javascript:alert(1)' }), 'keyUrl'],
  ])('%s', (_, draft, wrong) => {
    expect([...errorsOf(draft).keys()]).toEqual(wrong === undefined ? [] : [wrong]);
    const made = v.safeParse(serviceSchema, safely(draft));
    expect(made.success).toBe(wrong === undefined);
  });

  /** A draft whose hosts cannot be read makes no entry at all. */
  function safely(draft: Draft): unknown {
    try {
      return fromDraft(draft, undefined, []);
    } catch {
      return undefined;
    }
  }

  test('fields need a label and a name each, and a secret among them', () => {
    const rows = { ...toDraft(everyKey).rows, 'api-key': [{ name: '1', label: '', kind: 'text' as const, hint: '' }] };
    const draft = change(everyKey, { rows, carry: [{ in: 'header', name: 'X-Key', value: 'x' }], hostTemplate: '' });
    expect([...errorsOf(draft)]).toEqual([
      ['field-0-label', 'missing'],
      ['field-0-name', 'field_name'],
      ['add-field', 'no_secret'],
    ]);
  });
});
