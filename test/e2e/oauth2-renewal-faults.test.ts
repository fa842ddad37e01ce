/**
 * Everything that can go wrong with a renewal, one row each: what becomes of the account, and what the next call does. Only the service's
 * own refusal of the refresh token, or the loss of a rotation, leads to a new sign-in; the token that the account has is never lost.
 */
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountView } from '../../src/messaging/views';
import { poll } from '../harness/poll';
import { representatives } from '../harness/thorough';
import { ownCall } from '../practice/set-up';
import type { FilesService } from '../services/files';
import type { Fault } from '../services/types';
import { answerOf, pageCall } from './pages/app';
import { startTestSite, type TestSite } from './pages/site';
import { openBench, type Bench } from './support/bench';
import { elapse, expire } from './support/expiry';
import { holdWorker, killAt } from './support/hold';
import { openEnabled, permit } from './support/permitted';
import { aligned, passing, refusal } from './support/renewal-faults';
import { signsIn, signsInAgain } from './support/user';

let bench: Bench;
let files: FilesService;
let site: TestSite;
let page: Page;
let alice: string;
let handle: string;
const table: Record<string, string | number>[] = [];

beforeAll(async () => {
  [bench, site] = await Promise.all([openBench(), startTestSite()]);
  files = bench.world.files;
  page = await openEnabled(bench, site);
  await signsIn(bench, 'practice-files', 'bob');
  alice = await signsIn(bench, 'practice-files', 'alice');
  handle = await permit(bench, page, 'practice-files', alice);
}, 120_000);
afterAll(async () => {
  console.log(aligned(table));
  await Promise.all([bench?.close(), site?.close()]);
});

const call = async (): Promise<string> => String(answerOf(await pageCall(page, handle, `${files.origin}/api/me`)));
const rotations = (): number => files.tokenRequests('refresh_token');
const views = async (): Promise<readonly AccountView[]> => (await bench.overview()).accounts;
const view = async (): Promise<AccountView | undefined> => (await views()).find(({ id }) => id === alice);
const others = async (): Promise<readonly AccountView[]> => (await views()).filter(({ id }) => id !== alice);
test.each(representatives(passing, ({ family }) => family))(
  '$name: the account goes on with what it has, and renews with the next call that needs it',
  async ({ name, fault, problem }) => {
    if (name === 'timeout') await shortPatience();
    const before = { rotations: rotations(), others: await others(), renewals: (await view())?.renewals ?? NaN };

    await cutConnections();
    files.faults.next('POST /token', fault());
    await elapse(bench.browser, 50); // due, and not yet expired
    const whileGood = await call();
    const whileResting = await call();
    expect([whileGood, whileResting, rotations() - before.rotations]).toEqual(['200', '200', 1]);

    await cutConnections();
    files.faults.next('POST /token', fault());
    await expire(bench.browser, files, 'alice');
    const told = await call();
    expect(told).toBe('renewal_failed');
    expect(rotations() - before.rotations).toBe(2);
    const after = await view();
    expect(after).toMatchObject({ state: 'fine', problem });

    const next = await call();
    expect(next).toBe('200');
    const requests = rotations() - before.rotations;
    expect(requests).toBe(3);
    const healed = await view();
    expect(healed).toMatchObject({ state: 'fine', renewals: before.renewals + 1 });
    expect(healed).not.toHaveProperty('problem');
    expect(await others()).toEqual(before.others);
    note(name, after, { 'old token valid': whileGood, expired: told, 'next call': next, 'token requests': requests });
  },
);

/** A request on a connection that was used before would be sent again by the browser itself when it is cut. */
async function cutConnections(): Promise<void> {
  await files.faults.down();
  await files.faults.up();
}

/** The worker waits 30 seconds for an endpoint: of these it gives up after one, until it is stopped. */
async function shortPatience(): Promise<void> {
  const worker = await bench.browser.worker();
  await worker.evaluate(() => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (ms) => timeout(ms === 30_000 ? 1000 : ms);
  });
}

test('429 with Retry-After: calls go on with the old token; then the endpoint is left alone until the time is over, or the user asks', async () => {
  const before = rotations();
  const tooMany: Fault = { respond: { status: 429, headers: { 'retry-after': '3' } } };
  files.faults.next('POST /token', tooMany);
  await elapse(bench.browser, 50);
  expect([await call(), await call(), rotations() - before]).toEqual(['200', '200', 1]);
  await expire(bench.browser, files, 'alice');

  files.faults.next('POST /token', tooMany);
  const told = await call();
  expect(told).toBe('renewal_failed');
  const after = await view();
  expect(after).toMatchObject({ state: 'fine', problem: { code: 'service_error', status: 429, retryAfter: 3 } });
  const requests = rotations();
  expect(await pageCall(page, handle, `${files.origin}/api/me`)).toMatchObject({
    code: 'renewal_failed',
    status: 429,
    retryAfter: expect.any(Number) as number,
  });
  expect(rotations()).toBe(requests); // left alone
  await elapse(bench.browser, 3);
  const next = await call();
  expect(next).toBe('200');
  note('429 with Retry-After', after, {
    'old token valid': 200,
    expired: told,
    'next call': `left alone, then ${next}`,
    'token requests': rotations() - before,
  });

  await expire(bench.browser, files, 'alice');
  files.faults.next('POST /token', { respond: { status: 429, headers: { 'retry-after': '3600' } } });
  expect([await call(), await call()]).toEqual(['renewal_failed', 'renewal_failed']);
  const options = await bench.browser.page(`extension/pages/options/options.html#accounts/${alice}`);
  await options.getByRole('button', { name: /renew/i }).first().click();
  await poll(async () => (await view())?.problem === undefined, 'the renewal that the user asked for');
  await options.close();
  expect(await call()).toBe('200');
  expect(rotations() - before).toBe(5);
});

