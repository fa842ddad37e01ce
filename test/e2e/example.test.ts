/** The example extension, built from the packed library: its own background, content script and page sign in and call in both browsers. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Browser } from '../harness/browser';
import { launchBrowser } from '../harness/launch';
import { poll } from '../harness/poll';
import { startFiles, type FilesService } from '../services/files';
import { startTestSite, type TestSite } from './pages/site';
import { answerService } from './pages/stage';
import { copyExample, type Example } from './support/example';

let example: Example;
let files: FilesService;
let sites: readonly [TestSite, TestSite];
let browser: Browser;
/** The extension's own page. */
let own: Page;
/** The content script’s; the test site has one of its own. */
const button = 'body > button:not(#connect)';

beforeAll(async () => {
  files = await startFiles();
  sites = await Promise.all([startTestSite(), startTestSite()]);
  example = await copyExample('page-notes');
  const { clientId } = files.registerApp({ redirectUris: [...example.redirectUris] });
  await example.build({ VITE_SERVICE: files.origin, VITE_CLIENT_ID: clientId });
  browser = await launchBrowser({ extension: example.extension });
  own = await browser.page('page.html');
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([files?.close(), ...(sites ?? []).map((site) => site.close())]);
  example?.remove();
});

test.runIf(inject('browser') === 'chromium')('it compiles against the types that are shipped', async () => {
  expect(await example.check()).toBe('');
});

const says = async (tab: Page, text: string): Promise<void> => {
  let seen = '';
  const shows = async (): Promise<boolean> => (seen = await tab.innerText('body')).includes(text);
  await poll(shows, `“${text}”`, { timeout: 20_000 }).catch((error: unknown) => {
    throw new Error(`It says: ${seen}`, { cause: error });
  });
};
const noted = () =>
  files.log.filter(({ method, path, outcome }) => method === 'POST' && path === '/api/files' && outcome === 'file added');

/** Presses a page's only button, which signs in. */
const signsIn = async (page: Page): Promise<void> => {
  await says(page, 'Not signed in.');
  await page.click('main button');
  await answerService(browser, 'alice');
  await says(page, 'Signed in as alice.');
};
/** Presses the content script's button in a tab. @returns the extension's page, which opens to ask */
const asksIn = async (tab: Page): Promise<Page> => {
  const before = browser.context.pages();
  await tab.click(button);
  return poll(
    () => browser.context.pages().find((page) => !before.includes(page) && page.url().endsWith('/page.html')),
    'the question',
  );
};

test('signs in through the browser’s own window, which its background opened', async () => {
  await signsIn(own);
});

test('its content script asks once, is allowed by the extension’s own page, and its call is signed', async () => {
  const before = noted().length;
  const tab = await browser.tab(sites[0].origin);
  const question = await asksIn(tab);
  await says(question, `on ${sites[0].origin} add files`);
  await question.click('main p:nth-child(2) button:first-of-type');
  await says(tab, 'Noted');
  expect(noted()).toHaveLength(before + 1);
});

test('after the background’s death the next call needs no question', async () => {
  const before = noted().length;
  await browser.stopWorker();
  const tab = await browser.tab(sites[0].origin);
  await tab.click(button);
  await says(tab, 'Noted');
  expect(noted()).toHaveLength(before + 1);
});

test('a question outlives the background, and another site is another caller', async () => {
  const tab = await browser.tab(sites[1].origin);
  await tab.click(button);
  await says(own, `on ${sites[1].origin} add files`);
  await browser.stopWorker();
  await says(own, `on ${sites[1].origin} add files`);
  await own.click('main p:nth-child(2) button:nth-of-type(2)');
  await says(tab, 'Not noted: refused');
});

test('signing out ends the access at the service and every permit: signed in again, the user is asked again', async () => {
  const revoked = () => files.log.filter(({ path, outcome }) => path === '/revoke' && !outcome.startsWith('refused')).length;
  const before = revoked();
  await own.click('main p:first-child button');
  await says(own, 'Not signed in.');
  expect(revoked()).toBeGreaterThan(before);
  const calls = noted().length;
  const tab = await browser.tab(sites[0].origin);
  const question = await asksIn(tab);
  await signsIn(question);
  await says(question, `on ${sites[0].origin} add files`);
  await question.click('main p:nth-child(2) button:nth-of-type(2)');
  await says(tab, 'Not noted: refused');
  expect(noted()).toHaveLength(calls);
});

test.each([
  ['closed at once', (window: Page) => window.close().catch(() => {})], // the browser may have closed it with the background
  // After the new background has seen that the window is there.
  ['closed later', (window: Page) => wait(3000).then(() => window.close())],
  // The manifest names no host by which an answer could be seen without the flow that died.
  ['answered', () => answerService(browser, 'alice')],
] as const)(
  'the background dies with the sign-in’s window open, which is %s: the page is told, and signs in again',
  async (_, ends) => {
    await own.bringToFront();
    await own.click('main p:first-child button'); // signs out
    await says(own, 'Not signed in.');
    await own.click('main button');
    const window = await browser.signInWindow();
    await window.waitForSelector('#username');
    await browser.stopWorker();
    await ends(window);
    await says(own, 'window_closed');
    await signsIn(own);
  },
);
