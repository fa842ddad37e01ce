/** What must be true after any death: nothing half-written, nothing sealed left in the journal, and the next sign-in starts. */
import { expect } from 'vitest';
import { ownCall } from '../../practice/set-up';
import type { Bench, ServiceId } from './bench';

/**
 * @param accounts the labels of the accounts that there should be
 */
export async function expectClean(bench: Bench, accounts: readonly string[]): Promise<void> {
  const { accounts: views, signIns } = await bench.overview(); // opens every account's box: a half-written one would not open
  expect(views.map(({ label, state }) => `${label} ${state}`).toSorted()).toEqual(
    accounts.map((label) => `${label} fine`).toSorted(),
  );
  expect((await bench.rows('accounts')).map(({ sealed, facts }) => ({ sealed, facts: facts !== undefined }))).toEqual(
    accounts.map(() => ({ sealed: true, facts: true })),
  );
  expect(signIns.filter(({ state }) => state === 'running' || state === 'waiting')).toEqual([]);
  expect((await bench.rows('journal')).filter((row) => 'sealed' in row || 'wait' in row)).toEqual([]);
}

/** A new sign-in comes as far as the service's window would be opened; it is stopped there. */
export async function expectSignInStarts(bench: Bench, service: ServiceId): Promise<void> {
  const id = await bench.start(service);
  const view = await bench.signIn(id, ({ wait, state }) => wait?.for === 'visit' || state === 'failed', 'to come to its visit');
  expect(view).toMatchObject({ state: 'waiting', wait: { for: 'visit' } });
  await ownCall(bench.desk, 'signIn.stop', { id });
  await bench.signIn(id, ({ state, problem }) => state === 'failed' && problem?.code === 'sign_in_stopped', 'to stop');
  await ownCall(bench.desk, 'signIn.dismiss', { id });
}
