/** The story in Firefox: set up, sign in through its own window, enable a site, consent, a signed call; and one more after the background's death. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asFirefox, type FirefoxBrowser } from '../harness/firefox-driver/browser';
import { enterServices } from '../practice/set-up';
import { pageCall } from './pages/app';
import { clickReady, connect, openEnabled, openStage, type Stage } from './pages/stage';
import { allowIn, seesDone } from './support/user';

let stage: Stage;
let firefox: FirefoxBrowser;
let page: Page;
let handle: string;

beforeAll(async () => {
  stage = await openStage({ bare: true });
  firefox = asFirefox(stage.browser);
});
afterAll(() => stage?.close());

const call = (path: string, init: object = {}) => pageCall(page, handle, `${stage.world.photos.origin}${path}`, init);

test('both services are set up, and their connect page shows the redirect URL of this browser', async () => {
  expect((await stage.overview()).redirectUrl).toMatch(/^https:\/\/[0-9a-f]{40}\.extensions\.allizom\.org\/cb$/);
  await enterServices(firefox, stage.world);
  const { services } = await stage.overview();
  expect(services.map(({ service, app }) => `${service.id} ${app !== undefined}`).toSorted()).toEqual([
    'practice-files true',
    'practice-photos true',
  ]);
});

test.each([
  ['practice-photos', 'alice', '/oauth/authorize'],
  ['practice-files', 'bob', '/interaction/'],
] as const)('%s: signed in through the connect page and Firefox’s own window', async (service, user, address) => {
  const signsIn = await firefox.page(`extension/pages/connect/connect.html#${new URLSearchParams({ service })}`);
  await signsIn.click('footer button.primary[aria-disabled=false]');
  // The browser asks once for both services' host.
  if (service === 'practice-photos') expect(await firefox.answerPermission(true)).toContain('127.0.0.1');
  const window = await firefox.signInWindow();
  await window.waitForURL((url) => url.href.includes(address));
  await allowIn(window, user);
  await seesDone(signsIn);
  expect(await signsIn.innerText('body')).toContain(`Signed in as ${user}`);
  await signsIn.close();
  expect((await stage.overview()).accounts.some(({ label }) => label === user)).toBe(true);
});

test('a page of an enabled site asks, the user allows, and its call is signed', async () => {
  page = await openEnabled(stage);
  const given = await connect(stage, page, { service: 'practice-photos', access: 'change' }, async (consent) => {
    await consent.getByRole('heading', { name: 'asks to use your Practice Photos account' }).waitFor();
    await clickReady(consent, 'Allow');
  });
  expect(given).not.toHaveProperty('code');
  handle = given.handle ?? '';
  expect(await call('/api/me')).toMatchObject({
    status: 200,
    text: expect.stringContaining('"screen_name":"alice"') as string,
  });
  const form = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'title=From+Firefox&tag=%C3%A4',
  };
  expect(await call('/api/photos', form)).toMatchObject({ status: 201 });
  expect(await call('/oauth/access_token', form)).toMatchObject({ code: 'sign_in_endpoint' });
});

test('the background’s death is not noticed: the next call works, and accounts and permit are kept', async () => {
  await firefox.stopWorker();
  expect(await call('/api/photos')).toMatchObject({ status: 200, text: expect.stringContaining('From Firefox') as string });
  const { accounts, permits } = await stage.overview();
  expect(accounts.map(({ label, state }) => `${label} ${state}`).toSorted()).toEqual(['alice fine', 'bob fine']);
  expect(permits).toHaveLength(1);
  for (const { log } of [stage.world.photos, stage.world.files])
    expect(log.filter(({ outcome }) => outcome.includes('cookie'))).toEqual([]);
});
