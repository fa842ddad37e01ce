/** A site calls while the vault is locked: its call waits or fails as it chose, and ends with all that calls end with. The lock that falls by itself. */
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import type { LockView } from '../../src/core/lock';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { answerOf, clickConnect, openApp, pageAccounts, pageCall } from './pages/app';
import { startTestSite, type TestSite } from './pages/site';
import { openBench, type Bench } from './support/bench';
import { holdWorker } from './support/hold';
import { setsPassphrase } from './support/passphrase';
import { openEnabled, permit } from './support/permitted';
import { signsIn } from './support/user';

interface Dispatches {
  dispatch(value: unknown): void;
}
declare const chrome: {
  action: { getBadgeText(which: object): Promise<string>; getTitle(which: object): Promise<string> };
  alarms: { get(name: string): Promise<{ periodInMinutes?: number } | undefined> };
  commands: { onCommand: Dispatches };
  idle: { onStateChanged: Dispatches; queryState(seconds: number): Promise<string> };
  runtime: { onUpdateAvailable: Dispatches };
};

declare const app: { release(handle: string): Promise<unknown> };

let bench: Bench;
let site: TestSite;
let page: Page;
let accountId: string;
let handle: string;
let key: string;

beforeAll(async () => {
  [bench, site] = await Promise.all([openBench(), startTestSite()]);
  page = await openEnabled(bench, site);
  accountId = await signsIn(bench, 'practice-files');
  handle = await permit(bench, page, 'practice-files', accountId);
  key = await setsPassphrase(bench.desk);
}, 120_000);
afterAll(async () => {
  await Promise.all([bench?.close(), site?.close()]);
});
afterEach(async () => {
  if (!bench.desk.isClosed() && (await lockView()).state === 'locked') await unlock();
});

const lock = (): Promise<void> => ownCall(bench.desk, 'lock.now', {});
const unlock = (): Promise<void> => ownCall(bench.desk, 'lock.unlock', { key });
const api = (path: string): string => bench.world.files.origin + path;
const call = (path = '/api/me', init?: object) => pageCall(page, handle, api(path), init);
const arrivals = (path = '/api/me'): number => bench.world.files.log.filter((line) => line.path === path).length;
const lockView = async (): Promise<LockView> => (await bench.overview()).lock;
const toolbar = (): Promise<string[]> =>
  bench.desk.evaluate(async () => [await chrome.action.getBadgeText({}), await chrome.action.getTitle({})]);
/** Until so many calls wait, in the worker's own count. */
const untilWaiting = (calls: number): Promise<true> =>
  poll(async () => (await lockView()).waiting.reduce((sum, waiter) => sum + waiter.calls, 0) === calls, `${calls} to wait`);
const saysToolbar = async (badge: string, title: string): Promise<void> => {
  await poll(async () => JSON.stringify(await toolbar()) === JSON.stringify([badge, title]), `the toolbar to say ${title}`);
};

test('a call waits, the toolbar says so, and the unlocked vault answers it: one request', async () => {
  await lock();
  await saysToolbar('', 'Locked.');
  const before = arrivals();
  const answers = [call(), call('/api/me', { headers: { accept: 'text/plain' } })];
  await untilWaiting(2);
  expect((await lockView()).waiting).toEqual([{ caller: { kind: 'site', origin: site.origin }, calls: 2 }]);
  await saysToolbar('2', 'Locked. 2 calls wait.');
  expect(arrivals()).toBe(before);
  await unlock();
  expect((await Promise.all(answers)).map(answerOf)).toEqual([200, 200]);
  expect(arrivals() - before).toBe(2);
  await saysToolbar('', 'Countersign');
});

test('who chose so fails at once, as our own pages do; what the permit refuses is refused at once', async () => {
  await lock();
  const before = arrivals();
  const failed = await page.evaluate(callWith, [handle, api('/api/me'), 'fail'] as const);
  expect(failed).toBe('locked');
  expect(await callAsOwn(bench.desk, accountId, api('/api/me'))).toBe('locked');
  expect(answerOf(await pageCall(page, 'no such handle', api('/api/me')))).toBe('no_permit');
  expect((await lockView()).waiting).toEqual([]);
  expect(arrivals()).toBe(before);
});

test('what a page may use already is told without the vault; with “fail”, nobody is asked for more', async () => {
  await lock();
  expect((await pageAccounts(page)).map((given) => given.handle)).toEqual([handle]);
  await page.bringToFront();
  await page.fill('#want', JSON.stringify({ service: 'practice-files', access: 'change', another: true, whenLocked: 'fail' }));
  await page.click('#connect');
  const said = page.locator('output').last();
  await poll(async () => (await said.textContent()) !== '', 'the page to be told');
  expect(JSON.parse((await said.textContent()) ?? '')).toMatchObject({ code: 'locked' });
  expect(bench.browser.context.pages().some((one) => one.url().includes('#ask='))).toBe(false);
});

