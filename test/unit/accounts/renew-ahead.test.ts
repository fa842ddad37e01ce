/** Renewals that nobody waits for: not where the browser lets nobody reach the service, for they would fail and be due again at once. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { Ports } from '../../../src/accounts/ports';
import { nextAhead, renewAhead } from '../../../src/accounts/renew-ahead';
import type { AccountRow } from '../../../src/vault/rows';

const now = Date.UTC(2026, 10, 21);
const hour = 3_600_000;
const seen = vi.hoisted(() => ({ rows: [] as unknown[], renewed: [] as string[] }));

vi.mock('../../../src/accounts/renew', async (original) => ({
  ...(await original<object>()),
  renew: async (_: unknown, id: string) => void seen.renewed.push(id),
}));
vi.mock('../../../src/vault/whole', () => ({ wholeAccounts: async () => seen.rows }));
vi.mock('../../../src/vault/schema', () => ({ isReadOnly: async () => false }));
vi.mock('../../../src/vault/shown-part', () => ({
  shownPart: async (_: unknown, { id }: { id: string }) => {
    if (id === 'damaged') throw new Error('cannot be opened');
    return { service: { protocol: 'oauth2', tokenUrl: `https://${id}.example/token` }, apiHosts: [] };
  },
}));

/** An account that was used just now; its access ends so many milliseconds from now. */
const account = (id: string, left: number): Partial<AccountRow> => ({
  id,
  state: 'fine',
  usedAt: now,
  facts: { issuedAt: now - hour, expiresAt: now + left, renewable: true, extra: {} },
});
const ports = (...granted: readonly string[]): Ports =>
  ({
    vault: { isLocked: async () => false },
    clock: { now: () => now },
    hosts: { granted: async (origins: readonly string[]) => origins.every((origin) => granted.includes(origin)) },
  }) as unknown as Ports;

beforeEach(() => {
  seen.renewed = [];
});

test('what is due is renewed where the browser allows it, and the next one is the next of these', async () => {
  seen.rows = [account('shut', -1), account('open', -1), account('later', hour)];
  const some = ports('https://open.example', 'https://later.example');
  await renewAhead(some);
  expect(seen.renewed).toEqual(['open']);
  expect(await nextAhead(some)).toBe(now - 1 - 60_000);
  seen.rows = [account('shut', -1), account('later', hour)];
  expect(await nextAhead(some)).toBe(now + hour - 60_000);
});

test('without any host nothing is tried and no alarm is set; allowed again, it is due at once', async () => {
  seen.rows = [account('shut', -1)];
  await renewAhead(ports());
  expect(seen.renewed).toEqual([]);
  expect(await nextAhead(ports())).toBeUndefined();
  await renewAhead(ports('https://shut.example'));
  expect(seen.renewed).toEqual(['shut']);
});

test('one that was interrupted waits for the host as well', async () => {
  seen.rows = [{ ...account('shut', hour), renewing: { attempt: 1, at: now - 1000 } }];
  await renewAhead(ports());
  expect(seen.renewed).toEqual([]);
  await renewAhead(ports('https://shut.example'));
  expect(seen.renewed).toEqual(['shut']);
});

test('an account that cannot be opened is not tried again and again', async () => {
  seen.rows = [account('damaged', -1)];
  await renewAhead(ports());
  expect(seen.renewed).toEqual([]);
  expect(await nextAhead(ports())).toBeUndefined();
});
