/** A service through its form: nothing is lost, mistakes are named, ids are free. */
import { describe, expect, test } from 'vitest';
import { errorIn, fieldsOf, freeId, fromDraft, toDraft } from '../../extension/pages/options/service-draft';
import { files, microblog, photos } from './gallery/fixtures';

describe('there and back', () => {
  test.each([photos, microblog, files])('$name stays as it is', (service) => {
    const { checked: _, ...kept } = service;
    expect(fromDraft(toDraft(service), service, [])).toEqual(kept);
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

  test('only the fields of its protocol count', () => {
    expect(fieldsOf('oauth1')).not.toContain('tokenUrl');
    expect(fieldsOf('oauth2')).not.toContain('requestTokenUrl');
  });
});

test('names without letters still get an id', () => {
  expect(freeId('写真', [])).toBe('service');
  expect(freeId('写真', ['service', 'service-2'])).toBe('service-3');
});
