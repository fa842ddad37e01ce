/** What is entered for an account: each field by the service's own words, and the values as they are sent. */
import { describe, expect, test, vi } from 'vitest';
import { errorIn, labelOf, valuesOf } from '../../extension/pages/connect/credential-field';
import { lacksApp, neededOrigins, wayOf, waysOf } from '../../extension/pages/shared/lookups';
import { cloud, notes, tickets } from './gallery/entered-fixtures';
import { microblog, photos, redirectUrl } from './gallery/fixtures';
import { wayfulBlog } from './gallery/way-fixtures';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

describe('a field', () => {
  test('is called by the service, at some length; else by the product', () => {
    expect(labelOf({ name: 'key', kind: 'secret', label: 'API key' })).toBe('API key');
    expect(labelOf({ name: 'key', kind: 'secret', label: 'k'.repeat(500) })).toHaveLength(60);
    expect(labelOf({ name: 'accountName', kind: 'text', optional: true })).toBe('Account name (optional)');
  });

  test('is empty when only blanks stand in it', () => {
    expect(errorIn({ name: 'key', kind: 'secret', label: 'API key' }, ' \t')).toBe('“API key” is empty. Fill it in.');
    expect(errorIn({ name: 'key', kind: 'secret', label: 'API key', optional: true }, '')).toBeUndefined();
  });
});

describe('the values', () => {
  const typed = { subdomain: ' alice ', email: '', token: ' t ', stranger: 'x' };

  test('go without the blanks around them, and only for the fields that are asked for', () => {
    expect(valuesOf(tickets.fields, typed, false)).toEqual({ subdomain: 'alice', token: 't' });
  });

  test('a password keeps its blanks', () => {
    expect(valuesOf(tickets.fields, typed, true)).toEqual({ subdomain: 'alice', token: ' t ' });
  });
});

describe('what is needed before', () => {
  test('entered accounts have no way, no app, and no way back', () => {
    expect(waysOf(notes)).toEqual([]);
    expect(wayOf(notes, 'redirect')).toBeUndefined();
    expect(neededOrigins(notes, redirectUrl, undefined)).toEqual(['https://api.notes.test']);
    expect(neededOrigins(tickets, redirectUrl, undefined)).toEqual([]);
    expect(lacksApp({ service: notes, accounts: 0 }, undefined)).toBe(false);
  });

  test('a probe elsewhere is reached too', () => {
    const probed = { ...notes, probe: { url: 'https://who.notes.test/me' } };
    expect(neededOrigins(probed, redirectUrl, undefined).toSorted()).toEqual([
      'https://api.notes.test',
      'https://who.notes.test',
    ]);
  });

  test('an app is lacking unless it is there, registers itself, or comes with the credentials', () => {
    expect(lacksApp({ service: photos, accounts: 0 }, 'redirect')).toBe(true);
    expect(lacksApp({ service: cloud, accounts: 0 }, 'redirect')).toBe(false);
    expect(lacksApp({ service: wayfulBlog, accounts: 0 }, 'credentials')).toBe(false);
    const app = { clientId: 'ck', hasSecret: true, registered: false };
    expect(lacksApp({ service: microblog, app, accounts: 0 }, 'redirect')).toBe(false);
  });
});
