/** The long tests, `npm run test:long`: not part of `npm test`, because a gigabyte takes its time. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { __TEST_HOOKS__: 'false' },
  test: {
    include: [
      'test/long/**/*.test.ts',
      'test/e2e/{sign-in-failures,kill,kill-turns,entered,oauth2-renewal-faults,oauth2-vendors,oauth2-ways}.test.ts',
    ],
    env: { TEST_LONG: '1' },
    globalSetup: ['test/harness/global-setup.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
