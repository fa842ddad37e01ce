/** Firefox shows no page in its sign-in window that redirects elsewhere: such sign-ins take a tab, and their answers are led here as in Chromium. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { filesEntry, photosEntry } from '../practice/entries';
import { ownCall } from '../practice/set-up';
import { vendorEntry } from '../practice/vendor-entries';
import { pageAt } from '../practice/windows';
import { startVendor, type VendorService } from '../services/vendor';
import { openBench, type Bench } from './support/bench';
import { openElsewhere, type Elsewhere } from './support/elsewhere';
import { rulesOf } from './support/redirects';
import { allowIn, logIn, pressAllow } from './support/user';

let bench: Bench;
let vendor: VendorService;
let elsewhere: Elsewhere;

beforeAll(async () => {
  [bench, elsewhere, vendor] = await Promise.all([
    openBench({ prepare: (browser) => browser.grantHosts(['http://localhost/*']) }),
    openElsewhere('localhost'),
    startVendor('fragment'),
  ]);
  await enter(elsewhere.callback);
});
afterAll(async () => {
  await bench?.close();
  await Promise.all([elsewhere?.close(), vendor?.close()]);
});

async function enter(redirectUrl: string): Promise<void> {
  const { world, desk } = bench;
  const { consumerKey, consumerSecret } = world.photos.registerApp({ callbacks: [redirectUrl] });
  const files = world.files.registerApp({ redirectUris: [redirectUrl] });
  const streams = vendor.registerApp({ redirectUris: [redirectUrl] });
  for (const service of [
    photosEntry(world.photos.origin),
    filesEntry(world.files.origin),
    vendorEntry('fragment', vendor.origin),
  ])
    await ownCall(desk, 'services.save', { service: { ...service, redirectUrl } });
  await ownCall(desk, 'apps.save', { serviceId: 'practice-photos', clientId: consumerKey, clientSecret: consumerSecret });
  await ownCall(desk, 'apps.save', { serviceId: 'practice-files', clientId: files.clientId });
  await ownCall(desk, 'apps.save', { serviceId: 'practice-fragment', clientId: streams.clientId });
}

const signIn = (id: string) => bench.signIn(id, () => true, 'to be there');

async function inTab(serviceId: string, origin: string, through?: 'tab') {
  const id = await ownCall(bench.desk, 'signIn.start', { serviceId, ...(through && { through }) });
  const connect = await bench.connect(id);
  const tab = await pageAt(bench.browser, origin);
  await tab.waitForSelector('#username');
  expect((await signIn(id)).wait).toMatchObject({ for: 'visit', through: 'tab', open: true });
  return { id, connect, tab };
}
async function isDone(id: string, tab: Page): Promise<void> {
  await poll(() => tab.isClosed(), 'the tab to close');
  await bench.signIn(id, ({ state }) => state === 'done', 'to be done');
  expect(await rulesOf(bench)).toEqual([]);
  expect(elsewhere.hits()).toEqual([]);
}

test.each([
  ['practice-photos', () => bench.world.photos.origin],
  ['practice-files', () => bench.world.files.origin],
  ['practice-fragment', () => vendor.origin],
] as const)('%s: signed in through a tab by itself; nothing reached the place', async (service, origin) => {
  const { id, tab, connect } = await inTab(service, origin());
  await allowIn(tab);
  await isDone(id, tab);
  await connect.close();
});

test('another tab’s visit goes there as ever', async () => {
  const { id, tab, connect } = await inTab('practice-files', bench.world.files.origin);
  const other = await bench.browser.tab(`${elsewhere.callback}?state=evil&code=x`);
  expect(elsewhere.hits()).toHaveLength(1);
  await other.close();
  elsewhere.forget();
  expect(await signIn(id)).toMatchObject({ state: 'waiting' });
  await allowIn(tab);
  await isDone(id, tab);
  await connect.close();
});

test('page and background die, the answer wakes it', async () => {
  const { id, tab, connect } = await inTab('practice-files', bench.world.files.origin);
  await logIn(tab, 'alice');
  await connect.close();
  await bench.browser.stopWorker();
  await pressAllow(tab);
  await isDone(id, tab);
});

test('with this browser’s own redirect URL, where a tab is wanted', async () => {
  await enter((await bench.overview()).redirectUrl);
  const { id, tab, connect } = await inTab('practice-photos', bench.world.photos.origin, 'tab');
  await allowIn(tab);
  await isDone(id, tab);
  await connect.close();
});
