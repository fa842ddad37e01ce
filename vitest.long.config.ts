/** The long tests, `npm run test:long`: not part of `npm test`, because a gigabyte takes its time. */
import { defineConfig } from 'vitest/config';
import { BrowserTable } from './test/harness/browser-table.ts';
import { findFirefox } from './tools/find-firefox.ts';
import { longInFirefox, longOnly } from './test/harness/long-only.ts';
import { MatrixReport } from './test/harness/matrix-report.ts';
import { chromiumOnly, firefoxOnly } from './test/harness/one-browser.ts';

/** Of these, `npm test` takes one of each family. */
const thorough = [
  'entered',
  'kill',
  'kill-calls',
  'kill-streams',
  'kill-ways',
  'oauth1-ways',
  'oauth2-renewals',
  'oauth2-ways',
  'secrets',
  'sign-in-failures',
].map((name) => `test/e2e/${name}.test.ts`);

const common = {
  env: { TEST_LONG: '1' },
  globalSetup: ['test/harness/global-setup.ts'],
  fileParallelism: false,
  maxConcurrency: 2,
  testTimeout: 600_000,
  hookTimeout: 120_000,
};

/** Without a Firefox its project is left out, which the table at the end says. */
const firefox = await findFirefox({ install: !process.argv.includes('unit') });
const table = new BrowserTable(firefox.found ? '' : firefox.notes.join(' '));

export default defineConfig({
  define: { __TEST_HOOKS__: 'false' },
  test: {
    reporters: ['default', table, new MatrixReport()],
    projects: [
      {
        extends: true,
        test: {
          ...common,
          name: 'chromium',
          provide: { browser: 'chromium' },
          include: ['test/long/**/*.test.ts', ...longOnly, ...thorough],
          exclude: [...firefoxOnly],
        },
      },
      ...(firefox.found
        ? [
            {
              extends: true as const,
              test: {
                ...common,
                name: 'firefox',
                provide: { browser: 'firefox' as const },
                include: [
                  ...[...longOnly, ...thorough, ...longInFirefox].filter((file) => file.startsWith('test/e2e/')),
                  'test/harness/firefox-driver.test.ts',
                ],
                exclude: [...chromiumOnly],
              },
            },
          ]
        : []),
    ],
  },
});
