/** Permits that end by the clock, under clocks that are set forward and back. */
import { expect, test } from 'vitest';
import { inForce } from '../../../src/permits/check';
import type { PermitRow } from '../../../src/vault/rows';

const day = 86_400_000;
const given = Date.UTC(2026, 10, 21);
const row: PermitRow = {
  id: 'p',
  handle: 'h',
  callerKey: 'site:https://photos.test',
  caller: { kind: 'site', origin: 'https://photos.test' },
  accountId: 'a',
  access: 'read',
  paths: [],
  lasting: 'day',
  createdAt: given,
  until: given + day,
};
const at = (now: number, change: Partial<PermitRow> = {}): Promise<boolean> =>
  inForce({ clock: { now: () => now }, session: async () => 'run' }, { ...row, ...change });

test('for its day, and a little before by a clock that was set right', async () => {
  expect(await Promise.all([at(given), at(given + day - 1), at(given - 60_000)])).toEqual([true, true, true]);
});

test('not after it, and not when the clock was set back to before it: nobody knows how long it has lasted', async () => {
  expect(await Promise.all([at(given + day), at(given - 3_600_000), at(given - 365 * day)])).toEqual([false, false, false]);
});

test('one that was marked as ended stays ended under any clock', async () => {
  expect(await at(given + 1, { endedAt: given + day })).toBe(false);
});

test('one that lasts until it is withdrawn does not care', async () => {
  const { until: _, ...lasting } = row;
  const forever = { clock: { now: () => given - 365 * day }, session: async () => 'run' };
  expect(await inForce(forever, { ...lasting, lasting: 'always' })).toBe(true);
});
