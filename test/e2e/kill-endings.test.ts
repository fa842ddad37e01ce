/** The worker is stopped during the end of accounts, between any two steps: it goes on in its next life, and the user sees what became of it. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Checkpoint } from '../../src/core/checkpoint';
import { ownCall } from '../practice/set-up';
import { openEndings, signsInBoth, type Endings } from './support/endings';
import { cutOff, holdWorker, killAt } from './support/hold';
import { survived } from './support/survived';

let endings: Endings;
let ids: { photos: string; files: string };

beforeAll(async () => {
  endings = await openEndings();
}, 120_000);
beforeEach(async () => {
  await endings.prepare();
  ids = await signsInBoth(endings);
});
afterEach(async () => {
  for (const { id } of (await endings.overview()).actions) await ownCall(endings.desk, 'actions.dismiss', { id });
  await endings.tidy();
});
afterAll(() => endings?.close());

/** Asks for it, and stops the worker there; the page that asked hears that the worker has gone. */
async function killedAt(checkpoint: Checkpoint, own: 'accounts.remove' | 'accounts.revoke', id: string): Promise<void> {
  const hold = await holdWorker(endings.browser, checkpoint);
  const asked = ownCall(endings.desk, own, { id }).catch((error: Error) => error.message);
  await killAt(endings.browser, hold);
  expect(await asked).toMatch(cutOff(endings.browser));
}

const asking = ['revoke:journalled', 'revoke:answered'] as const;
const services = ['photos', 'files'] as const;
/** The step in the matrix. */
const stepOf = (checkpoint: (typeof asking)[number]) => (checkpoint === 'revoke:journalled' ? 'asking' : 'answered');
const each = services.flatMap((service) => asking.map((checkpoint) => ({ service, checkpoint })));

test.each(each)(
  'removal at $service, $checkpoint: revoked and wiped by the next life, and told',
  async ({ service, checkpoint }) => {
    await killedAt(checkpoint, 'accounts.remove', ids[service]);
    expect(await endings.ended()).toMatchObject({
      kind: 'remove',
      state: 'done',
      interrupted: true,
      ended: [{ label: 'alice', revoked: 'revoked', wiped: true }],
    });
    expect(await endings.account(ids[service])).toBeUndefined();
    expect((await endings.live()).filter((one) => one.startsWith(service))).toEqual([]);
    expect((await endings.overview()).accounts).toHaveLength(1); // nobody else is touched
    const options = await endings.browser.page('extension/pages/options/options.html#services');
    await options.getByText('alice was removed here.').waitFor();
    await options.getByText('It was interrupted, and finished now.').waitFor();
    await options.getByRole('button', { name: 'Hide this note' }).click();
    await endings.quiet();
    survived('Removal', stepOf(checkpoint), 'resumed');
  },
);

test.each(each)('revocation at $service, $checkpoint: asked for again, and told', async ({ service, checkpoint }) => {
  await killedAt(checkpoint, 'accounts.revoke', ids[service]);
  expect(await endings.ended()).toMatchObject({ kind: 'revoke', state: 'done', ended: [{ revoked: 'revoked', wiped: false }] });
  expect(await endings.account(ids[service])).toMatchObject({ state: 'revoked' });
  expect((await endings.live()).filter((one) => one.startsWith(service))).toEqual([]);
  survived('Revocation', stepOf(checkpoint), 'resumed');
});

test('a removal whose second try the service refuses: wiped all the same, with what it said', async () => {
  await killedAtRefusal('accounts.remove');
  expect(await endings.ended()).toMatchObject({
    kind: 'remove',
    state: 'done',
    ended: [{ revoked: 'failed', wiped: true, problem: { code: 'service_error', status: 500 } }],
  });
  expect(await endings.account(ids.files)).toBeUndefined();
  survived('Removal', 'refused', 'service_error');
});

