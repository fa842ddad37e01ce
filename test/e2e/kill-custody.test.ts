/** One death in each act of custody, where it could do most harm. Every step of each is in `kill-reseal`, `kill-backup` and `kill-endings`. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActionKind } from '../../src/core/action';
import type { Checkpoint } from '../../src/core/checkpoint';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { kdf, key, restoreAll } from './support/backups';
import { openBench, type Bench } from './support/bench';
import { cutOff, holdWorker, killAt } from './support/hold';
import { databases, derived } from './support/passphrase';
import { signsIn } from './support/user';

let bench: Bench;
let photos: string;
let files: string;

beforeAll(async () => {
  bench = await openBench();
  photos = await signsIn(bench, 'practice-photos', 'alice');
  files = await signsIn(bench, 'practice-files', 'bob');
}, 120_000);
afterAll(() => bench?.close());

/** Whoever asked is told that the worker has gone. */
async function cut(checkpoint: Checkpoint, act: () => Promise<unknown>): Promise<void> {
  const hold = await holdWorker(bench.browser, checkpoint);
  const asked = act().catch((error: Error) => error.message);
  await killAt(bench.browser, hold);
  expect(await asked).toMatch(cutOff(bench.browser));
}
/** The act of this kind, once the next life has seen to it. */
const ended = (kind: ActionKind) =>
  poll(async () => {
    const action = (await bench.overview()).actions.find((one) => one.kind === kind);
    return action?.state === 'running' ? undefined : action;
  }, 'the cut act to be closed');
const accounts = async () => (await bench.overview()).accounts.map(({ label, state }) => `${label} ${state}`).toSorted();

test('a passphrase: everything is sealed anew but not declared whole, so all is as before, and told', async () => {
  await cut('reseal:copied', () => ownCall(bench.desk, 'lock.set', { next: derived() }));
  const { id, ...action } = await ended('reseal');
  expect(action).toMatchObject({ state: 'failed', problem: { code: 'action_interrupted' } });
  expect((await bench.overview()).lock.state).toBe('none');
  expect(await accounts()).toEqual(['alice fine', 'bob fine']);
  await poll(async () => (await databases(bench.desk)).join() === 'countersign', 'the unfinished database to go');
  await ownCall(bench.desk, 'actions.dismiss', { id });
});

test('a backup: its file is opened and nothing written, so nothing of it is here; restored again, it is whole', async () => {
  const { text } = await ownCall(bench.desk, 'backup.make', { kdf, key });
  await ownCall(bench.desk, 'accounts.remove', { id: photos });
  await cut('import:read', () => restoreAll(bench.desk, text));
  expect(await accounts()).toEqual(['bob fine']);
  expect(await restoreAll(bench.desk, text)).toMatchObject({ accounts: 1 });
  expect(await accounts()).toEqual(['alice fine', 'bob fine']);
});

test('a removal: the service has ended the access and nothing is wiped; the next life wipes it, and tells', async () => {
  await cut('revoke:answered', () => ownCall(bench.desk, 'accounts.remove', { id: files }));
  expect(await ended('remove')).toMatchObject({ state: 'done', ended: [{ label: 'bob', revoked: 'revoked', wiped: true }] });
  expect(await accounts()).toEqual(['alice fine']);
});
