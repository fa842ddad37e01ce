/** The activity, full: swept to its limits, cheap to count, and shown, narrowed, exported and cleared on its page. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Site } from '../../src/core/words';
import type { ActivityView } from '../../src/messaging/views';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { activityLine } from './support/activity-line';
import { pageCall } from './pages/app';
import { bundle } from './pages/bundle';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';
import type * as activityRows from './support/activity-rows';

/** Of support/activity-rows.ts, in our page and in the worker. */
declare const rows: typeof activityRows;
declare const reads: { rows: number; keys: number };

const day = 86_400_000;
const minute = 60_000;
const most = 50_000;
let stage: Stage;
let page: Page;
let handle: string;
let accountId: string;
let site: Site;
let framed: Site;
const now = Date.now();

const fill = (caller: Site, callerKey: string, count: number, every: number, last: number): Promise<void> =>
  stage.own.evaluate(async ([row, many, apart, end]) => rows.addRows(row, many, apart, end), [
    { ...activityLine(caller, accountId, 'api.photos.test'), callerKey },
    count,
    every,
    last,
  ] as const);
const state = (): Promise<{ count: number; oldest: number }> => stage.own.evaluate(() => rows.tableState());
const key = (): string => `site:${site.origin}`;

beforeAll(async () => {
  stage = await openStage();
  site = { kind: 'site', origin: stage.site.origin };
  framed = { ...site, within: 'https://outer.example' };
  accountId = await signIn(stage, 'practice-photos', 'alice');
  page = await openEnabled(stage);
  handle = await permit(stage, page, { service: 'practice-photos', access: 'read', paths: ['/api/me', '/api/photos/*'] });
  await stage.own.evaluate(`${await bundle('test/e2e/support/activity-rows.ts', { iife: 'bundledRows' })}
    globalThis.rows = bundledRows; undefined`);
});
afterAll(async () => stage?.close());

test('when the worker starts, what is older than 30 days and the oldest of more than 50,000 calls are wiped', async () => {
  await fill(site, key(), 300, minute, now - 31 * day);
  await fill(site, key(), most, 40_000, now - minute);
  await fill(framed, `${key()} in https://outer.example`, 100, 10, now - 30_000);
  expect((await state()).count).toBe(most + 400);
  await stage.browser.stopWorker();
  await stage.overview(); // wakes it
  await poll(async () => (await state()).count === most, 'the sweep', { timeout: 60_000 });
  expect((await state()).oldest).toBe(now - minute - (most - 101) * 40_000);
});

test('50,000 calls are counted without being read', async () => {
  const worker = await stage.browser.worker();
  await worker.evaluate(`${await bundle('test/e2e/support/activity-rows.ts', { iife: 'bundledRows' })}
    bundledRows.countReads(); undefined`);
  const { permits, sites } = await stage.overview();
  expect(permits.map(({ calls, lastUsed }) => ({ calls, lastUsed }))).toEqual([{ calls: most - 100, lastUsed: now - minute }]);
  const midnight = new Date().setHours(0, 0, 0, 0);
  const own = Math.max(0, Math.floor((now - minute - midnight) / 40_000) + 1);
  expect(sites.find(({ origin }) => origin === site.origin)).toMatchObject({
    callsToday: own + (now - 30_000 - 990 >= midnight ? 100 : 0),
    lastUsed: now - 30_000,
  });
  const bounds = [now - 2 * day, now - day, now];
  const chart = await ownCall(stage.own, 'activity.chart', { bounds });
  expect(chart.callers.map(({ key: of, calls }) => [of, ...calls])).toEqual([
    [key(), 2160, 2159],
    [`${key()} in https://outer.example`, 0, 100],
  ]);
  expect(chart).toMatchObject({ others: [0, 0], kept: most });
  const read = await worker.evaluate(() => reads);
  expect(read.rows).toBeGreaterThan(0); // the counter counts
  expect(read.rows + read.keys).toBeLessThan(40);
});

test('pages follow each other without a gap or a double, also where times are equal', async () => {
  const lines: ActivityView[] = [];
  for (;;) {
    const last = lines.at(-1);
    const next = await ownCall(stage.own, 'activity.page', {
      callerKey: `${key()} in https://outer.example`,
      accountId,
      ...(last && { before: { at: last.at, id: last.id } }),
      limit: 33,
    });
    lines.push(...next);
    if (next.length < 33) break;
  }
  expect(lines).toHaveLength(100);
  expect(new Set(lines.map(({ id }) => id)).size).toBe(100);
  expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).toSorted((one, other) => other - one));
  await fill(framed, `${key()} in https://outer.example`, 1, 1, now);
  await fill(framed, `${key()} in https://outer.example`, 1, 1, now);
  const [first] = await ownCall(stage.own, 'activity.page', { limit: 1 });
  const [second] = await ownCall(stage.own, 'activity.page', { before: { at: now, id: first?.id ?? 0 }, limit: 1 });
  expect([first?.at, second?.at, second?.id]).toEqual([now, now, (first?.id ?? 0) - 1]);
});

