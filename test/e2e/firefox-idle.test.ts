/**
 * Firefox stops a background that has heard and said nothing for a while, whatever it waits for. What takes longer than that lives on: a
 * stream, a call that waits for the vault, an own call at a slow service; a sign-in window outlives the background.
 *
 * The time is made shorter here (12 s for 30 s), so that each of these takes three of them.
 */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { poll } from '../harness/poll';
import { filesEntry } from '../practice/entries';
import { startFiles, type FilesService } from '../services/files';
import { startTestSite, type TestSite } from './pages/site';
import { logsIn, openFirefoxBench, permitsPage, type FirefoxBench, type Permitted } from './support/firefox';
import { derived } from './support/passphrase';

const { firefox: executable, whyNoFirefox } = inject('browsers');
/** Milliseconds. */
const idle = 12_000;
const long = 3 * idle;

declare const WebExtensionPolicy: {
  getByID(id: string): { readonly extension: { stops?: number; on(event: string, listener: () => void): void } };
};
declare const app: { account(handle: string): { fetch(url: string): Promise<Response> } };

describe.skipIf(!executable)(executable ? 'Firefox' : `Firefox (skipped: ${whyNoFirefox})`, () => {
  let files: FilesService;
  let site: TestSite;
  let bench: FirefoxBench;
  let given: Permitted;

  beforeAll(async () => {
    const preferences = { 'extensions.background.idle.timeout': idle };
    [files, site, bench] = await Promise.all([
      startFiles({ accessTokenSeconds: 3600 }),
      startTestSite(),
      openFirefoxBench(preferences),
    ]);
    await bench.firefox.privileged((id) => {
      const { extension } = WebExtensionPolicy.getByID(id);
      extension.on('background-script-suspend', () => void (extension.stops = (extension.stops ?? 0) + 1));
    }, bench.firefox.addonId);
    const { clientId } = files.registerApp({ redirectUris: [bench.redirects.usual] });
    await bench.call('services.save', { service: filesEntry(files.origin) });
    await bench.call('apps.save', { serviceId: 'practice-files', clientId });
  });
  afterAll(async () => {
    await bench?.close();
    await Promise.all([files?.close(), site?.close()]);
  });

  /** Begins a call in the page; what came of it stands in the document. */
  const begins = (name: string, path: string): Promise<void> =>
    given.page.evaluate(
      (handle, url, as) => {
        const { dataset } = document.documentElement;
        delete dataset[as];
        void app
          .account(handle)
          .fetch(url)
          .then(async (response) => (dataset[as] = `${response.status} ${(await response.arrayBuffer()).byteLength}`))
          .catch((error: { code?: string }) => (dataset[as] = `failed ${error.code}`));
      },
      given.handle,
      `${files.origin}${path}`,
      name,
    );
  const outcome = (name: string) => given.page.evaluate((as) => document.documentElement.dataset[as], name);
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  /** How often the background has been stopped. A page of ours that is open wakes it again at once. */
  const stops = () =>
    bench.firefox.privileged((id) => WebExtensionPolicy.getByID(id).extension.stops ?? 0, bench.firefox.addonId);
  const stopsOnce = async () => {
    const before = await stops();
    await poll(async () => (await stops()) > before, 'the background to stop', { timeout: 3 * idle, every: 200 });
  };

  test('a sign-in window that is open for longer than the background lives', async () => {
    const { connect } = await bench.begins({ serviceId: 'practice-files' });
    const window = await bench.firefox.window((url) => url.startsWith(files.origin));
    await logsIn(window);
    await stopsOnce();
    await window.click('#allow');
    await connect.waitFor(() => document.querySelector('h1')?.textContent.startsWith('Signed in as'));
    await connect.close();
    given = await permitsPage(bench, site.origin, 'practice-files');
  });

  test('with nothing to do it stops, and the next call wakes it', async () => {
    await stopsOnce();
    await begins('woken', '/api/me');
    await poll(() => outcome('woken'), 'the call', { timeout: 10_000 });
    expect(await outcome('woken')).toMatch(/^200 /);
  });

  test('a stream of three times that long is read to its end', async () => {
    const before = await stops();
    const chunks = long / 400;
    await begins('stream', `/api/stream?chunks=${chunks}&bytes=1000&ms=400`);
    await poll(() => outcome('stream'), 'the stream to end', { timeout: 2 * long, every: 500 });
    expect(await outcome('stream')).toBe(`200 ${chunks * 1000}`);
    expect(await stops()).toBe(before);
  });

  test('an own call that a slow service keeps waiting is answered', async () => {
    const [account] = (await bench.call('overview', {})).accounts;
    files.faults.next('/token', { delay: 2 * idle });
    const before = await stops();
    await bench.call('accounts.renew', { id: account?.id ?? '' });
    expect((await bench.call('overview', {})).accounts[0]).toMatchObject({ state: 'fine', renewals: 1 });
    expect(await stops()).toBe(before);
  });

  test('a call that waits for the vault is made when it opens', async () => {
    const next = derived();
    await bench.call('lock.set', { next });
    await bench.call('lock.now', {});
    await begins('waited', '/api/me');
    const before = await stops();
    await pause(long);
    expect(await stops()).toBe(before);
    expect((await outcome('waited')) ?? 'nothing yet').toBe('nothing yet');
    await bench.call('lock.unlock', { key: next.key });
    await poll(() => outcome('waited'), 'the call', { timeout: 10_000 });
    expect(await outcome('waited')).toMatch(/^200 /);
  });
});
