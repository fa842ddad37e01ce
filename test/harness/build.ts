/** Builds the extension for a test, once for all test files of a run. */
import path from 'node:path';
import { buildExtension as build, type BrowserName } from '../../tools/build';

/**
 * Resolves to the folder of the unpacked extension. A build made in this process or in one of its ancestors is used again.
 *
 * @param hooks whether the test hooks are built in (`dist/<browser>-test`).
 * @throws Error with everything the build printed, if it failed.
 */
export async function buildExtension(browser: BrowserName, hooks: boolean): Promise<string> {
  const name = `${browser}${hooks ? '-test' : ''}`;
  // The environment is inherited by the processes in which the test files run.
  const mark = `COUNTERSIGN_BUILT_${name.replace('-', '_').toUpperCase()}`;
  if (!process.env[mark]) await build(browser, hooks);
  process.env[mark] = '1';
  return path.resolve('dist', name);
}
