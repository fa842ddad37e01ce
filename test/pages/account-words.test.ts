/** An account in words: how it came here, how long it lasts, what it reaches and could ask for. */
import { describe, expect, test, vi } from 'vitest';
import { lifeText, secretTitle, signedInText } from '../../extension/pages/options/account-words';
import { reachOf } from '../../extension/pages/options/reach-of';
import { hostsText } from '../../extension/pages/shared/permit-words';
import type { AccountView } from '../../src/messaging/views';
import { cloud, implicitAccount, keyAccount } from './gallery/entered-fixtures';
import { alice, photos, writer } from './gallery/fixtures';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

const { scopes: _, ...untold } = alice;

test.each<[AccountView, string]>([
  [alice, '3 Oct 2026, by OAuth 2.0 code with PKCE'],
  [{ ...alice, way: 'device' }, '3 Oct 2026, by OAuth 2.0 with a code'],
  [{ ...alice, way: 'app' }, '3 Oct 2026, by OAuth 2.0 as the app itself'],
  [implicitAccount, '3 Oct 2026, by OAuth 2.0 without renewal'],
  [{ ...writer, way: 'pin' }, '3 Oct 2026, by OAuth 1.0a with a PIN'],
  [{ ...writer, way: 'app' }, '3 Oct 2026, by OAuth 1.0a as the app itself'],
  [keyAccount, '3 Oct 2026, with an API key'],
  [{ ...keyAccount, protocol: 'basic' }, '3 Oct 2026, with a user name and password'],
])('%#: %s', (account, text) => expect(signedInText(account)).toBe(text));

test('how long it lasts, by what it is', () => {
  const { expiresAt: _end, ...endless } = keyAccount;
  expect([secretTitle(endless), lifeText(endless)]).toEqual([
    'API key',
    'It does not expire by itself. It works until it is changed or ended at the service.',
  ]);
  expect(lifeText(implicitAccount)).toMatch(/^It can’t be renewed\. It ends on .+; then you sign in again\.$/u);
  expect(lifeText(alice)).toBe('It is renewed by itself: before it expires while it is in use, else at its next call.');
  expect(lifeText({ ...endless, state: 'needs-sign-in' })).toBe(
    'It no longer works. Nothing else about this account was changed.',
  );
});

describe('reach', () => {
  test('granted beside asked', () => {
    expect(reachOf(alice, photos)).toEqual({
      granted: ['photos.read', 'photos.write', 'offline'],
      missing: ['shares.write'],
      untold: [],
      more: [],
    });
  });

  test('a service that does not tell: what was asked, and nothing is missing', () => {
    expect(reachOf(untold, photos)).toEqual({ granted: [], missing: [], untold: alice.asked, more: [] });
  });

  test('optional scopes that were neither granted nor asked for', () => {
    const asked = { ...alice, scopes: ['files.read'], asked: ['files.read', 'files.write'] };
    expect(reachOf(asked, cloud).more).toEqual(['https://cloud.test/scopes/calendar.events.readonly']);
    expect(reachOf(keyAccount, cloud).more).toEqual([]);
  });
});

test('a permit for some hosts names them', () => {
  expect(hostsText(['https://api.photos.test', 'http://127.0.0.1:8080'])).toBe(
    'Only at api.photos.test and http://127.0.0.1:8080; hosts that were added later are not covered.',
  );
});
