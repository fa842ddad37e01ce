/** Firefox shows no page in its sign-in window that redirects elsewhere: such sign-ins take a tab, and their answers are led here as in Chromium. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { OwnCall, OwnInput, OwnOutput } from '../../src/messaging/own-calls';
import { launchFirefox, type Firefox } from '../harness/firefox';
import type { FirefoxPage } from '../harness/firefox-page';
import { poll } from '../harness/poll';
import { filesEntry, photosEntry } from '../practice/entries';
import { startWorld, type PracticeWorld } from '../practice/set-up';
import { vendorEntry } from '../practice/vendor-entries';
import { startVendor, type VendorService } from '../services/vendor';
import { openElsewhere, type Elsewhere } from './support/elsewhere';

const { firefox: executable, whyNoFirefox } = inject('browsers');
declare const browser: {
  runtime: { sendMessage(message: unknown): Promise<{ ok: true; value: unknown } | { ok: false; problem: { code: string } }> };
  declarativeNetRequest: { getSessionRules(): Promise<unknown[]> };
};

describe.skipIf(!executable)(executable ? 'Firefox' : `Firefox (skipped: ${whyNoFirefox})`, () => {
  let firefox: Firefox;
  let world: PracticeWorld;
  let vendor: VendorService;
  let elsewhere: Elsewhere;
  let own: FirefoxPage;

  beforeAll(async () => {
    [world, elsewhere, vendor] = await Promise.all([startWorld(), openElsewhere('localhost'), startVendor('fragment')]);
    firefox = await launchFirefox({ executable: executable ?? '', extension: inject('builds').firefoxTest });
    own = await firefox.page('extension/pages/options/options.html#services');
    const { redirectUrl } = await ownCall('overview', {});
    await firefox.grantHosts(['http://127.0.0.1/*', 'http://localhost/*', `${new URL(redirectUrl).origin}/*`]);
    await enter(elsewhere.callback);
  });
  afterAll(async () => {
    await firefox?.close();
    await Promise.all([world?.close(), elsewhere?.close(), vendor?.close()]);
  });

  const ownCall = async <K extends OwnCall>(call: K, input: OwnInput<K>): Promise<OwnOutput<K>> => {
    const answer = await own.evaluate((message) => browser.runtime.sendMessage(message), { own: call, input });
    if (!answer.ok) throw new Error(`${call}: ${answer.problem.code}`);
    return answer.value as OwnOutput<K>;
  };
  const rules = () => own.evaluate(() => browser.declarativeNetRequest.getSessionRules());

  async function enter(redirectUrl: string): Promise<void> {
    const { consumerKey, consumerSecret } = world.photos.registerApp({ callbacks: [redirectUrl] });
    const files = world.files.registerApp({ redirectUris: [redirectUrl] });
    const streams = vendor.registerApp({ redirectUris: [redirectUrl] });
    for (const service of [
      photosEntry(world.photos.origin),
      filesEntry(world.files.origin),
      vendorEntry('fragment', vendor.origin),
    ])
      await ownCall('services.save', { service: { ...service, redirectUrl } });
    await ownCall('apps.save', { serviceId: 'practice-photos', clientId: consumerKey, clientSecret: consumerSecret });
    await ownCall('apps.save', { serviceId: 'practice-files', clientId: files.clientId });
    await ownCall('apps.save', { serviceId: 'practice-fragment', clientId: streams.clientId });
  }

  const signIn = async (id: string) => (await ownCall('overview', {})).signIns.find((view) => view.id === id);

  async function inTab(serviceId: string, origin: string, through?: 'tab') {
    const id = await ownCall('signIn.start', { serviceId, ...(through && { through }) });
    const connect = await firefox.page(`extension/pages/connect/connect.html#signIn=${id}`);
    const tab = await firefox.window((url) => url.startsWith(origin));
    await tab.waitFor('#username');
    expect((await signIn(id))?.wait).toMatchObject({ for: 'visit', through: 'tab', open: true });
    return { id, connect, tab };
  }
  async function logsIn(tab: FirefoxPage): Promise<void> {
    await tab.type('#username', 'alice');
    await tab.type('#password', 'practice-alice');
    await tab.click('#login');
    await tab.waitFor('#allow');
  }
  /** The tab may show for a moment that there is no server where answers go. */
  async function allows(tab: FirefoxPage): Promise<void> {
    await tab.click('#allow').catch((error: Error) => {
      if (!error.message.includes('error page')) throw error;
    });
  }
  async function isDone(id: string, tab: FirefoxPage): Promise<void> {
    await firefox.closed(tab);
    await poll(async () => (await signIn(id))?.state === 'done', 'the sign-in to be done');
    expect(await rules()).toEqual([]);
    expect(elsewhere.hits()).toEqual([]);
  }

  test.each([
    ['practice-photos', () => world.photos.origin],
    ['practice-files', () => world.files.origin],
    ['practice-fragment', () => vendor.origin],
  ] as const)('%s: signed in through a tab by itself; nothing reached the place', async (service, origin) => {
    const { id, tab, connect } = await inTab(service, origin());
    await logsIn(tab);
    await allows(tab);
    await isDone(id, tab);
    await connect.close();
  });

  test('another tab’s visit goes there as ever', async () => {
    const { id, tab, connect } = await inTab('practice-files', world.files.origin);
    const other = await firefox.tab(`${elsewhere.callback}?state=evil&code=x`);
    expect(elsewhere.hits()).toHaveLength(1);
    await other.close();
    elsewhere.forget();
    expect(await signIn(id)).toMatchObject({ state: 'waiting' });
    await logsIn(tab);
    await allows(tab);
    await isDone(id, tab);
    await connect.close();
  });

  test('page and background die, the answer wakes it', async () => {
    const { id, tab, connect } = await inTab('practice-files', world.files.origin);
    await logsIn(tab);
    await connect.close();
    await firefox.stopBackground();
    await allows(tab);
    await isDone(id, tab);
  });

  test('with this browser’s own redirect URL, where a tab is wanted', async () => {
    await enter((await ownCall('overview', {})).redirectUrl);
    const { id, tab, connect } = await inTab('practice-photos', world.photos.origin, 'tab');
    await logsIn(tab);
    await allows(tab);
    await isDone(id, tab);
    await connect.close();
  });
});
