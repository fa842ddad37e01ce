/** An app without a back end: its page keeps a handle and nothing else, over sessions, a fresh sign-in and a dead token. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Countersign } from '../../src/client/countersign';
import { launchBrowser } from '../harness/launch';
import { poll } from '../harness/poll';
import { ownCall, practiceHosts } from '../practice/set-up';
import { answerService, clickReady, consentWindow, openStage, type Stage } from './pages/stage';
import { visited } from './support/visits';

declare const app: { cs: Countersign; call(url: string): Promise<Record<string, unknown>>; told: unknown[] };

const html = `<!doctype html><meta charset="utf-8"><title>Hosted app</title><link rel="icon" href="data:,">
<button id="sign-in">Sign in</button> <button id="fresh">Sign in anew</button> <button id="again">Sign in again</button>
<script type="module" src="/hosted.js"></script>`;
const script = `
import { countersign } from '/countersign.js';
const cs = countersign();
const told = [];
const say = async (work) => told.push(await work().then((value) => value ?? 'done', ({ code }) => ({ code })));
const keep = async (want) => {
  const account = await cs.signIn(want);
  localStorage.setItem('handle', account.handle);
  return JSON.parse(JSON.stringify(account));
};
globalThis.app = {
  cs, told,
  async call(url) {
    try {
      const answer = await cs.account(localStorage.getItem('handle')).fetch(url);
      return { status: answer.status, text: await answer.text() };
    } catch ({ code, status, serviceCode, serviceBody }) {
      return { code, status, serviceCode, serviceBody };
    }
  },
};
document.getElementById('sign-in').onclick = () => say(() => keep('practice-files'));
document.getElementById('fresh').onclick = () => say(() => keep({ service: 'practice-files', force: true }));
document.getElementById('again').onclick = () => say(() => cs.account(localStorage.getItem('handle')).signInAgain());
`;

let profile: string;
let stage: Stage;
let page: Page;

beforeAll(async () => {
  profile = await mkdtemp(path.join(os.tmpdir(), 'countersign-hosted-'));
  stage = await openStage({ browser: { profile } });
  stage.site.add('/hosted', html);
  stage.site.add('/hosted.js', script);
  await ownCall(stage.own, 'sites.enable', { origin: stage.site.origin });
  page = await openHosted();
});
afterAll(async () => {
  await stage?.close();
  if (profile) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

async function openHosted(): Promise<Page> {
  const fresh = await stage.browser.context.newPage();
  await fresh.goto(`${stage.site.origin}/hosted`);
  return fresh;
}
const me = (): Promise<Record<string, unknown>> => page.evaluate((url) => app.call(url), `${stage.world.files.origin}/api/me`);
const handle = (): Promise<string | null> => page.evaluate(() => localStorage.getItem('handle'));
async function click(name: string): Promise<void> {
  await page.bringToFront();
  await page.getByRole('button', { name, exact: true }).click();
}
const told = (): Promise<unknown> => poll(() => page.evaluate(() => app.told.shift()), 'the page to be told');
/** Signs in from a view of the consent window that leads there. */
async function signsIn(consent: Page, username = 'alice'): Promise<void> {
  await consent.getByRole('button', { name: 'Sign in', exact: true }).click();
  await answerService(stage.browser, username);
  await consent.bringToFront();
  await consent.getByRole('heading', { name: `Signed in as ${username}` }).waitFor();
}
async function allows(consent: Page): Promise<void> {
  await consent.getByRole('button', { name: 'Go on to the request' }).click();
  await clickReady(consent, 'Allow');
}
const prompts = (): (string | null)[] =>
  visited(stage.world.files.log, (path) => path === '/authorize').map(({ query }) => new URLSearchParams(query).get('prompt'));

test('signIn gives a handle that the page keeps, and a later session of the browser goes on with it', async () => {
  await click('Sign in');
  const consent = await consentWindow(stage);
  await consent.getByRole('button', { name: 'Sign in first' }).click();
  await signsIn(consent);
  await allows(consent);
  expect(await told()).toMatchObject({ handle: await handle(), service: 'practice-files' });
  expect(await me()).toMatchObject({ status: 200 });
  await stage.browser.close();
  const browser = await launchBrowser({ profile });
  await browser.grantHosts(practiceHosts(browser));
  const own = await browser.page('extension/pages/options/options.html#sites');
  const { world, site } = stage;
  stage = {
    browser,
    world,
    site,
    own,
    overview: () => ownCall(own, 'overview', {}),
    close: async () => {
      await browser.close();
      await Promise.all([world.close(), site.close()]);
    },
  };
  page = await openHosted();
  expect(await me()).toMatchObject({ status: 200 });
});

