/** Builds the extension for a test, once for all test files of a run. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Resolves to the folder of the unpacked extension. A build made in this process or in one of its ancestors is used again.
 *
 * @param hooks whether the test hooks are built in (`dist/<browser>-test`).
 * @throws Error with everything the build printed, if it failed.
 */
export async function buildExtension(browser: 'chromium' | 'firefox', hooks: boolean): Promise<string> {
  const name = `${browser}${hooks ? '-test' : ''}`;
  const folder = path.join(ROOT, 'dist', name);
  // The environment is inherited by the processes in which the test files run.
  const mark = `COUNTERSIGN_BUILT_${name.replace('-', '_').toUpperCase()}`;
  if (process.env[mark]) return folder;
  await build({ BROWSER: browser, HOOKS: hooks ? 'test' : '' }, name);
  process.env[mark] = '1';
  return folder;
}

async function build(wishes: Readonly<Record<string, string>>, name: string): Promise<void> {
  // The test runner's own mode and flags must not reach the build.
  const env = { ...process.env, NODE_ENV: 'production', VITEST: undefined, ...wishes };
  const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code !== 0) throw new Error(`The build of ${name} failed:\n${printed}`);
}
