/** Times as people say them. */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { ago, ahead, amount, clock, date, duration, moment, took } from '../../extension/pages/shared/times';
import { stage } from './gallery/browser-stub';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

const minute = 60_000;
const hour = 60 * minute;
const now = new Date(2026, 10, 21, 13, 47).getTime();
const at = (...parts: [number, number, number, number?, number?]): number => new Date(...parts).getTime();

beforeAll(() => {
  stage.language = 'en-GB';
});

describe('ahead', () => {
  test.each([
    [now + 12 * minute, 'in 12 mins'],
    [now + 20_000, 'in 1 min'],
    [now + 59 * minute, 'in 59 mins'],
    [now + hour, 'today 14:47'],
    [at(2026, 10, 21, 23, 59), 'today 23:59'],
    [at(2026, 10, 22, 14, 10), 'tomorrow 14:10'],
    [at(2026, 10, 28, 9), '28 Nov'],
    [at(2027, 0, 3), '3 Jan 2027'],
    [now - 1, 'now'],
  ])('%s is %s', (instant, said) => expect(ahead(instant, now)).toBe(said));
});

describe('ago', () => {
  test.each([
    [now - 20_000, 'now'],
    [now - 2 * minute, '2 mins ago'],
    [now - 2 * hour, '2 hrs ago'],
    [at(2026, 10, 20, 13), 'yesterday'],
    [at(2026, 10, 15, 22), '6 days ago'],
    [at(2026, 9, 3), '3 Oct'],
    [at(2025, 9, 3), '3 Oct 2025'],
  ])('%s is %s', (instant, said) => expect(ago(instant, now)).toBe(said));

  test('a late evening is not yesterday a few hours later', () => {
    expect(ago(at(2026, 10, 20, 23), at(2026, 10, 21, 1))).toBe('2 hrs ago');
  });
});

test('an instant near midnight belongs to its own day', () => {
  expect(moment(at(2026, 10, 22, 0, 5), at(2026, 10, 21, 23, 58))).toBe('tomorrow 00:05');
});

test('amounts and answers take their largest sensible unit', () => {
  expect(amount(40_000)).toBe('40 secs');
  expect(amount(9 * minute + 20_000)).toBe('9 mins');
  expect(amount(50 * hour)).toBe('2 days');
  expect(took(84)).toBe('84 ms');
  expect(took(1200)).toBe('1.2 secs');
});

test('days that have passed are counted as the language does it', () => {
  stage.language = 'de';
  expect(ago(at(2026, 10, 15, 22), now)).toBe('vor 6 Tagen');
  stage.language = 'en-GB';
});

test.each([
  ['en-GB', '14:10', '28 Nov'],
  ['de-AT', '14:10', '28. Nov.'],
  ['en-US', '2:10\u00A0PM', 'Nov 28'],
  // There are no French texts, and so no French dates beside English texts.
  ['fr-FR', '2:10\u00A0PM', 'Nov 28'],
])('the texts’ language decides, by the habits of the reader’s region: %s', (language, time, day) => {
  stage.language = language;
  expect(clock(at(2026, 10, 21, 14, 10))).toBe(time);
  expect(date(at(2026, 10, 28), now)).toBe(day);
  stage.language = 'en-GB';
});

describe('duration', () => {
  test.each([
    [0, '0 secs'],
    [12_900, '12 secs'],
    [252_000, '4 mins 12 secs'],
    [hour, '1 hr'],
    [hour + 12_000, '1 hr'],
    [25 * hour, '1 day 1 hr'],
    [26.5 * hour, '1 day 2 hrs'],
  ])('%s is %s', (length, said) => expect(duration(length)).toBe(said));
});
