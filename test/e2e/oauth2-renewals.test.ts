/** A rotating token that has expired under load: a thousand calls cost one rotation, also when the worker dies on the way; a lost rotation costs one sign-in. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { inLong } from '../harness/thorough';
import { ownCall } from '../practice/set-up';
import type { FilesService } from '../services/files';
import { openApp, pageCall } from './pages/app';
import { bundle } from './pages/bundle';
import { scriptWorld, type ScriptWorld } from './pages/script-world';
import { startTestSite, type TestSite } from './pages/site';
import { expectClean } from './support/aftermath';
import { openBench, type Bench } from './support/bench';
import { expire } from './support/expiry';
import { holdWorker, killAt } from './support/hold';
import { openEnabled, permit } from './support/permitted';
import { signsIn, signsInAgain } from './support/user';

declare const chrome: { action: { getBadgeText(which: object): Promise<string> } };

let bench: Bench;
let files: FilesService;
let site: TestSite;
let first: Page;
let second: Page;
let script: ScriptWorld;
let alice: string;
/** What the site holds for alice at Practice Files, bob there, and alice at Practice Photos. */
let handles: { alice: string; bob: string; photos: string };

beforeAll(async () => {
  [bench, site] = await Promise.all([openBench(), startTestSite()]);
  files = bench.world.files;
  first = await openEnabled(bench, site);
  const photos = await signsIn(bench, 'practice-photos', 'alice');
  const bob = await signsIn(bench, 'practice-files', 'bob');
  alice = await signsIn(bench, 'practice-files', 'alice');
  handles = {
    photos: await permit(bench, first, 'practice-photos', photos),
    bob: await permit(bench, first, 'practice-files', bob, 'read'), // less than what is asked for next, which it would answer
    alice: await permit(bench, first, 'practice-files', alice),
  };
  await bench.desk.evaluate(
    `${await bundle('src/admin/calls.ts', { iife: 'bundledAdmin' })}; globalThis.admin = bundledAdmin; undefined`,
  );
  script = await scriptWorld(await bench.browser.worker());
  await script.add(`${await bundle('src/client/extension.ts', { iife: 'bundled' })}
    globalThis.ours = { client: bundled.countersignHere() };`);
  second = await openApp(await bench.browser.context.newPage(), site.origin);
}, 120_000);
afterAll(async () => {
  await Promise.all([bench?.close(), site?.close()]);
});
beforeEach(() => {
  files.reuseDetected = 0;
});

const me = (): string => `${files.origin}/api/me`;
const rotations = (): number => files.tokenRequests('refresh_token');
const badge = (): Promise<string> => bench.desk.evaluate(() => chrome.action.getBadgeText({}));
const accounts = async () => (await bench.overview()).accounts;
const others = async () => (await accounts()).filter(({ id }) => id !== alice);

/** Runs in each context: so many calls at once. @returns each answer's status and whose it is, or the code */
function volley(answer: () => Promise<Response>, count: number): Promise<string[]> {
  const one = async (): Promise<string> => {
    const response = await answer();
    return `${response.status} ${((await response.json()) as { username?: string }).username}`;
  };
  return Promise.all(
    Array.from({ length: count }, () => one().catch((error: Error & { code?: string }) => error.code ?? String(error))),
  );
}

/** Sends so many calls at once from each context. @returns collects how often each answer came, by context */
async function sendEverywhere(count: number): Promise<() => Promise<Record<string, Record<string, number>>>> {
  const fire = (call: string): string => `(${String(volley)})(() => ${call}, ${count})`;
  const [handle, account, url] = [handles.alice, alice, me()].map((text) => JSON.stringify(text));
  const pages = Promise.all([
    first.evaluate<string[]>(fire(`app.account(${handle}).fetch(${url})`)),
    second.evaluate<string[]>(fire(`app.account(${handle}).fetch(${url})`)),
    bench.desk.evaluate<string[]>(fire(`admin.accountFetch(${account}, ${url})`)),
  ]);
  // The content script is reached through the worker, which may die: it keeps its answers until they are asked for.
  await script.say(`void (globalThis.answers = ${fire(`ours.client.account(${handle}).fetch(${url})`)})`);
  return async () => {
    const [page, other, own] = await pages;
    const inScript = await script.say<string[]>('globalThis.answers');
    return { page: tally(page), 'second page': tally(other), 'content script': tally(inScript), 'our own page': tally(own) };
  };
}

