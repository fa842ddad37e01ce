/** Builds the package `countersign`: the client for pages, the OAuth 1.0a signer, and the engine for the backgrounds of other extensions. */
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'vite';
import { run } from './run-script';
import { settleTypes } from './types';

/** Builds the client that a page imports, with its types beside it. @param to where each library gets its folder @returns its file */
export async function buildClient(to = 'dist'): Promise<string> {
  const folder = path.join(to, 'client');
  await buildModule('src/client/countersign.ts', folder, 'countersign', 'Countersign');
  await writeTypes('src/client/tsconfig.types.json', folder);
  settleTypes(folder, { 'countersign.d.ts': 'client/countersign' });
  return path.resolve(folder, 'countersign.js');
}

/** Builds the OAuth 1.0a signer as a library of its own, with its types beside it. @returns its file */
export async function buildOAuth1(to = 'dist'): Promise<string> {
  const folder = path.join(to, 'oauth1');
  await buildModule('src/protocols/oauth1/library.ts', folder, 'countersign-oauth1');
  await buildModule('src/protocols/oauth1/explanation.ts', path.join(folder, 'explain'), 'countersign-oauth1-explain');
  await writeTypes('src/protocols/oauth1/tsconfig.types.json', folder);
  settleTypes(folder, {
    'countersign-oauth1.d.ts': 'protocols/oauth1/library',
    'explain/countersign-oauth1-explain.d.ts': 'protocols/oauth1/explanation',
  });
  return path.resolve(folder, 'countersign-oauth1.js');
}

/**
 * Builds the engine as a library: one file for each of the sources, so that who bundles it takes only what is used, and readable where a
 * debugger stops in it. The packages that it stands on stay imports. @returns its file
 */
export async function buildEngine(to = 'dist'): Promise<string> {
  const folder = path.join(to, 'engine');
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: true,
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
  await writeTypes('src/engine/tsconfig.types.json', folder);
  settleTypes(folder, { 'engine/library.d.ts': 'engine/library', 'admin/engine-page.d.ts': 'admin/engine-page' });
  return path.resolve(folder, 'engine/library.js');
}

/** Builds every entry of the package. What an earlier build left is not packed. @returns their files */
export async function buildLibrary(to = 'dist'): Promise<readonly string[]> {
  for (const name of ['client', 'oauth1', 'engine']) rmSync(path.join(to, name), { recursive: true, force: true });
  return [await buildClient(to), await buildOAuth1(to), await buildEngine(to)];
}

/** Builds one small, minified module. @param global the name that a classic script beside it defines, if there shall be one */
async function buildModule(entry: string, outDir: string, name: string, global?: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: true,
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

/** Writes the declarations of a project beside its library. */
async function writeTypes(project: string, folder: string): Promise<void> {
  const tsc = path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  await run(tsc, ['-p', project, '--outDir', path.resolve(folder, 'types')], process.env);
}

/** `prepack`: what `npm pack` puts into the package. */
export async function main(): Promise<void> {
  await buildLibrary();
}
