/** What the Firefox driver promises, on an add-on of its own; above all where Firefox makes it hard. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asFirefox, type FirefoxBrowser } from './firefox-driver/browser';
import { serveSite, type Site } from './fixture-site';
import { writeFixture, type Fixture } from './fixture-extension';
import { launchBrowser } from './launch';
import { poll } from './poll';

/** The few calls of the extension API that these tests make. */
declare const chrome: {
  readonly permissions: { contains(wanted: { origins: string[] }): Promise<boolean> };
  readonly runtime: { sendMessage(message: string): Promise<unknown> };
  readonly identity: { launchWebAuthFlow(flow: object): Promise<string>; getRedirectURL(path: string): string };
};
declare const WebExtensionPolicy: { getByID(id: string): { readonly extension: { readonly backgroundState: string } } };

const LOOPBACK = 'http://127.0.0.1/*';
let fixture: Fixture;
let site: Site;
let browser: FirefoxBrowser;
let own: Page;

beforeAll(async () => {
  [fixture, site] = await Promise.all([writeFixture('firefox'), serveSite()]);
  browser = asFirefox(await launchBrowser({ extension: fixture.folder, colorScheme: 'dark' }));
  own = await browser.page('page.html');
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([fixture?.remove(), site?.close()]);
});

const contains = () => own.evaluate((origin) => chrome.permissions.contains({ origins: [origin] }), LOOPBACK);
const born = () => own.evaluate(() => chrome.runtime.sendMessage('born'));
const backgroundState = () => browser.main((id) => WebExtensionPolicy.getByID(id).extension.backgroundState, browser.extensionId);

test('a page that was gone to is the page that functions run in, though a new tab begins with an empty one', async () => {
  const seen: string[] = [];
  const one = async () => {
    const page = await browser.context.newPage();
    await page.goto(`${site.origin}/`);
    seen.push(
      await page.evaluate(async () => {
        await new Promise((resolve) => {
          setTimeout(resolve, 100);
        });
        return location.href;
      }),
    );
    await page.close();
  };
  for (let round = 0; round < 8; round++) await Promise.all([one(), one(), one(), one()]);
  expect(new Set(seen)).toEqual(new Set([`${site.origin}/`]));
  expect(seen).toHaveLength(32);
});

test('a page has the size that it is given, or it is said that it cannot', async () => {
  const page = await browser.context.newPage();
  await page.setViewportSize({ width: 700, height: 500 });
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([700, 500]);
  await expect(page.setViewportSize({ width: 200, height: 500 })).rejects.toThrow('cannot be 200 × 500');
  await page.close();
});

test('the add-on’s own page runs with its rights', async () => {
  expect(own.url()).toBe(`${browser.origin}/page.html`);
  expect(await born()).toEqual(expect.any(Number));
  expect(await own.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
});

test('the permission prompt opens at a trusted click, and can be refused and allowed', async () => {
  await own.click('#ask');
  expect(await browser.answerPermission(false)).toContain('127.0.0.1');
  await own.waitForSelector('#ask[data-answer=false]');
  await own.click('#ask');
  await browser.answerPermission(true);
  await own.waitForSelector('#ask[data-answer=true]');
  expect(await contains()).toBe(true);
});

test('hosts can be granted and withdrawn from outside', async () => {
  await browser.withdrawHosts([LOOPBACK]);
  expect(await contains()).toBe(false);
  await browser.grantHosts([LOOPBACK]);
  expect(await contains()).toBe(true);
});

test('a stopped background starts afresh at the next event', async () => {
  const before = await born();
  await browser.stopWorker();
  expect(await backgroundState()).toBe('stopped');
  expect(await born()).not.toBe(before);
});

test('the popup’s page works in a tab: typing, clicking, a picture', async () => {
  const popup = await browser.page('popup.html');
  await popup.fill('#word', 'yes');
  await popup.click('#go');
  await popup.waitForFunction(() => document.querySelector('#seen')?.textContent === 'true true yes');
  expect(await popup.innerText('body')).toContain('yes');
  const picture = path.join(fixture.folder, 'picture.png');
  await popup.screenshot({ path: picture });
  expect((await stat(picture)).size).toBeGreaterThan(500);
  await popup.close();
  expect(await backgroundState()).not.toBe('starting');
});

test('the sign-in window is a window like others, and its redirect ends the flow', async () => {
  const back = await own.evaluate(() => chrome.identity.getRedirectURL('back'));
  const url = `${site.origin}/sign-in?${new URLSearchParams({ redirect_uri: back })}`;
  const flow = own.evaluate((to) => chrome.identity.launchWebAuthFlow({ url: to, interactive: true }), url);
  const signIn = await browser.signInWindow();
  expect(signIn.url()).toBe(url);
  await signIn.evaluate((to) => {
    setTimeout(() => location.assign(`${to}?code=1`));
  }, back);
  await poll(() => signIn.isClosed(), 'the window to close');
  expect(await flow).toBe(`${back}?code=1`);
});

test('a click at what moves away under the pointer is kept from the page, and made again', async () => {
  const page = await browser.context.newPage();
  await page.goto(`${site.origin}/`);
  await page.evaluate(() => {
    document.body.innerHTML = '<button id="it">It</button><p style="height: 200px">Beneath</p>';
    const button = document.querySelector<HTMLElement>('#it');
    addEventListener('mousemove', () => (button!.style.marginTop = '100px'), { once: true });
    for (const type of ['mousedown', 'click'])
      addEventListener(type, ({ target }) => document.body.append(`${type} ${(target as Element).id || 'missed'}.`));
  });
  await page.click('#it');
  expect(await page.evaluate(() => document.body.innerText)).toMatch(/mousedown it\.click it\.$/u);
  expect(await page.evaluate(() => document.body.innerText)).not.toContain('missed');
  await page.close();
});
