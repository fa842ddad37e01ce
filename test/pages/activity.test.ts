/** The pure parts of the Activity page: its periods, the chart's measures, the exported file, and its address. */
import { describe, expect, test, vi } from 'vitest';
import { activityCsv } from '../../extension/pages/options/activity-csv';
import { boundsOf } from '../../extension/pages/options/activity-period';
import { answerWords } from '../../extension/pages/options/activity-words';
import { gridOf, inksOf, labelEvery } from '../../extension/pages/options/chart-scale';
import { readView, writeView, type View } from '../../extension/pages/options/view';
import { alice, overview, present } from './gallery/fixtures';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

describe('periods', () => {
  test('days are the reader’s own, from midnight to midnight, today last', () => {
    for (const [period, bars] of [
      ['week', 7],
      ['month', 30],
    ] as const) {
      const bounds = boundsOf(period, present);
      expect(bounds).toHaveLength(bars + 1);
      expect(bounds.map((at) => new Date(at).toTimeString().slice(0, 8))).toEqual(bounds.map(() => '00:00:00'));
      expect(new Date(bounds.at(-2) ?? 0).toDateString()).toBe(new Date(present).toDateString());
    }
  });

  test('hours end with the running one', () => {
    const bounds = boundsOf('hours', present);
    expect(bounds).toHaveLength(25);
    expect(bounds.at(-2)).toBeLessThanOrEqual(present);
    expect(bounds.at(-1)).toBeGreaterThan(present);
    expect(bounds.slice(1).every((at, index) => at - (bounds[index] ?? 0) === 3_600_000)).toBe(true);
  });

  test('a day of 25 hours is one bar', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    const bounds = boundsOf('week', Date.UTC(2026, 9, 27, 12)); // summer time ended on 25 October
    const lengths = bounds.slice(1).map((at, index) => (at - (bounds[index] ?? 0)) / 3_600_000);
    vi.unstubAllEnvs();
    expect(lengths).toEqual([24, 24, 24, 24, 25, 24, 24]);
  });
});

describe('the chart', () => {
  test.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [2, [0, 1, 2]],
    [7, [0, 5, 10]],
    [19, [0, 10, 20]],
    [264, [0, 100, 200, 300]],
    [50_000, [0, 20_000, 40_000, 60_000]],
  ])('%i calls stand before the lines %j', (highest, lines) => expect(gridOf(highest)).toEqual(lines));

  test('labels keep apart', () => {
    expect(labelEvery(30, 956, 52)).toBe(2);
    expect(labelEvery(7, 956, 52)).toBe(1);
    expect(labelEvery(30, 0, 52)).toBeGreaterThan(29);
  });

  test('a site keeps its ink, and no two have the same', () => {
    const known = new Map<string, number>();
    expect(inksOf(known, ['a', 'b', 'c', 'd'])).toEqual([1, 2, 3, 4]);
    expect(inksOf(known, ['d', 'a'])).toEqual([4, 1]);
    expect(inksOf(known, ['e', 'd', 'c', 'a'])).toEqual([2, 4, 3, 1]);
    expect(inksOf(known, ['b', 'e', 'x', 'y'])).toEqual([2, 1, 3, 4]);
  });
});

describe('the file', () => {
  const line = {
    id: 1,
    at: present,
    caller: { kind: 'site', origin: 'https://photos.example' },
    accountId: alice.id,
    method: 'GET',
    host: 'api.photos.test',
    path: '/v1/photos/*',
    answer: 200,
    took: 84,
    sent: 0,
    received: 1820,
    renewed: true,
  } as const;

  test('has a head, and a line for each call', () => {
    expect(activityCsv(overview, [line]).split('\r\n')).toEqual([
      'time,caller,service,account,method,host,path,answer,took_ms,sent_bytes,received_bytes,renewed',
      "2026-11-21T13:47:00.000Z,site:https://photos.example,Practice Photos,'@alice,GET,api.photos.test,/v1/photos/*,200,84,0,1820,yes",
      '',
    ]);
  });

  test('names from outside break no line and make no formula', () => {
    const label = '=HYPERLINK("https://evil.example","x")\n';
    const file = activityCsv({ ...overview, accounts: [{ ...alice, label }] }, [{ ...line, path: '/a,b' }]);
    expect(file).toContain(`,"'=HYPERLINK(""https://evil.example"",""x"")\n",GET,`);
    expect(file).toContain(',"/a,b",');
  });
});

describe('words', () => {
  test('our codes are told as refused, failed or stopped, with the reason', () => {
    const caller = { kind: 'site', origin: 'https://photos.example' } as const;
    expect(answerWords('outside_permit', caller)).toEqual({
      word: 'Refused',
      why: 'The permit of photos.example does not cover this',
    });
    expect(answerWords('network_failed', caller).word).toBe('Failed');
    expect(answerWords('aborted', caller)).toEqual({ word: 'Stopped' });
    expect(answerWords('of_a_later_version', caller)).toEqual({ word: 'Failed', why: 'of_a_later_version' });
  });
});

test.each<View>([
  { page: 'activity' },
  { page: 'accounts', id: 'a/1?x' },
  { page: 'activity', caller: 'site:https://a.example in https://b.example:8443 (Work & Ü)', account: 'a/1?&=' },
])('the address of %j leads back to it', (view) => expect(readView(writeView(view))).toEqual(view));