test('a revocation whose second try the service refuses: the account stays as it is, with what it said', async () => {
  await killedAtRefusal('accounts.revoke');
  expect(await endings.ended()).toMatchObject({
    kind: 'revoke',
    state: 'failed',
    problem: { code: 'service_error', status: 500 },
    ended: [{ revoked: 'failed', wiped: false }],
  });
  expect(await endings.account(ids.files)).toMatchObject({ state: 'fine' });
  const options = await endings.browser.page('extension/pages/options/options.html#accounts');
  await options.getByText('The access was not ended.').waitFor();
  survived('Revocation', 'refused', 'service_error');
});

async function killedAtRefusal(own: 'accounts.remove' | 'accounts.revoke'): Promise<void> {
  const hold = await holdWorker(endings.browser, 'revoke:journalled');
  const asked = ownCall(endings.desk, own, { id: ids.files }).catch((error: Error) => error.message);
  await hold.reached();
  endings.world.files.faults.always('POST /revoke', { respond: { status: 500 } });
  await endings.browser.stopWorker();
  await asked;
}

test('a worker that dies of it each time: given up after the third, with what is left', async () => {
  await killedAt('revoke:journalled', 'accounts.remove', ids.files);
  for (let time = 1; time < 3; time++) await diesAgain();
  expect(await endings.ended()).toMatchObject({
    kind: 'remove',
    state: 'failed',
    interrupted: true,
    problem: { code: 'action_interrupted' },
    ended: [{ label: 'alice', revoked: 'failed', wiped: false }],
  });
  expect(await endings.account(ids.files)).toMatchObject({ state: 'fine' });
  survived('Removal', 'dying', 'action_interrupted');
});

/** The service holds the answer, so that the next life is stopped while it asks. */
async function diesAgain(): Promise<void> {
  let release = (): void => undefined;
  const hold = new Promise<void>((resolve) => (release = resolve));
  const { reached } = endings.world.files.faults.next('POST /revoke', { hold, when: 'before' });
  await endings.overview(); // wakes it
  await reached;
  await endings.browser.stopWorker();
  release();
}

const everywhere = [
  ['asking', 'revoke:journalled'],
  ['answered', 'revoke:answered'],
  ['wiped', 'forget:wiped'],
  ['cleared', 'forget:cleared'],
] as const;

test.each(everywhere)('everything, %s: forgotten by the next life, and every token is dead', async (step, checkpoint) => {
  await endings.withKey();
  await endings.withConnector();
  const hold = await holdWorker(endings.browser, checkpoint);
  await ownCall(endings.desk, 'forget.everything', {});
  await killAt(endings.browser, hold);
  const action = await endings.ended();
  expect(action).toMatchObject({ kind: 'forget', state: 'done', interrupted: true, done: 5, total: 5 });
  expect(action.ended?.map(({ revoked }) => revoked)).toEqual(['unsupported', 'unsupported', 'unsupported']);
  expect(await endings.live()).toEqual([]);
  await endings.expectNothingHere();
  survived('Forget everything', step, 'resumed');
});

test('everything, wanted while the vault was locked: no service is asked, and each is told as not revoked', async () => {
  const hold = await holdWorker(endings.browser, 'revoke:journalled');
  const id = await ownCall(endings.desk, 'forget.everything', {});
  await killAt(endings.browser, hold);
  const rows = await endings.rows('actions');
  await endings.desk.evaluate(putAction, { ...rows[0], unasked: true }); // as it is written while locked
  const action = await endings.ended();
  expect(action).toMatchObject({ id, state: 'done', done: 2 });
  expect(action.ended?.every(({ revoked, problem }) => revoked === 'failed' && problem?.code === 'locked')).toBe(true);
  expect((await endings.live()).length).toBeGreaterThan(0);
  await endings.expectNothingHere();
});

/** Runs in a page of ours. */
function putAction(row: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('countersign');
    opening.onsuccess = () => {
      const writing = opening.result.transaction('actions', 'readwrite');
      writing.objectStore('actions').put(row);
      writing.oncomplete = () => {
        opening.result.close();
        resolve();
      };
      writing.onerror = () => reject(writing.error ?? new Error('not written'));
    };
  });
}
