/**
 * Firefox's users can take host access away at any time (about:addons), and refuse it from the start: calls fail with the code that says
 * so, nothing is sent, and the pages offer to allow it again.
 */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { enterServices, ownCall } from '../practice/set-up';
import type { FilesService } from '../services/files';
import { pageCall } from './pages/app';
import { openEnabled, permit } from './pages/stage';
import { openFirefoxStage, type FirefoxStage } from './support/firefox';
import { allowIn, seesDone } from './support/user';

const [serviceHost, siteHost] = ['http://127.0.0.1/*', 'http://localhost/*'];
let stage: FirefoxStage;
let files: FilesService;
let address: string;
let page: Page;
let handle: string;
let accountId: string;

beforeAll(async () => {
  stage = await openFirefoxStage({ granted: [] });
  ({ files } = stage.world);
  address = stage.site.origin.replace('127.0.0.1', 'localhost');
  await enterServices(stage.browser, stage.world);
});
afterAll(() => stage?.close());

const fetches = () => pageCall(page, handle, `${files.origin}/api/me`);
const account = async () => (await stage.overview()).accounts.find(({ id }) => id === accountId);
const saysSo = (where: Page, words: string) =>
  poll(async () => (await where.innerText('body')).includes(words), `“${words}” on the page`);

test('refused at the sign-in: nothing is sent, and the same button asks again', async () => {
  const before = files.log.length;
  const connect = await stage.browser.page('extension/pages/connect/connect.html#service=practice-files');
  await connect.click('footer button.primary[aria-disabled=false]');
  expect(await stage.browser.answerPermission(false)).toContain('127.0.0.1');
  await saysSo(connect, 'The browser may not reach the hosts of Practice Files');
  expect(files.log.length).toBe(before);
  await connect.click('footer button.primary[aria-disabled=false]');
  await stage.browser.answerPermission(true);
  await allowIn(await stage.browser.signInWindow());
  await seesDone(connect);
  await connect.close();
  accountId = (await stage.overview()).accounts[0]?.id ?? '';
  await stage.browser.grantHosts([siteHost]);
  page = await openEnabled(stage, address);
  handle = await permit(stage, page, { service: 'practice-files', access: 'change' });
  expect(await fetches()).toMatchObject({ status: 200 });
});

test('the service’s host is taken away: calls and renewals say so and send nothing; the account’s page allows it again', async () => {
  await stage.browser.withdrawHosts([serviceHost]);
  const before = files.log.length;
  expect(await fetches()).toMatchObject({ code: 'host_access_missing' });
  await expect(ownCall(stage.own, 'accounts.renew', { id: accountId })).rejects.toThrow('host_access_missing');
  expect(files.log.length).toBe(before);
  expect(await account()).toMatchObject({ state: 'fine', unreached: [files.origin] });

  const its = await stage.browser.page(`extension/pages/options/options.html#accounts/${accountId}`);
  await saysSo(its, `The browser may not reach ${files.origin}`);
  await its.click('.notes .note.wax button');
  await stage.browser.answerPermission(true);
  await its.waitForSelector('.notes .note.wax', { state: 'detached' });
  expect(await account()).not.toHaveProperty('unreached');
  expect(await fetches()).toMatchObject({ status: 200 });
  await ownCall(stage.own, 'accounts.renew', { id: accountId });
  await its.close();
});

test('the site’s host is taken away: its open page gets nothing any more, and the sites page allows it again', async () => {
  await stage.browser.withdrawHosts([siteHost]);
  const blocked = async () => (await stage.overview()).sites.find(({ origin }) => origin === address)?.blocked;
  expect(await blocked()).toBe(true);
  const before = files.log.length;
  expect(await fetches()).not.toHaveProperty('status');
  expect(files.log.length).toBe(before);
  expect((await stage.overview()).permits).toHaveLength(1);

  const sites = await stage.browser.page('extension/pages/options/options.html#sites');
  await saysSo(sites, 'The browser keeps Countersign out of this site');
  await sites.click('[aria-labelledby=enabled] li .buttons button:first-child');
  expect(await stage.browser.answerPermission(true)).toContain('localhost');
  await poll(async () => (await blocked()) === undefined, 'the site to be allowed');
  await page.goto(`${address}/`);
  await page.waitForSelector('#connect');
  await poll(async () => (await fetches()).status === 200, 'the page’s call to be signed');
  await sites.close();
});

test('all of it is taken away while the background is stopped: it is noticed', async () => {
  await stage.browser.stopWorker();
  await stage.browser.withdrawHosts([serviceHost, siteHost]);
  expect(await account()).toMatchObject({ unreached: [files.origin] });
  expect((await stage.overview()).sites).toMatchObject([{ blocked: true }]);
});
