/** Renewals that nobody waits for: shortly before a used account's access ends; none for an account that is not used; a failed one is tried later. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountView } from '../../src/messaging/views';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import type { FilesService } from '../services/files';
import { bundle } from './pages/bundle';
import { openStage, signIn, type Stage } from './pages/stage';
import { elapse } from './support/expiry';

/** In our own page. */
declare const admin: { accountFetch(account: string, url: string): Promise<Response> };
interface Alarm {
  readonly scheduledTime: number;
}
declare const chrome: {
  alarms: { get(name: string): Promise<Alarm | undefined>; create(name: string, how: { when: number }): Promise<void> };
};

/** Of an access token, in seconds: it is renewed at three quarters of them. */
const life = 4;

let stage: Stage;
let files: FilesService;
let alice: string;
let bob: string;

beforeAll(async () => {
  stage = await openStage({ world: { files: { accessTokenSeconds: life } } });
  files = stage.world.files;
  bob = await signIn(stage, 'practice-files', 'bob');
  alice = await signIn(stage, 'practice-files', 'alice');
  await stage.own.evaluate(
    `${await bundle('src/admin/calls.ts', { iife: 'bundledAdmin' })}; globalThis.admin = bundledAdmin; undefined`,
  );
});
afterAll(async () => stage?.close());

const call = (): Promise<number> =>
  stage.own.evaluate(async ([id, url]) => (await admin.accountFetch(id, url)).status, [alice, `${files.origin}/api/me`] as const);
const view = async (id: string): Promise<AccountView> => {
  const found = (await stage.overview()).accounts.find((one) => one.id === id);
  if (!found) throw new Error('The account is gone.');
  return found;
};
const alarm = async (): Promise<Alarm | undefined> => {
  const worker = await stage.browser.worker();
  return (await worker.evaluate(() => chrome.alarms.get('renew'))) ?? undefined; // null, from Playwright
};
const rotations = (): number => files.tokenRequests('refresh_token');
/** Uses alice's account with a fresh token. @returns when it is due for renewal */
async function use(): Promise<number> {
  await ownCall(stage.own, 'accounts.renew', { id: alice });
  expect(await call()).toBe(200);
  const { scheduledTime } = await poll(alarm, 'the alarm for the renewal');
  return scheduledTime;
}

test('nothing is planned for accounts that were not used', async () => {
  expect(await alarm()).toBeUndefined();
});

test('an account that was used is renewed before its access ends, without a call; then nothing is planned, until it is used again', async () => {
  const due = await use();
  const before = await view(alice);
  expect(due).toBe(before.renewsAt);
  expect(before.expiresAt).toBe((before.issuedAt ?? NaN) + life * 1000);
  const log = files.log.length;
  const renewed = await poll(async () => {
    const now = await view(alice);
    return now.renewals > before.renewals && now;
  }, 'the renewal ahead');
  expect(renewed.renewals).toBe(before.renewals + 1);
  expect(renewed.issuedAt).toBeGreaterThanOrEqual(due);
  expect(renewed.issuedAt).toBeLessThan(before.expiresAt ?? NaN);
  expect(files.log.slice(log).map(({ path, status, user }) => `${path} ${status} ${user}`)).toEqual(['/token 200 alice']);
  await poll(async () => (await alarm()) === undefined, 'the alarm to be gone');
  expect(await view(bob)).toMatchObject({ state: 'fine', renewals: 0 });
});

test('a 503 destroys nothing and is tried again later', async () => {
  await use();
  const before = { ...(await view(alice)), rotations: rotations() };
  const { reached } = files.faults.next('POST /token', { respond: { status: 503 } });
  await reached; // by the alarm
  const failed = await poll(async () => {
    const now = await view(alice);
    return now.problem && now;
  }, 'the failed renewal to be written');
  expect(failed).toMatchObject({ state: 'fine', renewals: before.renewals, problem: { code: 'service_error', status: 503 } });
  const later = (failed.problem?.at ?? NaN) + 5 * 60_000;
  await poll(async () => (await alarm())?.scheduledTime === later, 'the alarm for the next try');
  await stage.browser.stopWorker();
  await stage.browser.worker(); // whose start does not try before its time
  expect((await alarm())?.scheduledTime).toBe(later);
  expect(rotations() - before.rotations).toBe(1);

  await elapse(stage.browser, 5 * 60 + 1);
  const worker = await stage.browser.worker();
  await worker.evaluate(() => chrome.alarms.create('renew', { when: 0 })); // the time has come
  const healed = await poll(async () => {
    const now = await view(alice);
    return now.renewals > before.renewals && now;
  }, 'the next try');
  expect(healed).toMatchObject({ state: 'fine', renewals: before.renewals + 1 });
  expect(healed).not.toHaveProperty('problem');
  expect(rotations() - before.rotations).toBe(2);
  expect(await view(bob)).toMatchObject({ state: 'fine', renewals: 0 });
});