test('with force the user signs in anew at the service, though a permit covers the question; the handle stays', async () => {
  const kept = await handle();
  const before = prompts().length;
  await click('Sign in anew');
  const consent = await consentWindow(stage);
  await consent.getByText(/asks that you sign in anew at Practice Files/).waitFor();
  expect(await consent.getByRole('button', { name: 'Allow', exact: true }).count()).toBe(0);
  const { asks, accounts } = await stage.overview();
  const yes = {
    id: asks[0]?.id ?? '',
    accountId: accounts[0]?.id ?? '',
    access: 'read' as const,
    paths: [],
    lasting: 'day' as const,
  };
  await expect(ownCall(stage.own, 'asks.allow', yes)).rejects.toThrow(/not valid/); // the worker holds it too
  await consent.getByRole('button', { name: 'Sign in first' }).click();
  await consent.getByText(/asks that you sign in anew at Practice Files/).waitFor();
  await signsIn(consent);
  await allows(consent);
  expect(await told()).toMatchObject({ handle: kept });
  expect(prompts().slice(before)).toEqual(['login']);
  expect((await stage.overview()).accounts.length).toBe(1);
  expect(await me()).toMatchObject({ status: 200 });
});

test('a dead token ends in a coded error with what the service said; one call to sign in again, and the same handle works', async () => {
  const kept = await handle();
  stage.world.files.revokeGrants('alice');
  const failed = await me();
  expect(failed).toMatchObject({ code: 'needs_sign_in', status: 401, serviceCode: 'invalid_grant' });
  expect(JSON.parse(String(failed['serviceBody']))).toMatchObject({ error: 'invalid_token' });
  expect(await me()).toMatchObject({ code: 'needs_sign_in' });
  const permits = (await stage.overview()).permits;
  await click('Sign in again');
  const consent = await consentWindow(stage);
  await consent.getByText(/asks you to sign in again/).waitFor();
  await signsIn(consent);
  expect(await told()).toBe('done');
  expect(await handle()).toBe(kept);
  expect(await me()).toMatchObject({ status: 200 });
  expect((await stage.overview()).permits.map(({ id }) => id)).toEqual(permits.map(({ id }) => id));
  await consent.getByRole('button', { name: 'Close' }).click();
  expect((await stage.overview()).asks).toEqual([]);
});

test('cancel is a no: the page is told, and the account stays as it is', async () => {
  await click('Sign in again');
  const consent = await consentWindow(stage);
  await consent.getByRole('button', { name: 'Cancel' }).click();
  expect(await told()).toEqual({ code: 'refused' });
  await poll(() => consent.isClosed(), 'the window to close');
  expect(await me()).toMatchObject({ status: 200 });
});

test('who closes the window is told “not now”; another person does not answer for the first', async () => {
  await click('Sign in again');
  const closed = await consentWindow(stage);
  await closed.close();
  expect(await told()).toEqual({ code: 'not_now' });
  await click('Sign in again');
  const consent = await consentWindow(stage);
  await signsIn(consent, 'bob');
  expect((await stage.overview()).asks.length).toBe(1);
  expect(JSON.parse(String((await me())['text']))).toMatchObject({ username: 'alice' });
  await consent.close();
  expect(await told()).toEqual({ code: 'not_now' });
});

test('no token is anywhere in the page', async () => {
  const held = await page.evaluate(() =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.documentElement.outerHTML,
      document.cookie,
      location.href,
      performance.getEntriesByType('resource').map(({ name }) => name),
    ]),
  );
  const { issued } = stage.world.files;
  expect(issued.length).toBeGreaterThan(5);
  const everywhere = held + stage.site.log.join('\n');
  expect(issued.filter(({ value }) => everywhere.includes(value))).toEqual([]);
  expect(everywhere).toContain(await handle());
});
