/** The lock among everything else that goes on: calls, renewals and sign-ins under way, wrong tries, passkeys, damaged rows. */
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { answerOf, pageCall } from './pages/app';
import { bundle } from './pages/bundle';
import { startTestSite, type TestSite } from './pages/site';
import { activityLine } from './support/activity-line';
import type * as activityRows from './support/activity-rows';
import { openBench, type Bench } from './support/bench';
import { elapse } from './support/expiry';
import { holdWorker } from './support/hold';
import { codeOf, databases, derived, setsPassphrase } from './support/passphrase';
import { openEnabled, permit } from './support/permitted';
import { allowIn, logIn, pressAllow, seesDone, signsIn } from './support/user';

declare const chrome: { storage: { session: { get(keys: null): Promise<Record<string, unknown>> } } };
/** Of support/activity-rows.ts, in our page. */
declare const rows: typeof activityRows;
declare const app: { fetch(handle: string, url: string): Promise<{ status?: number; code?: string }> };

let bench: Bench;
let site: TestSite;
let page: Page;
let alice: string;
let handle: string;
let key: string;

beforeAll(async () => {
  [bench, site] = await Promise.all([openBench(), startTestSite()]);
  page = await openEnabled(bench, site);
  alice = await signsIn(bench, 'practice-files', 'alice');
  handle = await permit(bench, page, 'practice-files', alice);
}, 120_000);
afterAll(async () => {
  await Promise.all([bench?.close(), site?.close()]);
});

const me = (): string => `${bench.world.files.origin}/api/me`;
const call = async () => answerOf(await pageCall(page, handle, me()));
const lock = async () => (await bench.overview()).lock;
const lockNow = () => ownCall(bench.desk, 'lock.now', {});
const unlock = (with_ = key) => ownCall(bench.desk, 'lock.unlock', { key: with_ });
const inMemory = (): Promise<Record<string, unknown>> => bench.desk.evaluate(() => chrome.storage.session.get(null));

/** A line of the activity as it lies in the database. */
const line = () => activityLine({ kind: 'own' }, alice, 'api.files.test');

test('a page that signs calls the whole time sees no call fail and no line lost while everything is sealed anew', async () => {
  await bench.desk.evaluate(`${await bundle('test/e2e/support/activity-rows.ts', { iife: 'bundledRows' })}
    globalThis.rows = bundledRows; undefined`);
  await bench.desk.evaluate(async ([line, end]) => rows.addRows(line, 10_000, 10, end), [line(), Date.now()] as const);
  expect(await bench.rows('activity')).toHaveLength(10_000);
  const calls = page.evaluate(
    async ([ours, url]) => {
      const answers: { answer: unknown; took: number }[] = [];
      const end = performance.now() + 6000;
      while (performance.now() < end) {
        const began = performance.now();
        const { status, code } = await app.fetch(ours, url);
        answers.push({ answer: status ?? code, took: performance.now() - began });
      }
      return answers;
    },
    [handle, me()] as const,
  );
  bench.world.files.expireAccessTokens('alice'); // a renewal in the middle of it
  const began = Date.now();
  key = await setsPassphrase(bench.desk);
  const took = Date.now() - began;
  const answers = await calls;
  const longest = Math.max(...answers.map((one) => one.took));
  console.log(
    `10,000 lines sealed anew in ${took} ms, ${answers.length} calls meanwhile and after, the longest of ${longest} ms`,
  );
  expect(new Set(answers.map(({ answer }) => answer))).toEqual(new Set([200]));
  await poll(async () => (await bench.rows('activity')).length === 10_000 + answers.length, 'every line to be written');
  expect((await bench.overview()).accounts).toMatchObject([{ label: 'alice', state: 'fine', renewals: 1 }]);
});

test('locked, nothing that opens it is left in memory, and calls fail until it is open', async () => {
  expect(JSON.stringify(await inMemory())).toMatch(/"vault":\{[^}]*"key"/);
  await lockNow();
  const { vault, traces } = await inMemory();
  expect(vault).toEqual({
    name: expect.stringMatching(/^countersign\./) as string,
    why: 'user',
    since: expect.any(Number) as number,
  });
  expect(traces).toEqual([]);
  await unlock();
  expect(await call()).toBe(200);
});

test('a renewal that is under way when the vault is locked is stored: nothing is asked for twice', async () => {
  const { files } = bench.world;
  files.expireAccessTokens('alice');
  const before = files.tokenRequests('refresh_token');
  const hold = await holdWorker(bench.browser, 'renewal:answered');
  const answer = call();
  await hold.reached();
  await lockNow();
  await hold.release();
  await answer;
  expect(files.tokenRequests('refresh_token') - before).toBe(1);
  await unlock();
  expect((await bench.overview()).accounts).toMatchObject([{ label: 'alice', state: 'fine' }]);
  expect(await call()).toBe(200);
  expect(files.tokenRequests('refresh_token') - before).toBe(1);
});

