/** An update waits for what is under way, comes in when nothing is, and is not tried without end. */
import { beforeEach, expect, test } from 'vitest';
import { makeUpdates, type UnderWay, type Updates } from '../../../extension/background/waiting-update';

const idle: UnderWay = { 'sign-in': false, renewal: false, call: false, action: false, page: false };
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

let busy: UnderWay[];
let kept: string | undefined;
let wakes: boolean[];
let reloads: number;
let tell: (version: string) => void;

/** @param underWay what is found at each look; the last one stays */
function start(...underWay: Partial<UnderWay>[]): Updates {
  busy = underWay.map((some) => ({ ...idle, ...some }));
  return makeUpdates({
    runtime: { version: '1.0.0', onUpdate: (listener) => (tell = listener), reload: () => (reloads += 1) },
    memory: {
      read: async () => kept,
      write: async (version) => void (kept = version),
    },
    underWay: async () => (busy.length > 1 ? busy.shift() : busy[0]) ?? idle,
    wakeWhile: async (needed) => void wakes.push(needed),
  });
}

beforeEach(() => {
  [kept, wakes, reloads] = [undefined, [], 0];
});

test('nothing is under way: it comes in at once', async () => {
  const updates = start({});
  expect(updates.waiting()).toBeUndefined();
  tell('1.1.0');
  await settled();
  expect(reloads).toBe(1);
  expect([kept, wakes.at(-1)]).toEqual([undefined, false]);
});

test.each(Object.keys(idle) as (keyof UnderWay)[])('%s: it waits, and comes in when that has ended', async (name) => {
  const updates = start({ [name]: true });
  tell('1.1.0');
  await settled();
  expect(updates.waiting()).toEqual({ version: '1.1.0', waitsFor: [name] });
  expect([reloads, kept, wakes.at(-1)]).toEqual([0, '1.1.0', true]);
  busy = [idle];
  await updates.check();
  expect(reloads).toBe(1);
});

test('it names everything that it waits for', async () => {
  const updates = start({ call: true, renewal: true });
  tell('1.1.0');
  await settled();
  expect(updates.waiting()?.waitsFor).toEqual(['renewal', 'call']);
});

test('what begins at the last moment is waited for too', async () => {
  const updates = start({}, { call: true });
  tell('1.1.0');
  await settled();
  expect(reloads).toBe(0);
  expect(updates.waiting()).toEqual({ version: '1.1.0', waitsFor: ['call'] });
  expect([kept, wakes.at(-1)]).toEqual(['1.1.0', true]);
});

test('without an update, nobody looks', async () => {
  const updates = start({ call: true });
  await updates.check();
  expect([busy.length, wakes, updates.waiting()]).toEqual([1, [], undefined]);
});

test('the worker’s next life goes on waiting', async () => {
  kept = '1.1.0';
  const updates = start({ action: true });
  await settled();
  expect(updates.waiting()).toEqual({ version: '1.1.0', waitsFor: ['action'] });
  busy = [idle];
  await updates.check();
  expect(reloads).toBe(1);
});

test('an update that is in is not waited for', async () => {
  kept = '1.0.0';
  const updates = start({});
  await settled();
  expect([reloads, kept, wakes.at(-1), updates.waiting()]).toEqual([0, undefined, false, undefined]);
});
