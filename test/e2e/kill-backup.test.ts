/** The worker is stopped during a restore and during a move: all or nothing was written, and no account is lost in between. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ownCall } from '../practice/set-up';
import { kdf, key, openElsewhere, restoreAll, vaultOf, type Elsewhere } from './support/backups';
import { openBench, type Bench } from './support/bench';
import { elapse } from './support/expiry';
import { cutOff, holdWorker, killAt } from './support/hold';
import { survived } from './support/survived';
import { signsIn } from './support/user';

declare const chrome: { alarms: { create(name: string, when: object): Promise<void> } };

let bench: Bench;
let elsewhere: Elsewhere;
let files: string;
let text: string;

beforeAll(async () => {
  bench = await openBench();
  await signsIn(bench, 'practice-photos');
  files = await signsIn(bench, 'practice-files');
  ({ text } = await ownCall(bench.desk, 'backup.make', { kdf, key }));
}, 120_000);
afterAll(async () => bench?.close());
beforeEach(async () => {
  elsewhere = await openElsewhere();
}, 60_000);
afterEach(async () => elsewhere?.close());

const failed = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  );

test('before anything is written: nothing is there, and the restore can be made again', async () => {
  const before = await vaultOf(elsewhere.desk);
  const hold = await holdWorker(elsewhere.browser, 'import:read');
  const restored = failed(restoreAll(elsewhere.desk, text));
  await killAt(elsewhere.browser, hold);
  expect(await restored).toMatch(cutOff(bench.browser));
  expect(await vaultOf(elsewhere.desk)).toEqual(before);
  expect(await restoreAll(elsewhere.desk, text)).toMatchObject({ accounts: 2 });
  survived('Backup import', 'read', 'worker_stopped');
});

test('after it was written: everything is there, and the restore made again has nothing to do', async () => {
  const hold = await holdWorker(elsewhere.browser, 'import:written');
  const restored = failed(restoreAll(elsewhere.desk, text));
  await killAt(elsewhere.browser, hold);
  expect(await restored).toMatch(cutOff(bench.browser));
  const { accounts, services } = await elsewhere.overview();
  expect(accounts.map(({ serviceId, state }) => `${serviceId} ${state}`).toSorted()).toEqual([
    'practice-files needs-sign-in',
    'practice-photos fine',
  ]);
  expect(services).toHaveLength(2);
  expect(await restoreAll(elsewhere.desk, text)).toMatchObject({ accounts: 0, services: 0, apps: 0 });
  survived('Backup import', 'written', 'finished');
});

test('after a move was journalled: its file was never given out, so its accounts are here and nothing can be forgotten', async () => {
  const hold = await holdWorker(bench.browser, 'move:written');
  const made = failed(ownCall(bench.desk, 'backup.make', { kdf, key, ids: [files], move: true }));
  await killAt(bench.browser, hold);
  expect(await made).toMatch(cutOff(bench.browser));
  const { accounts, actions } = await bench.overview();
  expect(accounts.find(({ id }) => id === files)).toMatchObject({ state: 'fine' });
  expect(actions).toEqual([]);
  const [row] = await bench.rows('actions');
  expect(row).toMatchObject({ kind: 'move', state: 'running', left: [files] });
  expect(await failed(ownCall(bench.desk, 'backup.forget', { moveId: String(row?.['id']) }))).toContain('invalid_input');
  await elapse(bench.browser, 6 * 60);
  await (await bench.browser.worker()).evaluate(() => chrome.alarms.create('recover', { when: 0 }));
  await expect.poll(() => bench.rows('actions')).toEqual([]);
  await ownCall(bench.desk, 'accounts.renew', { id: files });
  expect((await bench.overview()).accounts.find(({ id }) => id === files)).toMatchObject({ state: 'fine', renewals: 1 });
  survived('Move of accounts', 'written', 'worker_stopped');
});
