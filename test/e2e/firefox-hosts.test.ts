/**
 * Firefox's users can take host access away at any time (about:addons), and refuse it from the start: calls fail with the code that says
 * so, nothing is sent, and the pages offer to allow it again.
 */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { FirefoxPage } from '../harness/firefox-page';
import { poll } from '../harness/poll';
import { filesEntry } from '../practice/entries';
import { startFiles, type FilesService } from '../services/files';
import { startTestSite, type TestSite } from './pages/site';
import { allows, logsIn, openFirefoxBench, permitsPage, type FirefoxBench, type Permitted } from './support/firefox';

const { firefox: executable, whyNoFirefox } = inject('browsers');
const [serviceHost, siteHost] = ['http://127.0.0.1/*', 'http://localhost/*'];
declare const app: {
  fetch(handle: string, url: string): Promise<{ status?: number; text?: string; code?: string }>;
};

describe.skipIf(!executable)(executable ? 'Firefox' : `Firefox (skipped: ${whyNoFirefox})`, () => {
  let files: FilesService;
  let site: TestSite;
  let bench: FirefoxBench;
  let address: string;
  let given: Permitted;
  let accountId: string;

  beforeAll(async () => {
    [files, site, bench] = await Promise.all([startFiles(), startTestSite(), openFirefoxBench({}, [])]);
    address = site.origin.replace('127.0.0.1', 'localhost');
    const { clientId } = files.registerApp({ redirectUris: [bench.redirects.usual] });
    await bench.call('services.save', { service: filesEntry(files.origin) });
    await bench.call('apps.save', { serviceId: 'practice-files', clientId });
  });
  afterAll(async () => {
    await bench?.close();
    await Promise.all([files?.close(), site?.close()]);
  });

  const fetches = (): Promise<{ status?: number; code?: string }> =>
    given.page.evaluate((handle, url) => app.fetch(handle, url), given.handle, `${files.origin}/api/me`);
  const account = async () => (await bench.call('overview', {})).accounts.find(({ id }) => id === accountId);
  const saysSo = (page: FirefoxPage, words: string) =>
    poll(async () => (await page.text()).includes(words), `“${words}” on the page`);

  test('refused at the sign-in: nothing is sent, and the same button asks again', async () => {
    const before = files.log.length;
    const connect = await bench.firefox.page('extension/pages/connect/connect.html#service=practice-files');
    await connect.click('footer button.primary[aria-disabled=false]');
    expect(await bench.firefox.answerPermission(false)).toContain('127.0.0.1');
    await saysSo(connect, 'The browser may not reach the hosts of Practice Files');
    expect(files.log.length).toBe(before);
    await connect.click('footer button.primary[aria-disabled=false]');
    await bench.firefox.answerPermission(true);
    const window = await bench.firefox.window((url) => url.startsWith(files.origin));
    await logsIn(window);
    await allows(window);
    await connect.waitFor(() => document.querySelector('h1')?.textContent.startsWith('Signed in as'));
    await connect.close();
    accountId = (await bench.call('overview', {})).accounts[0]?.id ?? '';
    await bench.firefox.grantHosts([siteHost]);
    given = await permitsPage(bench, address, 'practice-files');
    expect(await fetches()).toMatchObject({ status: 200 });
  });

  test('the service’s host is taken away: calls and renewals say so and send nothing; the account’s page allows it again', async () => {
    await bench.firefox.withdrawHosts([serviceHost]);
    const before = files.log.length;
    expect(await fetches()).toMatchObject({ code: 'host_access_missing' });
    await expect(bench.call('accounts.renew', { id: accountId })).rejects.toThrow('host_access_missing');
    expect(files.log.length).toBe(before);
    expect(await account()).toMatchObject({ state: 'fine', unreached: [files.origin] });

    const page = await bench.firefox.page(`extension/pages/options/options.html#accounts/${accountId}`);
    await saysSo(page, `The browser may not reach ${files.origin}`);
    await page.click('.notes .note.wax button');
    await bench.firefox.answerPermission(true);
    await page.waitFor(() => !document.querySelector('.notes .note.wax'));
    expect(await account()).not.toHaveProperty('unreached');
    expect(await fetches()).toMatchObject({ status: 200 });
    await bench.call('accounts.renew', { id: accountId });
    await page.close();
  });

  test('the site’s host is taken away: its open page gets nothing any more, and the sites page allows it again', async () => {
    await bench.firefox.withdrawHosts([siteHost]);
    const blocked = async () => (await bench.call('overview', {})).sites.find(({ origin }) => origin === address)?.blocked;
    expect(await blocked()).toBe(true);
    const before = files.log.length;
    expect(await fetches()).not.toHaveProperty('status');
    expect(files.log.length).toBe(before);
    expect((await bench.call('overview', {})).permits).toHaveLength(1);

    const page = await bench.firefox.page('extension/pages/options/options.html#sites');
    await saysSo(page, 'The browser keeps Countersign out of this site');
    await page.click('[aria-labelledby=enabled] li .buttons button:first-child');
    expect(await bench.firefox.answerPermission(true)).toContain('localhost');
    await poll(async () => (await blocked()) === undefined, 'the site to be allowed');
    await given.page.goto(`${address}/`);
    await given.page.waitFor('#connect');
    await poll(async () => (await fetches()).status === 200, 'the page’s call to be signed');
    await page.close();
  });

  test('all of it is taken away while the background is stopped: it is noticed', async () => {
    await bench.firefox.stopBackground();
    await bench.firefox.withdrawHosts([serviceHost, siteHost]);
    expect(await account()).toMatchObject({ unreached: [files.origin] });
    expect((await bench.call('overview', {})).sites).toMatchObject([{ blocked: true }]);
  });
});
