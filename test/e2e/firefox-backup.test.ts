/** A backup goes from Chromium to Firefox and back: a move takes accounts, permits and sites along, and the site's page goes on there. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../harness/browser';
import { launchBrowser } from '../harness/launch';
import { ownCall } from '../practice/set-up';
import { pageCall } from './pages/app';
import { startTestSite, type TestSite } from './pages/site';
import { kdf, key } from './support/backups';
import { openBench, type Bench } from './support/bench';
import { openEnabled, permit } from './support/permitted';
import { signsIn } from './support/user';

let bench: Bench;
let site: TestSite;
let firefox: Browser;
let there: Page;
let handle: string;
let ids: { photos: string; files: string };

beforeAll(async () => {
  [bench, site] = await Promise.all([openBench({ name: 'chromium' }), startTestSite()]);
  const page = await openEnabled(bench, site);
  ids = { photos: await signsIn(bench, 'practice-photos'), files: await signsIn(bench, 'practice-files') };
  handle = await permit(bench, page, 'practice-files', ids.files);
  firefox = await launchBrowser({ name: 'firefox' });
  await firefox.grantHosts(['http://127.0.0.1/*']);
  there = await firefox.page('extension/pages/options/options.html#security');
}, 120_000);
afterAll(async () => {
  await firefox?.close();
  await Promise.all([bench?.close(), site?.close()]);
});

test('what was moved works there, renews there, and is gone where it was; and what is saved there is read here', async () => {
  const { text, moveId } = await ownCall(bench.desk, 'backup.make', { kdf, key, move: true });
  await ownCall(bench.desk, 'backup.handed', { moveId: moveId ?? '' });
  expect(await ownCall(bench.desk, 'backup.forget', { moveId: moveId ?? '' })).toEqual({ forgotten: 2, kept: [] });
  expect((await bench.overview()).accounts).toEqual([]);

  const preview = await ownCall(there, 'backup.read', { text, key });
  expect(preview).toMatchObject({ moved: true, permits: 1, sites: 1 });
  expect(preview.accounts.map(({ meeting, secret }) => `${meeting} ${secret}`)).toEqual(['new kept', 'new kept']);
  const restored = await ownCall(there, 'backup.restore', {
    text,
    key,
    accounts: preview.accounts.map(({ id }) => id),
    services: preview.services.map(({ id }) => id),
    permits: true,
    sites: true,
  });
  expect(restored).toMatchObject({ accounts: 2, needSignIn: [], permits: 1, sites: 1, closedSites: [] });

  bench.world.files.expireAccessTokens('alice');
  const page = await firefox.tab(`${site.origin}/`);
  const told = await pageCall(page, handle, `${bench.world.files.origin}/api/me`);
  expect(told).toMatchObject({ status: 200, text: expect.stringContaining('alice') as string });
  const { accounts } = await ownCall(there, 'overview', {});
  expect(accounts.find(({ id }) => id === ids.files)).toMatchObject({ state: 'fine', renewals: 1, notInBackup: 'rotates' });
  expect(bench.world.files.reuseDetected).toBe(0);

  const back = await ownCall(there, 'backup.make', { kdf, key });
  const here = await ownCall(bench.desk, 'backup.read', { text: back.text, key });
  expect(here.accounts.map(({ serviceId, secret }) => `${serviceId} ${secret}`).toSorted()).toEqual([
    'practice-files sign-in',
    'practice-photos kept',
  ]);
  expect(here.services.map(({ meeting }) => meeting)).toEqual(['same', 'same']);
});
