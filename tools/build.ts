/** Builds everything that people use: the extension for each browser, and the entries of the package: client, signer, engine. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'vite';
import { settleTypes } from './types';

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
  await buildModule('src/client/countersign.ts', 'dist/client', 'countersign', 'Countersign');
  await writeTypes('src/client/tsconfig.types.json');
  settleTypes('dist/client', { 'countersign.d.ts': 'client/countersign' });
  return path.resolve('dist/client/countersign.js');
}

/** Builds the OAuth 1.0a signer as a library of its own, with its types beside it. @returns its file */
export async function buildOAuth1(): Promise<string> {
  await buildModule('src/protocols/oauth1/library.ts', 'dist/oauth1', 'countersign-oauth1');
  await buildModule('src/protocols/oauth1/explanation.ts', 'dist/oauth1/explain', 'countersign-oauth1-explain');
  await writeTypes('src/protocols/oauth1/tsconfig.types.json');
  settleTypes('dist/oauth1', {
    'countersign-oauth1.d.ts': 'protocols/oauth1/library',
    'explain/countersign-oauth1-explain.d.ts': 'protocols/oauth1/explanation',
  });
  return path.resolve('dist/oauth1/countersign-oauth1.js');
}

/**
 * Builds the engine as a library: one file for each of the sources, so that who bundles it takes only what is used, and readable where a
 * debugger stops in it. The packages that it stands on stay imports. @returns its file
 */
export async function buildEngine(): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: 'dist/engine',
      target: 'es2022',
      minify: false,
      lib: { entry: ['src/engine/library.ts', 'src/admin/engine-page.ts'], formats: ['es'] },
      rollupOptions: {
        external: (name) => !name.startsWith('.') && !path.isAbsolute(name),
        output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
      },
    },
    define: { __TEST_HOOKS__: 'false' },
  });
  await writeTypes('src/engine/tsconfig.types.json');
  settleTypes('dist/engine', { 'engine/library.d.ts': 'engine/library', 'admin/engine-page.d.ts': 'admin/engine-page' });
  return path.resolve('dist/engine/engine/library.js');
}

/** Builds every entry of the package. */
export async function buildLibrary(): Promise<readonly string[]> {
  rmSync('dist/client', { recursive: true, force: true }); // what an earlier build left would be packed
  rmSync('dist/oauth1', { recursive: true, force: true });
  rmSync('dist/engine', { recursive: true, force: true });
  return [await buildClient(), await buildOAuth1(), await buildEngine()];
}

/** Builds one small, minified module. @param global the name that a classic script beside it defines, if there shall be one */
async function buildModule(entry: string, outDir: string, name: string, global?: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir,
      target: 'es2022',
      rollupOptions: {
        output: {
          comments: { annotation: false },
          minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
        },
      },
      lib: {
        entry,
        ...(global !== undefined && { name: global }),
        formats: global === undefined ? ['es'] : ['es', 'iife'],
        fileName: (format) => (format === 'es' ? `${name}.js` : `${name}.classic.js`),
      },
    },
  });
}

async function writeTypes(project: string): Promise<void> {
  const tsc = path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  await run(tsc, ['-p', project], process.env);
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
  const [client, oauth1, engine] = await buildLibrary();
  console.log(`Client:   ${client}`);
  console.log(`OAuth 1:  ${oauth1}`);
  console.log(`Engine:   ${engine}`);
}
