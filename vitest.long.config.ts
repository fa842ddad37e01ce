/** The long tests, `npm run test:long`: not part of `npm test`, because a gigabyte takes its time. */
import { defineConfig } from 'vitest/config';
import { longOnly } from './test/harness/long-only.ts';
import { MatrixReport } from './test/harness/matrix-report.ts';

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

export default defineConfig({
  define: { __TEST_HOOKS__: 'false' },
  test: {
    reporters: ['default', new MatrixReport()],
    include: ['test/long/**/*.test.ts', ...longOnly, ...thorough],
    env: { TEST_LONG: '1' },
    globalSetup: ['test/harness/global-setup.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
