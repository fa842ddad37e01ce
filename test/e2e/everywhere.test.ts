/** Every site may ask, if the user wishes it: found by pages that were never enabled, listed once they ask, turned off one by one. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { answerOf, clickConnect, openApp, pageCall, pageSees } from './pages/app';
import { consentWindow, openStage, permit, signIn, type Stage } from './pages/stage';

let stage: Stage;
let page: Page;
let handle: string;

const everySite = ['https://*/*', 'http://127.0.0.1/*', 'http://localhost/*'];

beforeAll(async () => {
  stage = await openStage();
  await signIn(stage, 'practice-files', 'alice');
  await stage.browser.promiseHosts(everySite);
});
afterAll(async () => stage?.close());

test('before the user switches it on, a page that was not enabled sees nothing', async () => {
  page = await openApp(await stage.browser.context.newPage(), stage.site.origin);
  expect(await pageSees(page)).toBe(false);
});

test('switched on, every page finds Countersign, and one that asks stands among the sites', async () => {
  await stage.own.bringToFront();
  await stage.own.getByRole('switch', { name: /Every site may ask/ }).click();
  await poll(async () => (await stage.overview()).everywhere, 'every site to be let in');
  page = await openApp(page, stage.site.origin);
  expect(await pageSees(page)).toBe(true);
  handle = await permit(stage, page, { service: 'practice-files' });
  expect(answerOf(await pageCall(page, handle, `${stage.world.files.origin}/api/me`))).toBe(200);
  expect((await stage.overview()).sites).toMatchObject([{ origin: stage.site.origin, off: false }]);
});

test('one site turned off sees nothing any more, its permits are gone, the others go on', async () => {
  await stage.own.bringToFront();
  await stage.own.getByRole('button', { name: /Turn off/ }).click();
  await poll(async () => (await stage.overview()).sites[0]?.off, 'the site to be turned off');
  expect(answerOf(await pageCall(page, handle, `${stage.world.files.origin}/api/me`))).toBe('not_available');
  expect(await pageSees(await openApp(page, stage.site.origin))).toBe(false);
  const other = await openApp(await stage.browser.context.newPage(), stage.site.origin.replace('127.0.0.1', 'localhost'));
  expect(await pageSees(other)).toBe(true);
  await other.close();
});

test('switched off again, only the sites that the user enabled are left: here none, although one has asked', async () => {
  const asking = await openApp(await stage.browser.context.newPage(), stage.site.origin.replace('127.0.0.1', 'localhost'));
  const said = await clickConnect(asking, { service: 'practice-files' });
  const consent = await consentWindow(stage);
  await consent.getByRole('button', { name: 'Refuse' }).click();
  expect((await said()).code).toBe('refused');
  expect((await stage.overview()).sites).toHaveLength(2);
  await stage.own.bringToFront();
  await stage.own.getByRole('switch', { name: /Every site may ask/ }).click();
  await poll(async () => !(await stage.overview()).everywhere, 'the sites to be shut out');
  expect((await stage.overview()).sites).toEqual([]);
  expect(await pageSees(await openApp(page, stage.site.origin))).toBe(false);
});
