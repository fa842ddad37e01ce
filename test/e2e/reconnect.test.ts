/** Pages outlive the worker, the extension's updates and their own rest in the back/forward cache: calls fail with a code, then work again without a reload. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { answerOf, pageAccounts, pageCall, type Reply, type Told } from './pages/app';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

interface App {
  cs: {
    on(event: 'change', listener: () => void): void;
    permits(): Promise<{ handle: string }[]>;
    account(handle: string): { fetch(url: string): Promise<Response>; release(): Promise<void> };
  };
  told<T>(work: () => Promise<T>): Promise<Told<T>>;
}
declare const app: App;
declare const heard: { changes: number };

let stage: Stage;
let page: Page;
let handle: string;

beforeAll(async () => {
  stage = await openStage();
  await signIn(stage, 'practice-files', 'alice');
  page = await openEnabled(stage);
  handle = await permit(stage, page, { service: 'practice-files', access: 'change' });
});
afterAll(async () => stage?.close());

const listen = (): Promise<void> =>
  page.evaluate(() => {
    Object.assign(globalThis, { heard: { changes: 0 } });
    app.cs.on('change', () => (heard.changes += 1));
  });
const changes = (): Promise<number> => page.evaluate(() => heard.changes);
const api = (path: string): string => `${stage.world.files.origin}${path}`;

test('a handle that the page stored works in a later document', async () => {
  await page.reload();
  const call = page.evaluate(
    ([mine, url]) => app.told(async () => ({ status: (await app.cs.account(mine).fetch(url)).status })),
    [handle, api('/api/me')] as const,
  );
  expect(answerOf((await call) as Told<Reply>)).toBe(200);
  const unknown = page.evaluate((url) => app.told(async () => app.cs.account('another').fetch(url)), api('/api/me'));
  expect((await unknown).code).toBe('no_permit');
});

test('the page hears at once when what it may do has changed, also when its worker sleeps', async () => {
  await listen();
  const { permits } = await stage.overview();
  const ids = permits.map(({ id }) => id);
  await ownCall(stage.own, 'permits.end', { ids });
  await poll(async () => (await changes()) === 1, 'the page to hear that its permit has ended');
  expect(await page.evaluate(() => app.cs.permits())).toEqual([]);
  await stage.browser.stopWorker();
  await ownCall(stage.own, 'permits.restore', { ids });
  await poll(async () => (await changes()) > 1, 'the page to hear that its permit is back');
  expect(await page.evaluate(() => app.cs.permits())).toMatchObject([{ handle }]);
});

test('after the worker’s death the next call wakes it, one under way that changes something ends with worker_stopped', async () => {
  expect((await pageAccounts(page)).map((account) => account.handle)).toEqual([handle]);
  const { reached } = stage.world.files.faults.next('POST /api/files', { hold: new Promise(() => {}), when: 'before' });
  const underway = pageCall(page, handle, api('/api/files'), { method: 'POST', body: '{}' });
  await reached;
  await stage.browser.stopWorker();
  expect(answerOf(await underway)).toBe('worker_stopped');
  expect(answerOf(await pageCall(page, handle, api('/api/me')))).toBe(200);
});

test('the extension restarts under an open page: a call under way fails with a code, later ones work without a reload', async () => {
  await listen();
  const { reached } = stage.world.files.faults.next('POST /api/files', { hold: new Promise(() => {}), when: 'before' });
  const underway = pageCall(page, handle, api('/api/files'), { method: 'POST', body: '{}' });
  await reached;
  const before = await page.evaluate(() => performance.timeOrigin);
  const reload = () => (globalThis as unknown as { chrome: { runtime: { reload(): void } } }).chrome.runtime.reload();
  await stage.own.evaluate(reload).catch(() => undefined); // our page goes with it
  expect(['worker_stopped', 'not_available']).toContain(answerOf(await underway));
  await poll(async () => (await changes()) > 0, 'the page to hear that the extension is back');
  expect(answerOf(await pageCall(page, handle, api('/api/me')))).toBe(200);
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(before);
});

test('a page that comes back from the back/forward cache looks again, and its calls work at once', async () => {
  await listen();
  await stage.browser.stopWorker(); // the browser closes a resting page's port as well
  // Automation loses pages that really rest there; this is what the browser tells a page that comes back.
  await page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  expect(await changes()).toBeGreaterThan(0);
  expect(answerOf(await pageCall(page, handle, api('/api/me')))).toBe(200);
});
