/** A service through its form: nothing is lost, mistakes are named, ids are free. */
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { errorIn, fieldsOf } from '../../extension/pages/options/draft-errors';
import { freeId, fromDraft, toDraft } from '../../extension/pages/options/service-draft';
import type { OAuth1Service } from '../../src/core/oauth1-service';
import { serviceSchema } from '../../src/services/schema';
import { files, microblog, photos } from './gallery/fixtures';
import { ledger, wayfulBlog } from './gallery/way-fixtures';

describe('there and back', () => {
  const pasted: OAuth1Service = {
    id: 'pasted',
    name: 'Pasted',
    hue: 1,
    protocol: 'oauth1',
    apiHosts: ['https://api.pasted.example'],
    ways: ['credentials', 'app'],
    headers: ['x-thing-*'],
    identityUrl: '/2/user',
  };
  const outspoken: OAuth1Service = {
    ...microblog,
    id: 'outspoken',
    ways: ['redirect'],
    signatureMethod: 'HMAC-SHA1',
    transport: 'header',
    requestTokenMethod: 'POST',
    bodyHash: false,
    errorsIn200: false,
  };

  test.each([photos, microblog, files, wayfulBlog, ledger, pasted, outspoken])('$id stays as it is', (service) => {
    const { checked: _, ...kept } = service;
    expect(fromDraft(toDraft(service), service, [])).toEqual(kept);
  });

  test.each([wayfulBlog, ledger, pasted, outspoken])('$id is an entry that the vault takes', (service) => {
    expect(v.safeParse(serviceSchema, fromDraft(toDraft(service), service, [])).issues).toBeUndefined();
  });

  test('the order of the ways and of the parameters stays', () => {
    const made = fromDraft(toDraft({ ...wayfulBlog, ways: ['pin', 'app', 'redirect'] }), wayfulBlog, []) as OAuth1Service;
    expect(made.ways).toEqual(['pin', 'app', 'redirect']);
    expect(Object.entries(made.authorizeParameters ?? {})).toEqual(Object.entries(wayfulBlog.authorizeParameters ?? {}));
  });

  test('a new one gets a free id and a hue', () => {
    const made = fromDraft({ ...toDraft(files), name: 'Éxample  Files!' }, undefined, ['example-files']);
    expect(made.id).toBe('example-files-2');
    expect(made.hue).toBeGreaterThanOrEqual(0);
    expect(made.hue).toBeLessThan(360);
  });

  test('hosts may be typed without a scheme, or pasted as URLs', () => {
    const made = fromDraft(
      { ...toDraft(files), apiHosts: 'api.files.example, https://up.files.example/v2 http://127.0.0.1:8080' },
      files,
      [],
    );
    expect(made.apiHosts).toEqual(['https://api.files.example', 'https://up.files.example', 'http://127.0.0.1:8080']);
  });
});

describe('mistakes', () => {
  const draft = toDraft(files);
  test.each([
    ['tokenUrl', 'http://files.example/token', 'insecure'],
    ['tokenUrl', 'http://127.0.0.1:8080/token', undefined],
    ['tokenUrl', 'files.example/token', 'url'],
    ['tokenUrl', ' ', 'missing'],
    ['revokeUrl', '', undefined],
    ['apiHosts', 'api.files.example, http://files.example', 'insecure'],
    ['apiHosts', 'https://user@files.example', 'url'],
    ['name', '', 'missing'],
  ] as const)('%s = %s: %s', (field, value, error) => {
    expect(errorIn({ ...draft, [field]: value }, field)).toBe(error);
  });

  test.each([
    ['pinDigits', '7', undefined],
    ['pinDigits', '0', 'digits'],
    ['pinDigits', '65', 'digits'],
    ['pinDigits', 'seven', 'digits'],
    ['authorizeParameters', 'perms=read\n\nnote=a=b', undefined],
    ['authorizeParameters', 'perms', 'parameters'],
    ['requestTokenParameters', 'oauth_callback=oob', 'parameters'],
    ['identityUrl', '/v1/me', undefined],
    ['identityUrl', '//evil.example/me', 'url'],
    ['identityUrl', 'http://api.example/me', 'insecure'],
    ['authenticateUrl', 'http://api.example/a', 'insecure'],
    ['realm', 'Práctice', 'realm'],
  ] as const)('OAuth 1.0a: %s = %s: %s', (field, value, error) => {
    expect(errorIn({ ...toDraft(microblog), [field]: value }, field)).toBe(error);
  });

  test.each([
    [['redirect'], 'missing'],
    [['app', 'pin'], 'missing'],
    [['credentials', 'app'], undefined],
  ] as const)('with the ways %s a request token URL that is not there: %s', (ways, error) => {
    expect(errorIn({ ...toDraft(microblog), ways, requestTokenUrl: '' }, 'requestTokenUrl')).toBe(error);
  });

  test('only the fields of its protocol count', () => {
    expect(fieldsOf('oauth1')).not.toContain('tokenUrl');
    expect(fieldsOf('oauth2')).not.toContain('requestTokenUrl');
  });
});

test('names without letters still get an id', () => {
  expect(freeId('写真', [])).toBe('service');
  expect(freeId('写真', ['service', 'service-2'])).toBe('service-3');
});
