/** The whole story by clicks, through the real toolbar popup: enable a site, connect two services, allow, call, look, end it. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildClient } from '../../tools/library';
import { poll } from '../harness/poll';
import { answerAtService, answerConsent, enableSiteFromPopup, openAccount, openOptions, signIn } from '../practice/drive';
import { photosEntry, filesEntry } from '../practice/entries';
import { ownCall } from '../practice/set-up';
import { connectWindow } from '../practice/windows';
import { openStage, type Stage } from './pages/stage';

let stage: Stage;
/** The practice site, an ordinary page with the client library. */
let album: Page;
const alice = { user: 'alice', password: 'practice-alice' };

beforeAll(async () => {
  await buildClient();
  stage = await openStage({ bare: true });
  const { own, world, browser } = stage;
  await ownCall(own, 'services.save', { service: photosEntry(world.photos.origin) });
  await ownCall(own, 'services.save', { service: filesEntry(world.files.origin) });
  album = await browser.tab(`${world.site.origin}/`);
});
afterAll(async () => stage?.close());

const card = (service: string) => album.getByRole('article').filter({ has: album.getByRole('heading', { name: service }) });

/** Presses a button of the page. @returns what its log says came of it */
async function press(service: string, button: string): Promise<string | null> {
  const lines = album.locator('#log li');
  const before = await lines.count();
  await album.bringToFront();
  await card(service).getByRole('button', { name: button, exact: true }).click();
  await lines.nth(before).waitFor();
  return lines.nth(before).getAttribute('data-end');
}

test('a site that was not enabled sees nothing; enabled from the popup, it notices by itself', async () => {
  await album.getByRole('heading', { name: 'Countersign is not here' }).waitFor();
  const popup = await stage.browser.popup(album);
  await popup.waitFor({ text: 'Sign in once. Every site asks you first.' });
  expect(await popup.evaluate(() => [innerWidth, innerHeight])).toEqual([360, 600]); // each browser takes the popup's size from elsewhere
  await popup.leave();
  await enableSiteFromPopup(stage.browser, album);
  await album.getByRole('heading', { name: 'Countersign is here' }).waitFor();
});

test('the user sets a service up and signs in, each by the connect window', async () => {
  const { browser, world } = stage;
  const { redirectUrl } = await stage.overview();
  await browser.promiseHosts(['http://127.0.0.1/*', `${new URL(redirectUrl).origin}/*`]);
  const app = world.photos.registerApp({ callbacks: [redirectUrl] });
  const window = await connectWindow(browser, 'other', async () =>
    (await browser.popup(album)).click({ role: 'button', name: 'Connect a service' }),
  );
  await window.getByRole('link', { name: 'Practice Photos' }).click();
  await window.getByText(redirectUrl).waitFor();
  await window.getByLabel('Consumer key').fill(app.consumerKey);
  await window.getByRole('textbox', { name: 'Consumer secret' }).fill(app.consumerSecret);
  await window.getByRole('button', { name: 'Allow and sign in' }).click();
  await answerAtService(browser, { service: 'practice-photos', from: 'popup', ...alice });
  await window.getByRole('heading', { name: 'Signed in as alice' }).waitFor();
  await window.close();

  const { clientId } = world.files.registerApp({ redirectUris: [redirectUrl] });
  await ownCall(stage.own, 'apps.save', { serviceId: 'practice-files', clientId });
  expect(await signIn(browser, { service: 'practice-files', from: 'popup', over: album, ...alice })).toBe('alice');
  expect(
    (await stage.overview()).accounts.map(({ serviceId, label, state }) => `${serviceId} ${label} ${state}`).toSorted(),
  ).toEqual(['practice-files alice fine', 'practice-photos alice fine']);
});

