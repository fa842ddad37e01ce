/** What the Chromium harness promises, on an extension of its own. The findings that tests must respect are pinned here. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser } from '../../tools/find-browser';
import type { Browser } from './browser';
import { launchChromium } from './chromium';
import { serveSite, type Site } from './fixture-site';
import { writeFixture, type Fixture } from './fixture-extension';

/** The few calls of the extension API that these tests make. */
declare const chrome: {
  readonly permissions: {
    contains(wanted: { origins: string[] }): Promise<boolean>;
    request(wanted: { origins: string[] }): Promise<boolean>;
  };
  readonly runtime: { sendMessage(message: string): Promise<unknown> };
  readonly identity: { launchWebAuthFlow(flow: object): Promise<string>; getRedirectURL(path: string): string };
  readonly i18n: { getUILanguage(): string };
};

const LOOPBACK = 'http://127.0.0.1/*';
let executable: string;
let fixture: Fixture;
let site: Site;
let browser: Browser;
let page: Page;
let own: Page;

beforeAll(async () => {
  executable = (await findBrowser()).path;
  [fixture, site] = await Promise.all([writeFixture('chromium'), serveSite()]);
  browser = await launchChromium({ executable, extension: fixture.folder, locale: 'de', colorScheme: 'dark' });
  page = await browser.tab(`${site.origin}/`);
  own = await browser.page('page.html');
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([fixture?.remove(), site?.close()]);
});

const contains = (pattern: string) => own.evaluate((origin) => chrome.permissions.contains({ origins: [origin] }), pattern);
const request = (pattern: string) => own.evaluate((origin) => chrome.permissions.request({ origins: [origin] }), pattern);
const born = () => own.evaluate(() => chrome.runtime.sendMessage('born'));

test('the extension’s own page runs with its rights, in the wanted language', async () => {
  expect(own.url()).toBe(`${browser.origin}/page.html`);
  expect(await own.evaluate(() => chrome.i18n.getUILanguage())).toMatch(/^de/);
});

test('a stopped worker is gone, and starts afresh at the next event or when a test asks for it', async () => {
  const before = await born();
  await browser.stopWorker();
  expect(await browser.workerRuns()).toBe(false);
  expect(await born()).not.toBe(before);
  await browser.stopWorker();
  const worker = await browser.worker();
  expect(await worker.evaluate(() => 'awake')).toBe('awake');
});

test('a promised host is not there until the extension asks for it', async () => {
  await browser.promiseHosts([LOOPBACK]);
  expect(await contains(LOOPBACK)).toBe(false);
  await own.bringToFront();
  await own.click('#ask');
  await own.waitForSelector('#ask[data-answer=true]');
  expect(await contains(LOOPBACK)).toBe(true);
  await browser.withdrawHosts([LOOPBACK]);
  expect(await contains(LOOPBACK)).toBe(false);
});

test('the popup by the toolbar button sees the tab’s address, and its clicks are the user’s', async () => {
  const popup = await browser.popup(page);
  await popup.waitFor('body[data-url]');
  expect(await popup.evaluate(() => document.body.dataset['url'])).toBe(page.url());
  expect(await popup.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  await popup.type({ role: 'textbox', name: 'Word' }, 'yes');
  await popup.click({ role: 'button', name: 'Count' });
  await popup.waitFor({ text: 'true true yes' });
  expect(await popup.text()).toContain('true true yes');
  const picture = path.join(fixture.folder, 'picture.png');
  await popup.screenshot(picture);
  expect((await stat(picture)).size).toBeGreaterThan(500);
  await popup.leave();
  expect(popup.isClosed()).toBe(true);
});

test('a popup that the extension opens has no activeTab; a click that closes it is no error', async () => {
  // activeTab, once given, lasts in a tab until it goes elsewhere: a fresh tab has none.
  await browser.tab(`${site.origin}/`);
  expect(await own.evaluate(() => chrome.runtime.sendMessage('open'))).toBe(true);
  const popup = await browser.openedPopup();
  await popup.waitFor('body[data-url]');
  expect(await popup.evaluate(() => document.body.dataset['url'])).toBe('hidden');
  await popup.evaluate(() => document.querySelector('#go')?.addEventListener('click', () => window.close()));
  await popup.click({ text: 'Count' });
  await popup.closed;
});

test('clicking the page closes the popup; changing hosts does not', async () => {
  const popup = await browser.popup(page);
  await browser.withdrawHosts([LOOPBACK]);
  expect(popup.isClosed()).toBe(false);
  await page.mouse.click(5, 5);
  await popup.closed;
});

test('granted hosts are there at once, and asking for them again does not prompt', async () => {
  const many = [LOOPBACK, 'https://api.example.org/*', 'https://*.chromiumapp.org/*'];
  await browser.grantHosts(many);
  for (const pattern of many) expect(await contains(pattern)).toBe(true);
  expect(await request(LOOPBACK)).toBe(true);
  await browser.withdrawHosts(many);
  for (const pattern of many) expect(await contains(pattern)).toBe(false);
  await expect(browser.grantHosts(['ftp://never.example/*'])).rejects.toThrow();
});

test('the sign-in window is a page like others, and its redirect ends the flow', async () => {
  const flow = own.evaluate((url) => chrome.identity.launchWebAuthFlow({ url, interactive: true }), `${site.origin}/sign-in`);
  const signIn = await browser.signInWindow();
  expect(await signIn.title()).toBe('Sign in');
  const back = await own.evaluate(() => chrome.identity.getRedirectURL('back'));
  await signIn.evaluate((url) => {
    location.href = `${url}?code=1`;
  }, back);
  expect(await flow).toBe(`${back}?code=1`);
  expect(signIn.isClosed()).toBe(true);
});

test('an extension that Chromium refuses is reported in Chromium’s words', async () => {
  const bad = await writeFixture('chromium', { manifest: { version: 'one' } });
  await expect(launchChromium({ executable, extension: bad.folder })).rejects.toThrow(/did not load.*'version'/s);
  await bad.remove();
}, 20_000);
