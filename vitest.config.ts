/** The tests: units in Node, pages and end-to-end in real browsers. One file at a time where browsers run: two cores are few. */
import { defineConfig } from 'vitest/config';
import { longOnly } from './test/harness/long-only.ts';
import { LastLine } from './tools/report.ts';

const reporters = ['default', new LastLine()];
const common = { testTimeout: 30_000, hookTimeout: 120_000 };

export default defineConfig({
  define: { __TEST_HOOKS__: 'false' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    reporters,
    projects: [
      {
        extends: true,
        test: {
          ...common,
          name: 'unit',
          include: ['test/{unit,services}/**/*.test.ts', 'test/pages/*.test.ts', 'test/harness/{find-browser,report}.test.ts'],
          exclude: ['test/pages/{accessibility,catalogue-page,connect-page,health-page,lock-page,pages,services-page}.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'browser',
          include: [
            'test/{e2e,harness}/**/*.test.ts',
            'test/pages/{accessibility,catalogue-page,connect-page,health-page,lock-page,pages,services-page}.test.ts',
          ],
          exclude: ['test/harness/{find-browser,report}.test.ts', ...longOnly],
          fileParallelism: false,
          // One process for all files: each brings its own browser and keeps nothing in modules.
          isolate: false,
          globalSetup: ['test/harness/global-setup.ts'],
          testTimeout: 120_000,
          maxConcurrency: 2,
        },
      },
    ],
  },
});
