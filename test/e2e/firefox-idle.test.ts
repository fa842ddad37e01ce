/**
 * Firefox stops a background that has heard and said nothing for a while, whatever it waits for. What takes longer than that lives on: a
 * stream, a call that waits for the vault, an own call at a slow service; a sign-in window outlives the background.
 *
 * The time is made shorter here (12 s for 30 s), so that each of these takes three of them.
 */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { enterServices, ownCall } from '../practice/set-up';
import type { FilesService } from '../services/files';
import { openEnabled, permit } from './pages/stage';
import { openFirefoxStage, type FirefoxStage } from './support/firefox';
import { derived } from './support/passphrase';
import { logIn, pressAllow, seesDone } from './support/user';

/** Milliseconds. */
const idle = 12_000;
const long = 3 * idle;

declare const WebExtensionPolicy: {
  getByID(id: string): { readonly extension: { stops?: number; on(event: string, listener: () => void): void } };
};
declare const app: { account(handle: string): { fetch(url: string): Promise<Response> } };

let stage: FirefoxStage;
let files: FilesService;
let page: Page;
let handle: string;

beforeAll(async () => {
  stage = await openFirefoxStage({
    world: { files: { accessTokenSeconds: 3600 } },
    preferences: { 'extensions.background.idle.timeout': idle },
  });
  ({ files } = stage.world);
  await stage.browser.main((id) => {
    const { extension } = WebExtensionPolicy.getByID(id);
    extension.on('background-script-suspend', () => void (extension.stops = (extension.stops ?? 0) + 1));
  }, stage.browser.extensionId);
  await enterServices(stage.browser, stage.world);
});
afterAll(() => stage?.close());

/** Begins a call in the page; what came of it stands in the document. */
const begins = (name: string, path: string): Promise<void> =>
  page.evaluate(
    ([account, url, as]) => {
      const { dataset } = document.documentElement;
      delete dataset[as];
      void app
        .account(account)
        .fetch(url)
        .then(async (response) => (dataset[as] = `${response.status} ${(await response.arrayBuffer()).byteLength}`))
        .catch((error: { code?: string }) => (dataset[as] = `failed ${error.code}`));
    },
    [handle, `${files.origin}${path}`, name] as const,
  );
const outcome = (name: string) => page.evaluate((as) => document.documentElement.dataset[as], name);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** How often the background has been stopped. A page of ours that is open wakes it again at once. */
const stops = () => stage.browser.main((id) => WebExtensionPolicy.getByID(id).extension.stops ?? 0, stage.browser.extensionId);
const stopsOnce = async () => {
  const before = await stops();
  await poll(async () => (await stops()) > before, 'the background to stop', { timeout: 3 * idle, every: 200 });
};

test('a sign-in window that is open for longer than the background lives', async () => {
  const { connect } = await stage.begins({ serviceId: 'practice-files' });
  const window = await stage.browser.signInWindow();
  await logIn(window, 'alice');
  await stopsOnce();
  await pressAllow(window);
  await seesDone(connect);
  await connect.close();
  page = await openEnabled(stage);
  handle = await permit(stage, page, { service: 'practice-files', access: 'change' });
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
  const [account] = (await stage.overview()).accounts;
  files.faults.next('/token', { delay: 2 * idle });
  const before = await stops();
  await ownCall(stage.own, 'accounts.renew', { id: account?.id ?? '' });
  expect((await stage.overview()).accounts[0]).toMatchObject({ state: 'fine', renewals: 1 });
  expect(await stops()).toBe(before);
});

test('a call that waits for the vault is made when it opens', async () => {
  const next = derived();
  await ownCall(stage.own, 'lock.set', { next });
  await ownCall(stage.own, 'lock.now', {});
  await begins('waited', '/api/me');
  const before = await stops();
  await pause(long);
  expect(await stops()).toBe(before);
  expect((await outcome('waited')) ?? 'nothing yet').toBe('nothing yet');
  await ownCall(stage.own, 'lock.unlock', { key: next.key });
  await poll(() => outcome('waited'), 'the call', { timeout: 10_000 });
  expect(await outcome('waited')).toMatch(/^200 /);
});
