/** Calls that meet a locked vault: who waits, for how long, how many, and what ends it. */
import { beforeEach, expect, test } from 'vitest';
import type { Caller } from '../../../src/core/words';
import { longestQueue, makeTurns, type Turns } from '../../../src/gateway/turns';
import { makeWaitingCalls, type WaitingCalls } from '../../../src/gateway/waiting';

const site: Caller = { kind: 'site', origin: 'https://one.test' };
const other: Caller = { kind: 'site', origin: 'https://two.test' };
const never = new AbortController().signal;
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** A vault that opens when it is told to, as the real one does. */
class Vault {
  locked = true;
  changes = 0;
  #openers: (() => void)[] = [];
  isLocked = () => Promise.resolve(this.locked);
  changed = () => void (this.changes += 1);
  opened = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      this.#openers.push(resolve);
    });
  open(): void {
    this.locked = false;
    for (const open of this.#openers.splice(0)) open();
  }
}

let vault: Vault;
let turns: Turns;
let waiting: WaitingCalls;

beforeEach(() => {
  vault = new Vault();
  turns = makeTurns(
    () => false,
    () => 0,
  );
  waiting = makeWaitingCalls(vault, turns);
});

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => value,
    (error: { code?: string; name?: string }) => error.code ?? error.name,
  );

test('an open vault keeps nobody waiting, and nobody is counted', async () => {
  vault.locked = false;
  expect(await waiting.untilOpen(site, 'wait', never)).toBe(false);
  expect([waiting.list(), vault.changes]).toEqual([[], 0]);
});

test('who waits is counted by caller, and goes on when the vault opens', async () => {
  const calls = [site, site, other].map((caller) => waiting.untilOpen(caller, undefined, never));
  await settled();
  expect(waiting.list()).toEqual([
    { caller: site, calls: 2 },
    { caller: other, calls: 1 },
  ]);
  expect(vault.changes).toBe(3);
  vault.open();
  expect(await Promise.all(calls)).toEqual([true, true, true]);
  expect([waiting.list(), vault.changes]).toEqual([[], 6]);
});

test('who does not want to wait, and our own pages, fail at once', async () => {
  expect(await codeOf(waiting.untilOpen(site, 'fail', never))).toBe('locked');
  expect(await codeOf(waiting.untilOpen({ kind: 'own' }, 'wait', never))).toBe('locked');
  expect([waiting.list(), vault.changes]).toEqual([[], 0]);
});

test('an end from outside ends the waiting with its reason, also one that came before', async () => {
  const aborter = new AbortController();
  const call = codeOf(waiting.untilOpen(site, 'wait', aborter.signal));
  await settled();
  expect(waiting.list()).toHaveLength(1);
  aborter.abort(Object.assign(new Error('over'), { code: 'permit_ended' }));
  expect(await call).toBe('permit_ended');
  expect(waiting.list()).toEqual([]);
  expect(await codeOf(waiting.untilOpen(site, 'wait', aborter.signal))).toBe('permit_ended');
  expect(waiting.list()).toEqual([]);
});

test('the longest time over, a call fails with locked', async () => {
  waiting = makeWaitingCalls(vault, turns, 20);
  expect(await codeOf(waiting.untilOpen(site, 'wait', never))).toBe('locked');
  expect(waiting.list()).toEqual([]);
});

test('what the vault itself says is told as it is', async () => {
  vault.opened = () => Promise.reject(Object.assign(new Error('lost'), { code: 'storage_lost' }));
  expect(await codeOf(waiting.untilOpen(site, 'wait', never))).toBe('storage_lost');
});

test('the queue of a caller has an end, together with those that wait for their turn; others have their own', async () => {
  const calls = Array.from({ length: longestQueue }, () => waiting.untilOpen(site, 'wait', never));
  await settled();
  expect(await codeOf(waiting.untilOpen(site, 'wait', never))).toBe('busy');
  const begun = [1, 2, 3, 4].map(() => turns.take('site:https://one.test', 'http://h1', never));
  await Promise.all(begun);
  expect(await codeOf(turns.take('site:https://one.test', 'http://h1', never))).toBe('busy');
  const neighbour = waiting.untilOpen(other, 'wait', never);
  await settled();
  expect(waiting.list().map((waiter) => waiter.calls)).toEqual([longestQueue, 1]);
  vault.open();
  await Promise.all([...calls, neighbour]);
  void turns.take('site:https://one.test', 'http://h1', never);
  expect(await codeOf(waiting.untilOpen(site, 'fail', never))).toBe(false);
});
