/** The worker is stopped during a renewal: it is finished with one rotation, or explained; no other account is touched. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AccountView } from '../../src/messaging/views';
import { ownCall } from '../practice/set-up';
import { pageCall } from './pages/app';
import { startTestSite, type TestSite } from './pages/site';
import { expectClean } from './support/aftermath';
import { openBench, type Bench } from './support/bench';
import { cutOff, holdWorker, killAt } from './support/hold';
import { survived } from './support/survived';
import { openEnabled, permit } from './support/permitted';
import { allowIn, seesDone, signsIn, textsFor } from './support/user';

let bench: Bench;
let site: TestSite;
let page: Page;
let alice: string;
let handle: string;

beforeAll(async () => {
  [bench, site] = await Promise.all([openBench(), startTestSite()]);
  page = await openEnabled(bench, site);
  await signsIn(bench, 'practice-photos', 'alice');
  await signsIn(bench, 'practice-files', 'bob');
  alice = await signsIn(bench, 'practice-files', 'alice');
  handle = await permit(bench, page, 'practice-files', alice);
}, 120_000);
/** The next call meets an expired token, so that it renews. */
beforeEach(() => bench.world.files.expireAccessTokens('alice'));
afterAll(async () => {
  await Promise.all([bench?.close(), site?.close()]);
});

const call = (init?: object) => pageCall(page, handle, `${bench.world.files.origin}/api/me`, init);
const rotations = () => bench.world.files.tokenRequests('refresh_token');
const view = async (id: string): Promise<AccountView | undefined> =>
  (await bench.overview()).accounts.find((one) => one.id === id);
const others = async (): Promise<AccountView[]> => (await bench.overview()).accounts.filter(({ id }) => id !== alice);

/** The same person again, through the connect page. */
async function signInAgain(): Promise<void> {
  const id = await bench.start('practice-files', alice);
  const connect = await bench.connect(id);
  await allowIn(await bench.window());
  await seesDone(connect);
  expect(await bench.signIn(id, ({ state }) => state === 'done', 'to be done')).toMatchObject({
    accountId: alice,
    otherPerson: false,
  });
  await connect.close();
}

test('before it is asked for, in a GET: the call ends in its answer, with one rotation', async () => {
  const before = { rotations: rotations(), others: await others(), renewals: (await view(alice))?.renewals ?? NaN };
  const hold = await holdWorker(bench.browser, 'renewal:journalled');
  const answer = call();
  await hold.reached();
  expect(await bench.rows('accounts')).toContainEqual(
    expect.objectContaining({ id: alice, renewing: expect.objectContaining({ attempt: 1 }) as object }),
  );
  expect(rotations()).toBe(before.rotations);
  await bench.browser.stopWorker();
  expect(await answer).toMatchObject({ status: 200, text: expect.stringContaining('alice') as string });
  expect(rotations() - before.rotations).toBe(1);
  const after = await view(alice);
  expect(after).toMatchObject({ state: 'fine', renewals: before.renewals + 1 });
  expect(after).not.toHaveProperty('problem');
  expect((await bench.rows('accounts')).filter((row) => 'renewing' in row)).toEqual([]);
  expect(await others()).toEqual(before.others);
  await expectClean(bench, ['alice', 'alice', 'bob']);
  survived('Refresh with rotation', 'journalled', 'resumed');
});

test('before it is asked for, in a POST: the page is told, and the next call renews', async () => {
  const before = rotations();
  const hold = await holdWorker(bench.browser, 'renewal:journalled');
  const answer = call({ method: 'POST' });
  await killAt(bench.browser, hold);
  expect(await answer).toMatchObject({ code: 'worker_stopped' });
  expect(await call()).toMatchObject({ status: 200 });
  expect(rotations() - before).toBe(1);
  await expectClean(bench, ['alice', 'alice', 'bob']);
  survived('Refresh with rotation', 'changing', 'worker_stopped');
});

test('after it was asked for by the options page: the page is told, and the next call renews once', async () => {
  const before = rotations();
  const hold = await holdWorker(bench.browser, 'renewal:journalled');
  const asked = ownCall(bench.desk, 'accounts.renew', { id: alice }).catch((error: Error) => error.message);
  await killAt(bench.browser, hold);
  expect(await asked).toMatch(cutOff(bench.browser)); // what the browser says; our pages tell worker_stopped
  await ownCall(bench.desk, 'accounts.renew', { id: alice });
  expect(rotations() - before).toBe(1);
  expect(await view(alice)).toMatchObject({ state: 'fine' });
  survived('Refresh with rotation', 'asked', 'worker_stopped');
});

/** Where the service has rotated and the answer is lost: held in the worker, or by the service. */
const losses = {
  'the answer read, not yet written': async () => {
    const hold = await holdWorker(bench.browser, 'renewal:answered');
    return { step: 'answered' as const, reached: hold.reached, release: () => undefined };
  },
  'the answer held by the service': async () => {
    let release = (): void => undefined;
    const hold = new Promise<void>((resolve) => (release = resolve));
    const { reached } = bench.world.files.faults.next('POST /token', { hold, when: 'after' });
    return { step: 'held' as const, reached: () => reached, release };
  },
};

test.each(Object.entries(losses))(
  'after the service rotated, %s: needs sign-in, explained, nobody else touched',
  async (_, prepare) => {
    const before = { rotations: rotations(), others: await others() };
    const loss = await prepare();
    const answer = call();
    await loss.reached();
    await bench.browser.stopWorker();
    expect(await answer).toMatchObject({ code: 'needs_sign_in', name: 'CountersignError' });
    loss.release();
    expect(rotations() - before.rotations).toBe(2); // tried once more, and no more
    expect(await view(alice)).toMatchObject({
      state: 'needs-sign-in',
      problem: { code: 'renewal_interrupted', about: 'Practice Files', status: 400, serviceCode: 'invalid_grant' },
    });
    expect(await others()).toEqual(before.others);
    expect(await call()).toMatchObject({ code: 'needs_sign_in' });
    expect(rotations() - before.rotations).toBe(2); // not asked for again

    const options = await bench.browser.page(`extension/pages/options/options.html#accounts/${alice}`);
    await options.getByText(textsFor('renewal_interrupted', 'Practice Files').title).first().waitFor();
    await options.close();

    await signInAgain();
    expect(await call()).toMatchObject({ status: 200 }); // by the permit that it had
    await expectClean(bench, ['alice', 'alice', 'bob']);
    expect(await others()).toEqual(before.others);
    survived('Refresh with rotation', loss.step, 'renewal_interrupted');
  },
);
