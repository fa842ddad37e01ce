/** What wrong tries cost, and that no clock makes them free or endless. */
import { expect, test } from 'vitest';
import { dueAt, pauseAfter } from '../../../src/vault/tries';

test('two wrong tries cost nothing; from the third on the pause doubles, up to five minutes', () => {
  const pauses = Array.from({ length: 14 }, (_, wrong) => pauseAfter(wrong));
  expect(pauses).toEqual([0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
  expect(pauseAfter(10_000)).toBe(300);
});

test('the pause counts from the last wrong try', () => {
  expect(dueAt(2, 1000, 1000)).toBe(1000);
  expect(dueAt(3, 1000, 1500)).toBe(3000);
  expect(dueAt(20, 1000, 200_000)).toBe(301_000);
});

test('a clock that was set back makes nobody wait for longer than the pause', () => {
  expect(dueAt(4, 1_000_000_000, 5000)).toBe(9000);
});