test('a re-seal waits for a renewal that is under way, and its result is in the new database', async () => {
  const { files } = bench.world;
  files.expireAccessTokens('alice');
  const before = { refreshes: files.tokenRequests('refresh_token'), names: await databases(bench.desk) };
  const hold = await holdWorker(bench.browser, 'renewal:answered');
  const answer = call();
  await hold.reached();
  const setting = setsPassphrase(bench.desk, key);
  await poll(async () => (await databases(bench.desk)).length === 2, 'the next database to be begun');
  expect(await bench.rows('keyring')).toEqual([]); // not whole
  await hold.release();
  key = await setting;
  expect(await answer).toBe(200);
  expect(await call()).toBe(200);
  expect(files.tokenRequests('refresh_token') - before.refreshes).toBe(1);
  expect(await databases(bench.desk)).not.toEqual(before.names);
});

test('a renewal that meets the locked vault changes nothing', async () => {
  await lockNow();
  bench.world.files.expireAccessTokens('alice');
  const before = await bench.rows('accounts');
  await bench.browser.stopWorker();
  expect((await lock()).state).toBe('locked'); // awake again, and past its recovery
  expect(await bench.rows('accounts')).toEqual(before);
  await unlock();
  expect(await call()).toBe(200);
});

for (const how of ['the connect page open', 'the connect page closed', 'the worker stopped meanwhile'] as const)
  test(`an answer that comes while the vault is locked waits for it to open: ${how}`, async () => {
    const id = await bench.start('practice-photos');
    const connect = await bench.connect(id);
    const window = await bench.window();
    await logIn(window, 'bob');
    await bench.signIn(id, ({ wait }) => wait?.for === 'visit' && wait.open, 'to know its window');
    if (how === 'the connect page closed') await connect.close();
    await lockNow();
    await pressAllow(window);
    await poll(async () => ((await inMemory())['answers'] as unknown[] | undefined)?.length, 'the answer to be kept');
    expect(await bench.rows('journal')).toContainEqual(expect.objectContaining({ id, state: 'waiting' }));
    if (how === 'the worker stopped meanwhile') await bench.browser.stopWorker();
    await unlock();
    const { accountId } = await bench.signIn(id, ({ state }) => state === 'done' || state === 'failed', 'to end');
    expect((await bench.overview()).accounts).toContainEqual(expect.objectContaining({ id: accountId, label: 'bob' }));
    await poll(async () => ((await inMemory())['answers'] as unknown[]).length === 0, 'the answer to be forgotten');
    await ownCall(bench.desk, 'accounts.remove', { id: accountId ?? '' });
    await ownCall(bench.desk, 'signIn.dismiss', { id });
    if (!connect.isClosed()) await connect.close();
  });

test('a sign-in that is under way when the vault is locked comes to its end', async () => {
  const id = await bench.start('practice-photos');
  const connect = await bench.connect(id);
  const window = await bench.window();
  const hold = await holdWorker(bench.browser, 'sign-in:answered');
  await allowIn(window);
  await hold.reached();
  await lockNow();
  await hold.release();
  await poll(
    async () => (await bench.rows('journal')).some((row) => row['id'] === id && row['state'] === 'done'),
    'the sign-in to end',
  );
  await unlock();
  await seesDone(connect);
  const account = (await bench.overview()).accounts.find(({ serviceId }) => serviceId === 'practice-photos');
  expect(account).toMatchObject({ label: 'alice', state: 'fine' });
  await ownCall(bench.desk, 'accounts.remove', { id: account?.id ?? '' });
  await ownCall(bench.desk, 'signIn.dismiss', { id });
  await connect.close();
});

test('a third wrong try costs two seconds, a fourth four; neither the worker’s end nor a clock set back makes them free', async () => {
  await lockNow();
  const wrong = derived().key;
  for (let tries = 0; tries < 3; tries += 1) expect(await codeOf(unlock(wrong))).toBe('passphrase_wrong');
  expect(await codeOf(unlock())).toBe('try_later'); // not even with the right one
  const { retryAt = 0 } = await lock();
  expect(retryAt - Date.now()).toBeGreaterThan(0);
  expect(retryAt - Date.now()).toBeLessThanOrEqual(2000);
  await bench.browser.stopWorker();
  expect(await codeOf(unlock(wrong))).toBe('try_later');
  await elapse(bench.browser, 3);
  expect(await codeOf(unlock(wrong))).toBe('passphrase_wrong');
  await bench.browser.stopWorker(); // the clock is right again, and so set back by three seconds
  const left = ((await lock()).retryAt ?? 0) - Date.now();
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThanOrEqual(4000);
  await elapse(bench.browser, 8);
  await unlock();
  expect(await lock()).toMatchObject({ state: 'unlocked' });
  expect((await bench.rows('settings')).filter(({ id }) => id === 'tries')).toEqual([]);
});

