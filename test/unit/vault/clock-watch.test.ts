/** A clock that is wrong for a minute wipes nothing; one that goes on for a day is believed. */
import { expect, test } from 'vitest';
import { watched, type ClockWatch } from '../../../src/vault/clock-watch';

const hour = 3_600_000;
const day = 24 * hour;
const year = 365 * day;
const start = Date.UTC(2026, 10, 21);

/** Looks at the clock at these times. @returns at which of them it was believed */
function believedAt(times: readonly number[]): number[] {
  let watch: ClockWatch | undefined;
  return times.filter((now) => {
    const { write, believed, ...next } = watched(watch, now);
    if (write) watch = next;
    return believed;
  });
}

test('after a day of looks it is believed, and stays so', () => {
  const times = [0, 6, 12, 23, 24, 30, 60].map((hours) => start + hours * hour);
  expect(believedAt(times)).toEqual(times.slice(4));
});

test('a year ahead for a minute, and back: nothing is wiped until a day after that', () => {
  const before = [0, 12, 24].map((hours) => start + hours * hour);
  const wrong = [start + year, start + year + 60_000];
  const after = [25, 36, 48, 50].map((hours) => start + hours * hour);
  expect(believedAt([...before, ...wrong, ...after])).toEqual([before[2], after[3]]);
});

test('set back by a year: believed again after a day', () => {
  expect(believedAt([start, start + day, start + day - year, start + 2 * day - year])).toEqual([
    start + day,
    start + 2 * day - year,
  ]);
});

test('a long absence counts as a jump: nobody can tell the two apart', () => {
  const back = start + 40 * day;
  expect(believedAt([start, start + day, back, back + 12 * hour, back + day])).toEqual([start + day, back + day]);
});

test('the small corrections of every clock are no jumps', () => {
  expect(believedAt([start, start + 12 * hour, start + 12 * hour - 60_000, start + day])).toEqual([start + day]);
});

test('it is not written at each look', () => {
  expect(watched({ since: start, last: start }, start + 60_000)).toEqual({
    since: start,
    last: start,
    write: false,
    believed: false,
  });
});
