/** Builds everything that people use: the extension for each browser, and the entries of the package: client, signer, engine. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { buildLibrary } from './library';
import { run } from './run-script';

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
  await run(vite, ['build', '--logLevel', 'warn'], env);
  return path.resolve(`dist/${browser}${hooks ? '-test' : ''}`);
}

/** `npm run build`. */
export async function main(): Promise<void> {
  console.log(`Chromium: ${await buildExtension('chromium')}`);
  console.log(`Firefox:  ${await buildExtension('firefox')}`);
  const [client, oauth1, engine] = await buildLibrary();
  console.log(`Client:   ${client}`);
  console.log(`OAuth 1:  ${oauth1}`);
  console.log(`Engine:   ${engine}`);
}
