/** A thousand accounts and fifty thousand lines of activity: everything is there, found and called, and calls do not read what they do not need. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { answerOf, pageCall } from './pages/app';
import { bundle } from './pages/bundle';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';
import { activityLine } from './support/activity-line';
import type * as activityRows from './support/activity-rows';
import type * as manyAccounts from './support/many-accounts';

declare const rows: typeof activityRows;
declare const many: typeof manyAccounts;

const accounts = 1000;
const lines = 50_000;
let stage: Stage;
let page: Page;
let handle: string;

beforeAll(async () => {
  stage = await openStage();
  const id = await signIn(stage, 'practice-photos', 'alice');
  page = await openEnabled(stage);
  handle = await permit(stage, page, { service: 'practice-photos', access: 'read' });
  for (const [file, name] of [
    ['activity-rows', 'rows'],
    ['many-accounts', 'many'],
  ])
    await stage.own.evaluate(`${await bundle(`test/e2e/support/${file}.ts`, { iife: 'bundled' })}
      globalThis.${name} = bundled; undefined`);
  await stage.own.evaluate(([of, count]) => many.addAccounts(of, count), [id, accounts - 1] as const);
  const site = { kind: 'site', origin: stage.site.origin } as const;
  const line = activityLine(site, id, 'api.photos.test');
  await stage.own.evaluate(([row, count, last]) => rows.addRows(row, count, 30_000, last), [line, lines, Date.now()] as const);
  await stage.browser.stopWorker();
});
afterAll(async () => stage?.close());

test('every account is told and opens, and the permit counts every line', async () => {
  const overview = await stage.overview();
  expect(overview.accounts).toHaveLength(accounts);
  expect(overview.accounts.filter(({ state }) => state !== 'fine')).toEqual([]);
  expect(overview.permits[0]?.calls).toBeGreaterThanOrEqual(lines);
});

test('the list paints its first accounts at once, comes to hold all of them, and answers a search', async () => {
  const options = await stage.browser.page('extension/pages/options/options.html#accounts');
  const list = options.locator('.list ul li');
  await list.first().waitFor();
  await options.getByRole('searchbox').fill('person 0777');
  await poll(async () => (await list.count()) === 1, 'one account');
  await options.getByRole('searchbox').fill('');
  await poll(async () => (await list.count()) === accounts, 'all accounts');
  await options.close();
});

test('a call opens no account but its own, also while pages watch', async () => {
  const options = await stage.browser.page('extension/pages/options/options.html#accounts');
  await options.locator('.list ul li').first().waitFor();
  expect(answerOf(await pageCall(page, handle, `${stage.world.photos.origin}/api/me`))).toBe(200);
  const worker = await stage.browser.worker();
  await worker.evaluate(() => {
    const real = crypto.subtle.decrypt.bind(crypto.subtle);
    const counted = globalThis as { decrypted?: number };
    counted.decrypted = 0;
    crypto.subtle.decrypt = (...given) => {
      counted.decrypted = (counted.decrypted ?? 0) + 1;
      return real(...given);
    };
  });
  for (let nth = 0; nth < 20; nth += 1)
    expect(answerOf(await pageCall(page, handle, `${stage.world.photos.origin}/api/me`))).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 800)); // the activity is written and told
  const opened = () => worker.evaluate(() => (globalThis as { decrypted?: number }).decrypted ?? 0);
  const before = await opened();
  expect(before).toBeLessThan(10);
  // That the count counts: after a change the account is opened again
  await ownCall(stage.own, 'sites.enable', { origin: stage.world.site.origin });
  expect(answerOf(await pageCall(page, handle, `${stage.world.photos.origin}/api/me`))).toBe(200);
  expect(await opened()).toBeGreaterThan(before);
  await options.close();
});
