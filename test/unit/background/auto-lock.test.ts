/** When the vault locks by itself, when it is put off, and that the browser is listened to only where it is needed. */
import { beforeEach, describe, expect, test } from 'vitest';
import { decide, makeAutoLock, type AutoLock, type Sight } from '../../../extension/background/auto-lock';
import type { LockView, WhyLocked } from '../../../src/core/lock';
import type { Presence } from '../../../src/core/ports';

const minute = 60_000;
const chosen = { minutes: 15, onSystemLock: true };
const sight = (change: Partial<Sight> = {}): Sight => ({
  now: 1000 * minute,
  presence: 'active',
  late: 0,
  signingIn: false,
  putOff: undefined,
  ...change,
});

describe('the decision', () => {
  test.each<[string, Partial<typeof chosen>, Partial<Sight>, ReturnType<typeof decide>]>([
    ['somebody is there', {}, {}, 'stay-open'],
    ['nobody is there', {}, { presence: 'idle' }, { lock: 'idle' }],
    ['never by itself', { minutes: 0 }, { presence: 'idle' }, 'stay-open'],
    ['the computer is locked', {}, { presence: 'locked' }, { lock: 'system' }],
    ['the computer is locked, in a sign-in', {}, { presence: 'locked', signingIn: true }, { lock: 'system' }],
    ['the computer is locked, no minutes', { minutes: 0 }, { presence: 'locked' }, { lock: 'system' }],
    ['a locked computer does not count: from now on', { onSystemLock: false }, { presence: 'locked' }, { until: 1015 * minute }],
    [
      'a locked computer does not count, its time is over',
      { onSystemLock: false },
      { presence: 'locked', putOff: 985 * minute },
      { lock: 'idle' },
    ],
    ['never, and a locked computer does not count', { minutes: 0, onSystemLock: false }, { presence: 'locked' }, 'stay-open'],
    ['in a sign-in', {}, { presence: 'idle', signingIn: true }, { until: 1015 * minute }],
    ['in a sign-in for a while', {}, { presence: 'idle', signingIn: true, putOff: 990 * minute }, { until: 1005 * minute }],
    ['in a sign-in for too long', {}, { presence: 'idle', signingIn: true, putOff: 985 * minute }, { lock: 'idle' }],
    ['put off, and the sign-in is over', {}, { presence: 'idle', putOff: 999 * minute }, { lock: 'idle' }],
    ['the computer slept', {}, { late: 15 * minute }, { lock: 'idle' }],
    ['an alarm was a little late', {}, { late: 14 * minute }, 'stay-open'],
    ['the computer slept, but never by itself', { minutes: 0 }, { late: 600 * minute }, 'stay-open'],
  ])('%s', (_, settings, change, expected) => {
    expect(decide({ ...chosen, ...settings }, sight(change))).toEqual(expected);
  });

  test('a browser that does not tell of the computer’s lock', () => {
    expect(decide({ minutes: 15 }, sight({ presence: 'idle' }))).toEqual({ lock: 'idle' });
  });
});

describe('the watch', () => {
  let view: LockView;
  let presence: Presence;
  let signingIn: boolean;
  let now: number;
  let locked: WhyLocked[];
  let heard: (number | 'deaf')[];
  let rhythm: unknown[];
  let since: number | undefined;
  let autoLock: AutoLock;

  beforeEach(() => {
    view = { state: 'unlocked', passkeys: [], minutes: 15, onSystemLock: true, waiting: [] };
    [presence, signingIn, now, locked, heard, rhythm, since] = ['active', false, 1000 * minute, [], [], [], undefined];
    autoLock = makeAutoLock({
      vault: {
        lockView: async () => view,
        lock: async (why) => {
          locked.push(why);
          view = { ...view, state: 'locked' };
        },
      },
      clock: { now: () => now },
      idle: {
        state: async () => presence,
        listen: (seconds) => heard.push(seconds),
        deafen: () => heard.push('deaf'),
      },
      memory: {
        read: async () => since,
        write: async (value) => void (since = value),
      },
      signingIn: async () => signingIn,
      wakeEvery: async (...told) => void rhythm.push(told),
    });
  });

  test('without a passphrase, the browser is not listened to, and nothing wakes the worker', async () => {
    view = { ...view, state: 'none' };
    presence = 'idle';
    await autoLock.look();
    await autoLock.look();
    expect([heard, rhythm, locked]).toEqual([['deaf'], [[undefined]], []]);
  });

  test('with one, it is: by the time that the user chose, told once, and anew where the user chose another', async () => {
    await autoLock.look();
    await autoLock.look();
    view = { ...view, minutes: 5 };
    await autoLock.look();
    view = { ...view, minutes: 0 };
    await autoLock.look();
    view = { ...view, onSystemLock: false };
    await autoLock.look();
    expect(heard).toEqual([900, 300, 60, 'deaf']);
    expect(rhythm).toEqual([[15], [15], [5], [undefined], [undefined]]);
    expect(locked).toEqual([]);
  });

  test('it locks once, and listens no more; open again, it listens again', async () => {
    await autoLock.look();
    presence = 'idle';
    await Promise.all([autoLock.look(), autoLock.look()]);
    expect(locked).toEqual(['idle']);
    expect(heard).toEqual([900, 'deaf']);
    view = { ...view, state: 'unlocked' };
    presence = 'active';
    await autoLock.look();
    expect(heard).toEqual([900, 'deaf', 900]);
  });

  test('a sign-in puts it off, once, for its own time; then it locks', async () => {
    presence = 'idle';
    signingIn = true;
    await autoLock.look();
    now += 7 * minute;
    await autoLock.look();
    expect(rhythm.filter((told) => (told as unknown[]).length === 2 && (told as unknown[])[1] !== undefined)).toEqual([
      [15, 1015 * minute],
    ]);
    expect([locked, since]).toEqual([[], 1000 * minute]);
    now += 8 * minute;
    await autoLock.look();
    expect(locked).toEqual(['idle']);
    await autoLock.look();
    expect(since).toBeUndefined();
  });

  test('a user who has come back begins the time anew', async () => {
    presence = 'idle';
    signingIn = true;
    await autoLock.look();
    presence = 'active';
    await autoLock.look();
    expect([locked, since]).toEqual([[], undefined]);
  });

  test('an alarm that comes late by the whole time tells that the computer slept', async () => {
    await autoLock.look(now - 15 * minute);
    expect(locked).toEqual(['idle']);
  });
});
