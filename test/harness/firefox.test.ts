/** What the Firefox harness promises, on an add-on of its own. Skipped, with the reason in the title, where there is no Firefox. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFirefox } from '../../tools/find-firefox';
import { launchFirefox, type Firefox } from './firefox';
import type { FirefoxPage } from './firefox-page';
import { serveSite, type Site } from './fixture-site';
import { writeFixture, type Fixture } from './fixture-extension';

/** The few calls of the extension API that these tests make. */
declare const chrome: {
  readonly permissions: { contains(wanted: { origins: string[] }): Promise<boolean> };
  readonly runtime: { sendMessage(message: string): Promise<unknown> };
  readonly identity: { launchWebAuthFlow(flow: object): Promise<string>; getRedirectURL(path: string): string };
};

const { found, notes } = await findFirefox();
const LOOPBACK = 'http://127.0.0.1/*';

describe.skipIf(!found)(found ? 'Firefox' : `Firefox (skipped: ${notes.join(' ')})`, () => {
  let fixture: Fixture;
  let site: Site;
  let firefox: Firefox;
  let own: FirefoxPage;

  beforeAll(async () => {
    [fixture, site] = await Promise.all([writeFixture('firefox'), serveSite()]);
    firefox = await launchFirefox({ executable: found?.path ?? '', extension: fixture.folder, colorScheme: 'dark' });
    own = await firefox.page('page.html');
  }, 120_000);

  afterAll(async () => {
    await firefox?.close();
    await Promise.all([fixture?.remove(), site?.close()]);
  });

  const contains = () => own.evaluate((origin) => chrome.permissions.contains({ origins: [origin] }), LOOPBACK);

  test('the add-on’s own page runs with its rights', async () => {
    expect(await own.url()).toBe(`${firefox.origin}/page.html`);
    expect(await own.evaluate(() => chrome.runtime.sendMessage('born'))).toEqual(expect.any(Number));
    expect(await own.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  });

  test('the permission prompt opens at a trusted click, and can be refused and allowed', async () => {
    await own.click('#ask');
    expect(await firefox.answerPermission(false)).toContain('127.0.0.1');
    await own.waitFor('#ask[data-answer=false]');
    await own.click('#ask');
    await firefox.answerPermission(true);
    await own.waitFor('#ask[data-answer=true]');
    expect(await contains()).toBe(true);
  });

  test('hosts can be granted and withdrawn from outside', async () => {
    await firefox.withdrawHosts([LOOPBACK]);
    expect(await contains()).toBe(false);
    await firefox.grantHosts([LOOPBACK]);
    expect(await contains()).toBe(true);
  });

  test('a stopped background starts afresh at the next event', async () => {
    const born = () => own.evaluate(() => chrome.runtime.sendMessage('born'));
    const before = await born();
    await firefox.stopBackground();
    expect(await firefox.backgroundState()).toBe('stopped');
    expect(await born()).not.toBe(before);
  });

  test('the popup’s page works in a tab: typing, clicking, a picture', async () => {
    const popup = await firefox.page('popup.html');
    await popup.type('#word', 'yes');
    await popup.click('#go');
    await popup.waitFor(() => document.querySelector('#seen')?.textContent === 'true true yes');
    expect(await popup.text()).toContain('yes');
    const picture = path.join(fixture.folder, 'picture.png');
    await popup.screenshot(picture);
    expect((await stat(picture)).size).toBeGreaterThan(500);
    await popup.close();
    expect(await firefox.backgroundState()).not.toBe('starting');
  });

  test('the sign-in window is a window like others, and its redirect ends the flow', async () => {
    const back = await own.evaluate(() => chrome.identity.getRedirectURL('back'));
    await own.evaluate(
      (url, redirect) => {
        const flow = chrome.identity.launchWebAuthFlow({
          url: `${url}?redirect_uri=${encodeURIComponent(redirect)}`,
          interactive: true,
        });
        void flow.then((result) => {
          document.body.dataset['result'] = result;
        });
      },
      `${site.origin}/sign-in`,
      back,
    );
    const signIn = await firefox.window((url) => url.includes('/sign-in'));
    await signIn.evaluate((url) => {
      setTimeout(() => location.assign(`${url}?code=1`));
    }, back);
    await firefox.closed(signIn);
    await own.waitFor('body[data-result]');
    expect(await own.evaluate(() => document.body.dataset['result'])).toBe(`${back}?code=1`);
  });
});