test('the page asks, the user allows, and its calls work at both services', async () => {
  const { mark } = await stage.overview();
  for (const [service, added] of [
    ['Practice Photos', '201'],
    ['Practice Files', '201'],
  ] as const) {
    const asked = press(service, 'Connect: read and change');
    const seen = await answerConsent(stage.browser, { decision: 'Allow' });
    expect(seen.title).toBe(`${stage.world.site.origin} asks to use your ${service} account`);
    expect(seen.mark).toMatch(/^\w+ \w+$/);
    expect(mark).toBeTypeOf('number');
    expect(await asked).toBe('allowed');
    expect(await press(service, 'Add one')).toBe(added);
    expect(await press(service, 'Rename the first')).toBe('200');
    expect(await press(service, 'List')).toBe('200');
    expect(await press(service, 'Upload a file')).toBe('201');
    expect(await press(service, 'Stream')).toBe('200');
    expect(await album.locator('#log li').last().textContent()).toContain('SHA-256 as announced');
    expect(await press(service, 'Echo')).toBe('200');
    expect(await press(service, 'Delete the last')).toBe('204');
  }
});

test('the permit stands on the options page with its uses; ended there the page is refused, and Undo restores it', async () => {
  const options = await openAccount(stage.browser, 'practice-photos', 'alice');
  const panel = options.getByRole('article');
  await panel.getByText(stage.world.site.origin, { exact: true }).first().waitFor();
  await panel.getByText('POST /api/upload').or(panel.getByText('/api/upload')).first().waitFor();
  await panel.getByRole('button', { name: 'End access' }).click();
  await options.getByText(`Access of ${stage.world.site.origin} ended`).waitFor();
  await panel.getByText('No site may use it.').waitFor();
  const before = stage.world.photos.log.length;
  expect(await press('Practice Photos', 'List')).toBe('permit_ended');
  expect(stage.world.photos.log).toHaveLength(before);
  expect(await card('Practice Photos').getByRole('button', { name: 'List' }).isDisabled()).toBe(true);

  await options.bringToFront();
  await options.getByRole('button', { name: 'Undo' }).click();
  await panel.getByRole('button', { name: 'End access' }).waitFor();
  await album.reload(); // takes up what it may use
  await card('Practice Photos').getByText('Connected:').waitFor();
  expect(await press('Practice Photos', 'List')).toBe('200');
  await options.close();
});

test('the popup’s quick choice narrows and widens; Off ends, and its Undo restores the same handle', async () => {
  const first = async () => (await stage.overview()).permits.toSorted((a, b) => a.createdAt - b.createdAt)[0];
  const { accounts } = await stage.overview();
  const shown = await first();
  const service = accounts.find(({ id }) => id === shown?.accountId)?.serviceName ?? '';
  const pick = async (name: string, becomes: string | undefined) => {
    const popup = await stage.browser.popup(album);
    await popup.click({ role: 'radio', name }); // of the eldest permit, which stands first
    await poll(
      async () => (await stage.overview()).permits.find(({ id }) => id === shown?.id)?.access === becomes,
      `${name} to hold`,
    );
    return popup;
  };
  await (await pick('Read only', 'read')).leave();
  expect(await press(service, 'Add one')).toBe('outside_permit');
  expect(await press(service, 'List')).toBe('200');
  const popup = await pick('Off', undefined);
  await popup.click({ role: 'button', name: 'Undo' });
  await poll(async () => (await first())?.id === shown?.id, 'the permit to be restored');
  await popup.leave();
  expect(await press(service, 'List')).toBe('200');
  await (await pick('Read and change', 'change')).leave();
  expect(await press(service, 'Add one')).toBe('201');
});

test('all access is ended on the sites page, and turned off the site sees nothing any more', async () => {
  const options = await openOptions(stage.browser, 'sites');
  await options.getByRole('button', { name: `End all access of ${stage.world.site.origin}` }).click();
  await options.getByRole('heading', { name: 'No site has access' }).waitFor();
  expect(await press('Practice Files', 'List')).toBe('permit_ended');
  await options.getByRole('button', { name: `Turn off for ${stage.world.site.origin}` }).click();
  await options.getByRole('heading', { name: 'No site can see Countersign' }).waitFor();
  await album.reload();
  await album.getByRole('heading', { name: 'Countersign is not here' }).waitFor();
  await options.close();
});