function tally(answers: readonly string[]): Record<string, number> {
  return Object.fromEntries([...new Set(answers)].map((answer) => [answer, answers.filter((other) => other === answer).length]));
}

const allAnswered = (count: number) => {
  const each = { '200 alice': count };
  return { page: each, 'second page': each, 'content script': each, 'our own page': each };
};

test('1,000 calls at once from four contexts on an expired token: one rotation, every call answered, the old token not sent', async () => {
  await expire(bench.browser, files, 'alice');
  const before = rotations();
  const log = files.log.length;
  const collect = await sendEverywhere(250);
  expect(await collect()).toEqual(allAnswered(250));
  expect(rotations() - before).toBe(1);
  expect(files.reuseDetected).toBe(0);
  const [token, ...calls] = files.log.slice(log);
  expect(token).toMatchObject({ path: '/token', status: 200 });
  expect(tally(calls.map(({ path, status }) => `${path} ${status}`))).toEqual({ '/api/me 200': 1000 });
  expect(new Set(calls.map((call) => call.token)).size).toBe(1);
});

test('the worker dies before the rotation is asked for, with calls of four contexts waiting: one rotation, every call answered', async () => {
  const before = { rotations: rotations(), others: await others() };
  await expire(bench.browser, files, 'alice');
  const hold = await holdWorker(bench.browser, 'renewal:journalled');
  const collect = await sendEverywhere(40);
  await killAt(bench.browser, hold);
  await bench.browser.worker();
  expect(await collect()).toEqual(allAnswered(40));
  expect(rotations() - before.rotations).toBe(1);
  expect(files.reuseDetected).toBe(0);
  expect(await others()).toEqual(before.others);
  await expectClean(bench, ['alice', 'alice', 'bob']);
});

inLong(() => {
  test('the worker dies before the rotation is asked for, and nobody calls: its next life rotates once', async () => {
    const before = rotations();
    const hold = await holdWorker(bench.browser, 'renewal:journalled');
    const asked = ownCall(bench.desk, 'accounts.renew', { id: alice }).catch(() => 'gone');
    await killAt(bench.browser, hold);
    expect(await asked).toBe('gone');
    await bench.browser.worker();
    await poll(async () => (await bench.rows('accounts')).every((row) => !('renewing' in row)), 'the renewal to be finished');
    expect(rotations() - before).toBe(1);
    expect(files.reuseDetected).toBe(0);
    await expectClean(bench, ['alice', 'alice', 'bob']);
  });
});

test('the worker dies between the answer and the write, and nobody calls: the old token is tried once, the account explained, the others at work', async () => {
  const before = {
    rotations: rotations(),
    others: await others(),
    permits: (await bench.overview()).permits.map(({ id }) => id),
  };
  const hold = await holdWorker(bench.browser, 'renewal:answered');
  const asked = ownCall(bench.desk, 'accounts.renew', { id: alice }).catch(() => 'gone');
  await killAt(bench.browser, hold);
  expect(await asked).toBe('gone');
  expect(rotations() - before.rotations).toBe(1);
  await bench.browser.worker();
  await poll(badge, 'the toolbar to say that something waits');
  expect(await badge()).toBe('1');
  expect(rotations() - before.rotations).toBe(2);
  expect(files.reuseDetected).toBe(1);
  expect((await accounts()).find(({ id }) => id === alice)).toMatchObject({
    state: 'needs-sign-in',
    problem: { code: 'renewal_interrupted', about: 'Practice Files', status: 400, serviceCode: 'invalid_grant' },
  });
  expect(await others()).toEqual(before.others);

  const log = files.log.length;
  expect(await pageCall(first, handles.alice, me())).toMatchObject({ code: 'needs_sign_in' });
  expect(files.log).toHaveLength(log);
  expect(await pageCall(first, handles.bob, me())).toMatchObject({ status: 200, text: expect.stringContaining('bob') as string });
  expect(await pageCall(first, handles.photos, `${bench.world.photos.origin}/api/me`)).toMatchObject({ status: 200 });

  await signsInAgain(bench, 'practice-files', alice);
  await poll(async () => (await badge()) === '', 'the toolbar to be quiet again');
  expect((await bench.overview()).permits.map(({ id }) => id)).toEqual(before.permits);
  const collect = await sendEverywhere(1);
  expect(await collect()).toEqual(allAnswered(1));
  await expectClean(bench, ['alice', 'alice', 'bob']);
});