test('aborted while it waits: the reason is the page’s own, and nothing waits any more', async () => {
  await lock();
  const aborted = page.evaluate(callAndAbort, [handle, api('/api/me')] as const);
  await untilWaiting(1);
  await page.evaluate(() => (globalThis as unknown as { abort(): void }).abort());
  expect(await aborted).toBe('AbortError');
  await untilWaiting(0);
});

test('the page is left while its call waits: nothing waits any more', async () => {
  await lock();
  const other = await openApp(await bench.browser.context.newPage(), site.origin);
  void pageCall(other, handle, api('/api/me')).catch(() => undefined);
  await untilWaiting(1);
  await other.close();
  await untilWaiting(0);
});

test('200 calls wait; one unlock, 200 answers', async () => {
  await lock();
  const before = arrivals();
  const answers = page.evaluate(callMany, [handle, api('/api/me'), 200] as const);
  await untilWaiting(200);
  await saysToolbar('200', 'Locked. 200 calls wait.');
  await unlock();
  expect(await answers).toEqual(Array.from({ length: 200 }, () => 200));
  expect(arrivals() - before).toBe(200);
});

test('the worker is stopped while calls wait: what only reads waits again and is answered, anything else says so', async () => {
  await lock();
  const before = arrivals();
  const reads = call();
  const changes = call('/api/files', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  await untilWaiting(2);
  await bench.browser.stopWorker();
  expect(answerOf(await changes)).toBe('worker_stopped');
  await untilWaiting(1);
  await unlock();
  expect(answerOf(await reads)).toBe(200);
  expect(arrivals() - before).toBe(1);
  expect(arrivals('/api/files')).toBe(0);
});

test('an answer that is under way when the lock falls comes to its end', async () => {
  const reading = page.evaluate(readAll, [handle, api('/api/stream?chunks=60&bytes=1000&ms=50')] as const);
  await page.waitForFunction(() => (globalThis as { streamed?: number }).streamed);
  await lock();
  expect(await reading).toBe(60_000);
  expect((await lockView()).state).toBe('locked');
});

test('a call that is signed when the lock falls is sent and answered', async () => {
  const hold = await holdWorker(bench.browser, 'call:signed');
  const answer = call();
  await hold.reached();
  await lock();
  await hold.release();
  expect(answerOf(await answer)).toBe(200);
});

test('a call that meets a renewal when the lock has fallen: locked, and the account is as it was', async () => {
  const { files } = bench.world;
  const before = files.tokenRequests('refresh_token');
  const hold = await holdWorker(bench.browser, 'call:signed');
  const answer = call();
  await hold.reached();
  files.expireAccessTokens('alice');
  await lock();
  await hold.release();
  expect(answerOf(await answer)).toBe('locked');
  expect(files.tokenRequests('refresh_token')).toBe(before);
  await unlock();
  const [account] = (await bench.overview()).accounts;
  expect(account).toMatchObject({ id: accountId, state: 'fine' });
  expect(account).not.toHaveProperty('problem');
  expect(answerOf(await call())).toBe(200);
  expect(files.tokenRequests('refresh_token') - before).toBe(1);
});

test('a question that is asked while it is locked waits for the user, who answers it once it is open', async () => {
  await lock();
  const told = await clickConnect(page, { service: 'practice-files', access: 'read', another: true });
  await poll(() => bench.browser.context.pages().some((one) => one.url().includes('#ask=')), 'the consent window');
  await unlock();
  const question = await poll(async () => (await bench.overview()).asks[0], 'the question');
  await ownCall(bench.desk, 'asks.allow', { id: question.id, accountId, access: 'read', paths: [], lasting: 'once' });
  expect(await told()).toMatchObject({ service: 'practice-files', access: 'read' });
  for (const one of bench.browser.context.pages()) if (one.url().includes('#ask=')) await one.close();
});

/** Only Chromium lets a test send the browser's own events: its shortcut, its word that the user is away, its update. */
const dispatches = inject('browser') === 'chromium';

test.runIf(dispatches)('the shortcut locks', async () => {
  const worker = await bench.browser.worker();
  await worker.evaluate(() => chrome.commands.onCommand.dispatch('lock'));
  const { why } = await poll(async () => (await lockView()).state === 'locked' && (await lockView()), 'the vault to be locked');
  expect(why).toBe('user');
});

test.runIf(dispatches).each([
  ['idle', 'idle'],
  ['locked', 'system'],
] as const)('the browser says “%s”: it locks', async (presence, why) => {
  const worker = await bench.browser.worker();
  await worker.evaluate((state) => {
    const real = chrome.idle.queryState;
    chrome.idle.queryState = (seconds) => {
      chrome.idle.queryState = real;
      return Promise.resolve(seconds === 900 ? state : 'asked for another time');
    };
    chrome.idle.onStateChanged.dispatch(state);
  }, presence);
  const view = await poll(async () => (await lockView()).state === 'locked' && (await lockView()), 'the vault to be locked');
  expect(view.why).toBe(why);
  await poll(async () => !(await bench.desk.evaluate(() => chrome.alarms.get('auto-lock'))), 'the watch to end');
  await unlock();
  await poll(
    async () => (await bench.desk.evaluate(() => chrome.alarms.get('auto-lock')))?.periodInMinutes === 15,
    'the watch to go on',
  );
});

test('the permit ends while its call waits: another tab of the site gives it back', async () => {
  await lock();
  const answer = call();
  await untilWaiting(1);
  const other = await openApp(await bench.browser.context.newPage(), site.origin);
  await other.evaluate((given) => app.release(given), handle);
  expect(answerOf(await answer)).toBe('permit_ended');
  await untilWaiting(0);
  await other.close();
});

test.runIf(dispatches)('an update waits for a call, and comes in when that has ended', async () => {
  handle = await permit(bench, page, 'practice-files', accountId);
  const waits = async (): Promise<boolean> =>
    (await bench.desk.evaluate(() => chrome.alarms.get('update')))?.periodInMinutes === 1;
  const reading = page.evaluate(readAll, [handle, api('/api/stream?chunks=60&bytes=1000&ms=50')] as const);
  await page.waitForFunction(() => (globalThis as { streamed?: number }).streamed);
  const worker = await bench.browser.worker();
  await worker.evaluate(() => chrome.runtime.onUpdateAvailable.dispatch({ version: '99.0.0' }));
  await poll(waits, 'the update to wait');
  const reloaded = bench.desk.waitForEvent('close');
  expect(await reading).toBe(60_000);
  await reloaded; // every page of ours closes with the old version
  const desk = await bench.browser.context.newPage();
  const isBack = async (): Promise<boolean> =>
    desk.goto(`${bench.browser.origin}/manifest.json`).then(
      () => true,
      () => false,
    );
  await poll(isBack, 'the extension to be back');
  expect((await ownCall(desk, 'overview', {})).lock).toMatchObject({ state: 'locked', why: 'start' }); // the key was in memory only
});

/** Runs in the page: a call with a choice. @returns its status or its code */
async function callWith([handle, url, whenLocked]: readonly [string, string, 'wait' | 'fail']): Promise<unknown> {
  const mine = globalThis as unknown as { app: { cs: { account(of: string, how: object): { fetch: typeof fetch } } } };
  try {
    return (await mine.app.cs.account(handle, { whenLocked }).fetch(url)).status;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

/** Runs in the page: a call that `abort()` ends. @returns the name of its failure */
async function callAndAbort([handle, url]: readonly [string, string]): Promise<string> {
  const mine = globalThis as unknown as { app: { account(of: string): { fetch: typeof fetch } }; abort(): void };
  const aborter = new AbortController();
  mine.abort = () => aborter.abort();
  try {
    await mine.app.account(handle).fetch(url, { signal: aborter.signal });
    return 'answered';
  } catch (error) {
    return (error as Error).name;
  }
}

/** Runs in the page: many calls at once. @returns their statuses, or codes */
function callMany([handle, url, count]: readonly [string, string, number]): Promise<unknown[]> {
  const mine = globalThis as unknown as { app: { account(of: string): { fetch: typeof fetch } } };
  const one = (): Promise<unknown> =>
    mine.app
      .account(handle)
      .fetch(url)
      .then(
        ({ status }) => status,
        (error: { code: string }) => error.code,
      );
  return Promise.all(Array.from({ length: count }, one));
}

/** Runs in the page: reads a stream, and shows how far it is. @returns the bytes that came, or the code of its failure */
async function readAll([handle, url]: readonly [string, string]): Promise<number | string> {
  const mine = globalThis as unknown as { app: { account(of: string): { fetch: typeof fetch } }; streamed?: number };
  mine.streamed = 0;
  try {
    const response = await mine.app.account(handle).fetch(url);
    const reader = response.body!.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return mine.streamed;
      mine.streamed += value.byteLength;
    }
  } catch (error) {
    return (error as { code: string }).code;
  }
}

/** A signed call of our own page, as frames. @returns the status, or the code of its failure */
function callAsOwn(desk: Page, id: string, url: string): Promise<unknown> {
  return desk.evaluate(
    ([account, to]) =>
      new Promise((resolve) => {
        const runtime = chrome.runtime as unknown as {
          connect(info: object): {
            postMessage(parcel: object): void;
            disconnect(): void;
            onMessage: { addListener(hear: (parcel: { f?: { status?: number; problem?: { code: string } } }) => void): void };
          };
        };
        const port = runtime.connect({ name: 'own' });
        port.onMessage.addListener(({ f }) => {
          resolve(f?.problem?.code ?? f?.status);
          port.disconnect();
        });
        port.postMessage({ l: 1, n: 'fetch', f: { t: 'call', handle: account, url: to, method: 'GET', headers: [] } });
      }),
    [id, url] as const,
  );
}
