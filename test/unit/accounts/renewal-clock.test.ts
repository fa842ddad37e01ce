/** When a secret is renewed, by clocks that are right and clocks that were set back. */
import { expect, test } from 'vitest';
import { renewsAt, restsUntil } from '../../../src/accounts/renew';
import type { AccountRow } from '../../../src/vault/rows';

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 21);
const row = (change: Partial<AccountRow>): AccountRow => change as AccountRow;

test('a secret that was issued in the future, by this clock, is not renewed before a service refuses it', () => {
  const issuedAt = now + 365 * 24 * hour;
  expect(renewsAt({ issuedAt, expiresAt: issuedAt + hour, renewable: true, extra: {} })).toBeGreaterThan(issuedAt);
});

test('a pause lasts as long as the service wants, but none that a clock set back has made endless', () => {
  expect(restsUntil(row({ renewNotBefore: now + 600_000 }), now)).toBe(now + 600_000);
  expect(restsUntil(row({ renewNotBefore: now + 48 * hour }), now)).toBe(0);
  expect(restsUntil(row({ problem: { code: 'service_error', message: '', at: now - 1000 } }), now)).toBe(now + 19_000);
  expect(restsUntil(row({ problem: { code: 'service_error', message: '', at: now + 48 * hour } }), now)).toBe(0);
});
