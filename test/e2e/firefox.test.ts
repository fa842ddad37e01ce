/** The story in Firefox: set up, sign in through its own window, enable a site, consent, a signed call; and one more after the background's death. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { OwnCall, OwnInput, OwnOutput } from '../../src/messaging/own-calls';
import { launchFirefox, type Firefox } from '../harness/firefox';
import type { FirefoxPage } from '../harness/firefox-page';
import { filesEntry, photosEntry } from '../practice/entries';
import { startWorld, type PracticeWorld } from '../practice/set-up';
import { startTestSite, type TestSite } from './pages/site';

const { firefox: executable, whyNoFirefox } = inject('browsers');
declare const browser: {
  runtime: { sendMessage(message: unknown): Promise<{ ok: true; value: unknown } | { ok: false; problem: { code: string } }> };
};
declare const app: {
  fetch(handle: string, url: string, init?: object): Promise<{ status?: number; text?: string; code?: string }>;
};

describe.skipIf(!executable)(executable ? 'Firefox' : `Firefox (skipped: ${whyNoFirefox})`, () => {
  let firefox: Firefox;
  let world: PracticeWorld;
  let site: TestSite;
  let own: FirefoxPage;
  let page: FirefoxPage;
  let handle: string;

  beforeAll(async () => {
    [world, site] = await Promise.all([startWorld(), startTestSite()]);
    firefox = await launchFirefox({ executable: executable ?? '', extension: inject('builds').firefoxTest });
    own = await firefox.page('extension/pages/options/options.html#services');
  });
  afterAll(async () => {
    await firefox?.close();
    await Promise.all([world?.close(), site?.close()]);
  });

  const ownCall = async <K extends OwnCall>(call: K, input: OwnInput<K>): Promise<OwnOutput<K>> => {
    const answer = await own.evaluate((message) => browser.runtime.sendMessage(message), { own: call, input });
    if (!answer.ok) throw new Error(`${call}: ${answer.problem.code}`);
    return answer.value as OwnOutput<K>;
  };
  const pageCall = (path: string, init: object = {}) =>
    page.evaluate((ours, url, how) => app.fetch(ours, url, how), handle, `${world.photos.origin}${path}`, init);

  test('both services are set up, and their connect page shows the redirect URL of this browser', async () => {
    const { redirectUrl } = await ownCall('overview', {});
    expect(redirectUrl).toMatch(/^https:\/\/[0-9a-f]{40}\.extensions\.allizom\.org\/cb$/);
    const { consumerKey: clientId, consumerSecret: clientSecret } = world.photos.registerApp({ callbacks: [redirectUrl] });
    const files = world.files.registerApp({ redirectUris: [redirectUrl] });
    await ownCall('services.save', { service: photosEntry(world.photos.origin) });
    await ownCall('services.save', { service: filesEntry(world.files.origin) });
    await ownCall('apps.save', { serviceId: 'practice-photos', clientId, clientSecret });
    await ownCall('apps.save', { serviceId: 'practice-files', clientId: files.clientId });
    expect(
      (await ownCall('overview', {})).services.map(({ service, app: ours }) => `${service.id} ${ours !== undefined}`).toSorted(),
    ).toEqual(['practice-files true', 'practice-photos true']);
  });

  test.each([
    ['practice-photos', 'alice', '/oauth/authorize'],
    ['practice-files', 'bob', '/interaction/'],
  ] as const)('%s: signed in through the connect page and Firefox’s own window', async (service, user, address) => {
    const connect = await firefox.page(`extension/pages/connect/connect.html#${new URLSearchParams({ service })}`);
    await connect.waitFor('footer button.primary[aria-disabled=false]');
    const first = service === 'practice-photos';
    await connect.click('footer button.primary');
    if (first) expect(await firefox.answerPermission(true)).toContain('127.0.0.1'); // the browser asks once for both services' host
    const window = await firefox.window((url) => url.includes(address));
    await window.type('#username', user);
    await window.type('#password', `practice-${user}`);
    await window.click('#login');
    await window.click('#allow');
    await connect.waitFor(() => document.querySelector('h1')?.textContent.startsWith('Signed in as'));
    expect(await connect.text()).toContain(`Signed in as ${user}`);
    await connect.close();
    expect((await ownCall('overview', {})).accounts.some(({ label }) => label === user)).toBe(true);
  });

  test('a page of an enabled site asks, the user allows, and its call is signed', async () => {
    await ownCall('sites.enable', { origin: site.origin });
    page = await firefox.tab(`${site.origin}/`);
    await page.type('#want', JSON.stringify({ service: 'practice-photos', access: 'change' }));
    await page.click('#connect');
    const consent = await firefox.window((url) => url.includes('#ask='));
    await consent.waitFor(() => document.querySelector('h1')?.textContent?.includes('asks to use your Practice Photos account'));
    await consent.click('h1'); // has it in front
    await consent.waitFor('footer button.primary[aria-disabled=false]');
    await consent.click('footer button.primary');
    await page.waitFor('output:not(:empty)');
    const given = JSON.parse(await page.evaluate(() => document.querySelector('output')?.textContent ?? '')) as {
      handle: string;
      code?: string;
    };
    expect(given).not.toHaveProperty('code');
    ({ handle } = given);
    expect(await pageCall('/api/me')).toMatchObject({
      status: 200,
      text: expect.stringContaining('"screen_name":"alice"') as string,
    });
    const form = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'title=From+Firefox&tag=%C3%A4',
    };
    expect(await pageCall('/api/photos', form)).toMatchObject({ status: 201 });
    expect(await pageCall('/oauth/access_token', form)).toMatchObject({ code: 'sign_in_endpoint' });
  });

  test('the background’s death is not noticed: the next call works, and accounts and permit are kept', async () => {
    await firefox.stopBackground();
    expect(await pageCall('/api/photos')).toMatchObject({ status: 200, text: expect.stringContaining('From Firefox') as string });
    const { accounts, permits } = await ownCall('overview', {});
    expect(accounts.map(({ label, state }) => `${label} ${state}`).toSorted()).toEqual(['alice fine', 'bob fine']);
    expect(permits).toHaveLength(1);
    for (const { log } of [world.photos, world.files])
      expect(log.filter(({ outcome }) => outcome.includes('cookie'))).toEqual([]);
  });
});