test('the page shows a call as it happens, with its path as a pattern', async () => {
  const activity = await stage.browser.page('extension/pages/options/options.html#activity');
  await activity.getByText('49,900', { exact: true }).waitFor();
  const { origin } = stage.world.photos;
  await pageCall(page, handle, `${origin}/api/photos/1234567?secret=1`);
  const row = activity.locator('.act tbody tr').first();
  await row.getByText(`GET ${new URL(origin).host}/api/photos/*`).waitFor();
  await row.getByText('404', { exact: true }).waitFor();
  await row.getByText('alice', { exact: true }).waitFor();
  expect(await activity.getByText(/1234567|secret/).count()).toBe(0);
  expect(await activity.locator('.act tbody tr').count()).toBe(50);
  await activity.getByRole('button', { name: 'Show more' }).click();
  await poll(async () => (await activity.locator('.act tbody tr').count()) === 100, 'more lines');
  await activity.close();
});

test('it is narrowed by words, failures, site and account, and what is shown is exported', async () => {
  const activity = await stage.browser.page(`extension/pages/options/options.html#activity`);
  const lines = activity.locator('.act tbody tr');
  await activity.getByRole('searchbox').fill('get photos/ 404');
  await poll(async () => (await lines.count()) === 1, 'one line');
  await activity.getByRole('searchbox').fill('');
  await activity.getByLabel('Outcome').selectOption({ label: 'Only failures' });
  await poll(async () => (await lines.count()) === 1, 'one failure');
  await activity.getByLabel('Outcome').selectOption({ label: 'Any outcome' });
  await activity.getByLabel('Site', { exact: true }).selectOption({ label: `${site.origin}, embedded in outer.example` });
  await poll(async () => (await activity.locator('.legend b').allInnerTexts()).join() === '102', 'the chart of one site');
  expect(activity.url()).toContain('#activity?caller=site');
  await activity.getByLabel('Account', { exact: true }).selectOption({ label: 'alice at Practice Photos' });
  await poll(() => activity.url().includes(`account=${encodeURIComponent(accountId)}`), 'the account in the address');
  const [file] = await Promise.all([
    activity.waitForEvent('download'),
    activity.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^countersign-activity-\d{4}-\d\d-\d\d\.csv$/);
  const text = readFileSync(await file.path(), 'utf8').split('\r\n');
  expect(text).toHaveLength(1 + 102 + 1);
  expect(text[1]).toContain(
    `,site:${site.origin} in https://outer.example,Practice Photos,alice,GET,api.photos.test,/v1/filled/*,200,5,0,10,no`,
  );
  await activity.close();
});

test('the account and the site lead to their own calls', async () => {
  const options = await stage.browser.page(`extension/pages/options/options.html#accounts/${accountId}`);
  await options.getByRole('link', { name: 'All calls' }).click();
  await options.getByRole('heading', { name: 'Activity' }).waitFor();
  expect(await options.getByLabel('Account', { exact: true }).inputValue()).toBe(accountId);
  await options.getByRole('link', { name: 'Sites', exact: true }).click();
  await options.locator('.matrix').getByRole('rowheader').getByRole('link').first().click();
  await options.getByRole('link', { name: /calls?, the last/ }).click();
  await options.getByRole('heading', { name: 'Activity' }).waitFor();
  expect(await options.getByLabel('Site', { exact: true }).inputValue()).toBe(key());
  await options.close();
});

test('cleared for one site, then for all: after a question, and nothing else is touched', async () => {
  const activity = await stage.browser.page(
    `extension/pages/options/options.html#activity?${new URLSearchParams({ caller: `${key()} in https://outer.example` })}`,
  );
  const dialog = activity.getByRole('dialog');
  await activity.getByRole('button', { name: 'Clear', exact: true }).click();
  await dialog.getByText('102 calls are wiped from the log.').waitFor();
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  expect((await state()).count).toBeGreaterThan(most);
  await activity.getByRole('button', { name: 'Clear', exact: true }).click();
  await dialog.getByRole('button', { name: 'Clear', exact: true }).click();
  await activity.getByText('No call of this kind.').waitFor();
  expect((await state()).count).toBe(most - 99); // the filled ones of the site itself, and its true call
  await activity.getByRole('button', { name: 'Show all calls' }).click();
  await activity.locator('.act').waitFor();
  await activity.getByRole('button', { name: 'Clear', exact: true }).click();
  await dialog.getByRole('button', { name: 'Clear', exact: true }).click();
  await activity.getByRole('heading', { name: 'No calls yet' }).waitFor();
  expect((await state()).count).toBe(0);
  const { permits, accounts } = await stage.overview();
  expect([permits.map(({ calls }) => calls), accounts.length]).toEqual([[0], 1]);
  await activity.close();
});

test('a removed account leaves no calls behind', async () => {
  await pageCall(page, handle, `${stage.world.photos.origin}/api/me`);
  await poll(async () => (await state()).count === 1, 'the line');
  await pageCall(page, handle, `${stage.world.photos.origin}/api/me`);
  await ownCall(stage.own, 'accounts.remove', { id: accountId }); // while its last line still waits to be written
  await stage.own.waitForTimeout(800);
  expect((await state()).count).toBe(0);
});