test('a passkey opens the vault beside the passphrase, until it is removed or the passphrase is changed', async () => {
  const text = (bytes: number): string => randomBytes(bytes).toString('base64url');
  const passkey = { id: text(20), salt: text(32), key: text(32), name: 'This laptop' };
  expect(await codeOf(ownCall(bench.desk, 'lock.addPasskey', { ...passkey, current: derived().key }))).toBe('passphrase_wrong');
  await ownCall(bench.desk, 'lock.addPasskey', { ...passkey, current: key });
  expect((await lock()).passkeys).toMatchObject([{ id: passkey.id, name: 'This laptop' }]);
  await lockNow();
  expect(await ownCall(bench.desk, 'lock.params', {})).toMatchObject({ passkeys: [{ id: passkey.id, salt: passkey.salt }] });
  const byPasskey = (with_ = passkey.key) => ownCall(bench.desk, 'lock.unlockByPasskey', { id: passkey.id, key: with_ });
  expect(await codeOf(byPasskey(text(32)))).toBe('passphrase_wrong');
  expect(await codeOf(ownCall(bench.desk, 'lock.removePasskey', { id: passkey.id }))).toBe('locked');
  await byPasskey();
  expect(await call()).toBe(200);
  await ownCall(bench.desk, 'lock.removePasskey', { id: passkey.id });
  await lockNow();
  expect(await codeOf(byPasskey())).toBe('invalid_input');
  await unlock();
  await ownCall(bench.desk, 'lock.addPasskey', { ...passkey, current: key });
  key = await setsPassphrase(bench.desk, key);
  expect((await lock()).passkeys).toEqual([]);
});

test('the same passphrase under stronger parameters takes the place of the weaker, when it has opened the vault', async () => {
  await lockNow();
  const upgrade = derived();
  const { setAt } = await lock();
  expect(await codeOf(ownCall(bench.desk, 'lock.unlock', { key: derived().key, upgrade }))).toBe('passphrase_wrong');
  await ownCall(bench.desk, 'lock.unlock', { key, upgrade });
  expect(await lock()).toMatchObject({ state: 'unlocked', setAt });
  await lockNow();
  expect(await ownCall(bench.desk, 'lock.params', {})).toMatchObject({ kdf: upgrade.kdf });
  expect(await codeOf(unlock())).toBe('passphrase_wrong');
  key = upgrade.key;
  await unlock();
});

test('tokens from before the passphrase are told of until the user has seen it', async () => {
  expect((await lock()).olderAccounts).toBeUndefined(); // renewed since
  await ownCall(bench.desk, 'lock.remove', { current: key });
  key = await setsPassphrase(bench.desk);
  expect((await lock()).olderAccounts).toBe(1);
  bench.world.files.expireAccessTokens('alice');
  expect(await call()).toBe(200);
  expect((await lock()).olderAccounts).toBeUndefined();
  await ownCall(bench.desk, 'lock.remove', { current: key });
  key = await setsPassphrase(bench.desk);
  await ownCall(bench.desk, 'lock.olderSeen', {});
  expect((await lock()).olderAccounts).toBeUndefined();
});

test('a re-seal that fails changes nothing, and the next one works', async () => {
  const before = { names: await databases(bench.desk), overview: await bench.overview() };
  const worker = await bench.browser.worker();
  await worker.evaluate(() => {
    const hooked = globalThis as { countersignCheckpoint?: (name: string) => Promise<void> };
    hooked.countersignCheckpoint = async (name) => {
      if (name !== 'reseal:copied') return;
      delete hooked.countersignCheckpoint;
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  expect(await codeOf(setsPassphrase(bench.desk, key))).toBe('storage_full');
  expect(await bench.overview()).toEqual(before.overview);
  await poll(async () => (await databases(bench.desk)).join() === before.names.join(), 'the unfinished database to go');
  expect(await call()).toBe(200);
  await lockNow();
  await unlock();
  key = await setsPassphrase(bench.desk, key);
  expect(await call()).toBe(200);
});

test('a box that cannot be opened comes along with its row: its account needs a sign-in, and all others are whole', async () => {
  await signsIn(bench, 'practice-photos', 'bob');
  await bench.desk.evaluate(damage, { name: (await databases(bench.desk))[0] ?? '', id: alice });
  key = await setsPassphrase(bench.desk, key);
  const rows = await bench.rows('accounts');
  expect(rows.find(({ id }) => id === alice)).toMatchObject({
    label: 'alice',
    state: 'needs-sign-in',
    problem: { code: 'record_damaged', at: expect.any(Number) as number },
  });
  expect(rows.find(({ label }) => label === 'bob')).toMatchObject({ state: 'fine' });
});

/** Runs in a page of ours: turns a bit of an account's box. */
async function damage({ name, id }: { name: string; id: string }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')));
    opening.addEventListener('success', () => {
      const work = opening.result.transaction('accounts', 'readwrite');
      const reading = work.objectStore('accounts').get(id);
      reading.addEventListener('success', () => {
        const row = reading.result as { sealed: { data: ArrayBuffer } };
        const bytes = new Uint8Array(row.sealed.data);
        bytes[0] = (bytes[0] ?? 0) ^ 1;
        work.objectStore('accounts').put(row);
      });
      work.addEventListener('complete', () => {
        opening.result.close();
        resolve();
      });
    });
  });
}