describe('only the user can help', () => {
  test('invalid_grant: needs sign-in at once, and the endpoint is not asked again', async () => {
    const before = { rotations: rotations(), others: await others() };
    files.faults.next('POST /token', refusal('invalid_grant'));
    await expire(bench.browser, files, 'alice');
    const told = await call();
    expect(told).toBe('needs_sign_in');
    const after = await view();
    expect(after).toMatchObject({
      state: 'needs-sign-in',
      problem: { code: 'needs_sign_in', serviceCode: 'invalid_grant', status: 400 },
    });
    const next = await call();
    expect(next).toBe('needs_sign_in');
    const requests = rotations() - before.rotations;
    expect(requests).toBe(1);
    expect(await others()).toEqual(before.others);
    note('invalid_grant', after, { expired: told, 'next call': next, 'token requests': requests });
    await signInAgain();
  });

  test.each([
    { name: 'killed before the request', at: 'renewal:journalled' as const, answer: '200', state: 'fine', requests: 1 },
    { name: 'killed after the reply', at: 'reply' as const, answer: 'needs_sign_in', state: 'needs-sign-in', requests: 2 },
    {
      name: 'killed before the write',
      at: 'renewal:answered' as const,
      answer: 'needs_sign_in',
      state: 'needs-sign-in',
      requests: 2,
    },
  ])('$name', async ({ name, at, answer, state, requests }) => {
    const before = { rotations: rotations(), others: await others() };
    const permits = (await bench.overview()).permits.map(({ id }) => id);
    await expire(bench.browser, files, 'alice');
    const told = await killedAt(at);
    expect(told).toBe(answer);
    const after = await view();
    expect(after?.state).toBe(state);
    expect(after?.problem?.code).toBe(state === 'fine' ? undefined : 'renewal_interrupted');
    const next = await call();
    expect(next).toBe(answer);
    expect(rotations() - before.rotations).toBe(requests);
    expect(await others()).toEqual(before.others);
    note(name, after, { expired: told, 'next call': next, 'token requests': requests });
    if (state !== 'fine') await signInAgain();
    expect(await call()).toBe('200');
    expect((await bench.overview()).permits.map(({ id }) => id)).toEqual(permits);
  });

  test('a reply that was lost counts as a rotation, whatever came in its place: refused afterwards, the renewal was interrupted', async () => {
    await expire(bench.browser, files, 'alice');
    files.faults.next('POST /token', { respond: { status: 200, body: '{"access_token' } });
    expect(await call()).toBe('renewal_failed');
    files.faults.next('POST /token', refusal('invalid_grant'));
    expect(await call()).toBe('needs_sign_in');
    expect(await view()).toMatchObject({ state: 'needs-sign-in', problem: { code: 'renewal_interrupted' } });
    await signInAgain();
  });

  test('a renewal that ends after the same person signed in again changes nothing', async () => {
    let release = (): void => undefined;
    const hold = new Promise<void>((resolve) => (release = resolve));
    const { reached } = files.faults.next('POST /token', { hold, when: 'after' });
    const asked = ownCall(bench.desk, 'accounts.renew', { id: alice });
    await reached;
    await signsInAgain(bench, 'practice-files', alice); // while the renewal waits for its answer
    const fresh = await view();
    release();
    await asked;
    expect(await view()).toMatchObject({ state: 'fine', issuedAt: fresh?.issuedAt, renewals: 0 });
    expect(await call()).toBe('200');
  });
});

/** A GET, during which the worker dies. @returns its answer */
async function killedAt(at: 'renewal:journalled' | 'renewal:answered' | 'reply'): Promise<string> {
  if (at !== 'reply') {
    const hold = await holdWorker(bench.browser, at);
    const answer = call();
    await killAt(bench.browser, hold);
    return answer;
  }
  let release = (): void => undefined;
  const hold = new Promise<void>((resolve) => (release = resolve));
  const { reached } = files.faults.next('POST /token', { hold, when: 'after' });
  const answer = call();
  await reached;
  await bench.browser.stopWorker();
  release();
  return answer;
}

/** The same person again; by the right time, since ID tokens are good for minutes. */
async function signInAgain(): Promise<void> {
  await bench.browser.stopWorker();
  await signsInAgain(bench, 'practice-files', alice);
}

function note(fault: string, account: AccountView | undefined, rest: Record<string, string | number>): void {
  const { 'old token valid': old = '', ...others } = rest;
  table.push({ fault, 'old token valid': old, state: account?.state ?? '', problem: account?.problem?.code ?? '', ...others });
}
