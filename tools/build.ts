/** Builds everything that people use: the extension for each browser and the client for pages. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
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
  await run(vite, ['build', '--logLevel', 'warn'], env);
  return path.resolve(`dist/${browser}${hooks ? '-test' : ''}`);
}

/** Builds the client that a page imports, with its types beside it. @returns its file */
export async function buildClient(): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: 'dist/client',
      target: 'es2022',
      rollupOptions: { output: { minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } } } },
      lib: {
        entry: 'src/client/countersign.ts',
        name: 'Countersign',
        formats: ['es', 'iife'],
        fileName: (format) => (format === 'es' ? 'countersign.js' : 'countersign.classic.js'),
      },
    },
  });
  const tsc = path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  await run(tsc, ['-p', 'src/client/tsconfig.types.json'], process.env);
  writeFileSync('dist/client/countersign.d.ts', "export * from './types/client/countersign';\n");
  return path.resolve('dist/client/countersign.js');
}

/** Runs one of our tools' scripts. @throws Error with its output when it fails */
async function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`${path.basename(script)} ${args.join(' ')} failed.\n${output}`);
}

/** `npm run build`. */
export async function main(): Promise<void> {
  console.log(`Chromium: ${await buildExtension('chromium')}`);
  console.log(`Firefox:  ${await buildExtension('firefox')}`);
  console.log(`Client:   ${await buildClient()}`);
}
