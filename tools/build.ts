/** Builds everything that people use: the extension for each browser and the client for pages. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'vite';

export type BrowserName = 'chromium' | 'firefox';

/**
 * Builds the extension.
 * @param hooks whether the worker can be held at its checkpoints: for tests only
 * @returns the folder to load
 * @throws Error with the build's own output when it fails
 */
export async function buildExtension(browser: BrowserName, hooks = false): Promise<string> {
  const vite = path.join(path.dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  // The test runner's own mode and flags must not reach the build.
  const env = { ...process.env, NODE_ENV: 'production', VITEST: undefined, BROWSER: browser, HOOKS: hooks ? 'test' : '' };
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`The build for ${browser} failed.\n${output}`);
  return path.resolve(`dist/${browser}${hooks ? '-test' : ''}`);
}

/** Builds the client that a page imports. @returns its file */
export async function buildClient(): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: 'dist/client',
      target: 'es2022',
      minify: false,
      lib: { entry: 'src/client/countersign.ts', formats: ['es'], fileName: () => 'countersign.js' },
    },
  });
  return path.resolve('dist/client/countersign.js');
}

/** `npm run build`. */
export async function main(): Promise<void> {
  console.log(`Chromium: ${await buildExtension('chromium')}`);
  console.log(`Firefox:  ${await buildExtension('firefox')}`);
  console.log(`Client:   ${await buildClient()}`);
}
