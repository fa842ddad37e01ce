/** The table of scenarios and browsers: what passed, what failed, and what was not run says so. */
import { expect, test } from 'vitest';
import { tableOf } from './browser-table';
import { firefoxOnly } from './one-browser';

const fine = { passed: 6, failed: 0, skipped: 0, seconds: 21.4 };

test('each scenario stands in one line with both browsers', () => {
  const table = tableOf([
    { scenario: 'story', chromium: fine, firefox: { ...fine, passed: 5, skipped: 1 } },
    { scenario: 'calls', chromium: { ...fine, passed: 2, failed: 1 } },
  ]);
  expect(table.split('\n')).toEqual([
    'Scenario   Chromium                      Firefox',
    '──────────────────────────────────────────────────────────────',
    'story      ✓ 6 (21 s)                    ✓ 5, 1 skipped (21 s)',
    'calls      ✗ 1 failed, 2 passed (21 s)   not in this run',
  ]);
});

test('what is about one browser alone says so, and a Firefox that is not there is named with its reason', () => {
  const [alone = ''] = firefoxOnly.map((file) => file.replace('test/e2e/', '').replace('.test.ts', ''));
  expect(tableOf([{ scenario: alone, firefox: fine }])).toContain('about Firefox alone');
  expect(tableOf([{ scenario: 'story', chromium: fine }], 'None is installed.')).toMatch(
    /Firefox was skipped: None is installed\.$/,
  );
});

test('a file without any test is no success', () => {
  expect(tableOf([{ scenario: 'empty', chromium: { ...fine, passed: 0 } }])).toContain('no tests');
});
