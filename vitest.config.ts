/** The tests: units in Node, pages and end-to-end in real browsers. One file at a time where browsers run: two cores are few. */
import { defineConfig } from 'vitest/config';
import { BrowserTable } from './test/harness/browser-table.ts';
import { findFirefox } from './tools/find-firefox.ts';
import { chromiumOnly, firefoxOnly } from './test/harness/one-browser.ts';
import { longInFirefox, longOnly } from './test/harness/long-only.ts';
import { LastLine } from './tools/report.ts';

/** Tests of pages that need a browser. */
const inPages = 'test/pages/{*-page,pages,accessibility}.test.ts';
const common = { testTimeout: 30_000, hookTimeout: 120_000 };
const browsers = {
  ...common,
  fileParallelism: false,
  sequence: { groupOrder: 1 }, // after the units, which run side by side
  // One process for all files: each brings its own browser and keeps nothing in modules.
  isolate: false,
  globalSetup: ['test/harness/global-setup.ts'],
  testTimeout: 120_000,
  maxConcurrency: 2,
};

/** Without a Firefox its project is left out, which the table at the end says. */
const firefox = await findFirefox({ install: !process.argv.includes('unit') });
const table = new BrowserTable(firefox.found ? '' : firefox.notes.join(' '));

export default defineConfig({
  define: { __TEST_HOOKS__: 'false' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    reporters: ['default', table, new LastLine()],
    projects: [
      {
        extends: true,
        test: {
          ...common,
          name: 'unit',
          maxWorkers: '100%', // of the cores
          include: [
            'test/{unit,services}/**/*.test.ts',
            'test/pages/*.test.ts',
            'test/harness/{browser-table,find-browser,report}.test.ts',
          ],
          exclude: [inPages],
        },
      },
      {
        extends: true,
        test: {
          ...browsers,
          name: 'chromium',
          provide: { browser: 'chromium' },
          include: ['test/{e2e,harness}/**/*.test.ts', inPages],
          exclude: ['test/harness/{browser-table,find-browser,report}.test.ts', ...firefoxOnly, ...longOnly],
        },
      },
      ...(firefox.found
        ? [
            {
              extends: true as const,
              test: {
                ...browsers,
                name: 'firefox',
                provide: { browser: 'firefox' as const },
                include: ['test/e2e/**/*.test.ts'],
                exclude: [...chromiumOnly, ...longOnly, ...longInFirefox],
              },
            },
          ]
        : []),
    ],
  },
});
