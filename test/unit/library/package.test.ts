/** The package `countersign` as `npm pack` makes it: what is in it, that every resolver finds its way, and that nobody pays for what they do not use. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { publint } from 'publint';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packLibrary, type Packed } from '../../../tools/pack';

let home: string;
let packed: Packed;

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'countersign-library-'));
  packed = await packLibrary(home);
}, 120_000);
afterAll(() => rmSync(home, { recursive: true }));

const manifest = () => JSON.parse(readFileSync(path.join(packed.folder, 'package.json'), 'utf8')) as Record<string, unknown>;
/** All that is shipped of one kind, with its text. */
const shipped = (ending: string) =>
  packed.files
    .filter((file) => file.endsWith(ending))
    .map((file) => [file, readFileSync(path.join(packed.folder, file), 'utf8')] as const);

test('it holds the libraries, their types and their guides, and nothing else', () => {
  const others = packed.files.filter((file) => !/^dist\/engine\/[\w/.-]+\.js$|^dist\/\w+\/types\/[\w/-]+\.d\.ts$/.test(file));
  expect(others).toEqual([
    'LICENSE',
    'README.md',
    'dist/client/countersign.classic.js',
    'dist/client/countersign.d.ts',
    'dist/client/countersign.js',
    'dist/engine/admin/engine-page.d.ts',
    'dist/engine/engine/library.d.ts',
    'dist/oauth1/countersign-oauth1.d.ts',
    'dist/oauth1/countersign-oauth1.js',
    'dist/oauth1/explain/countersign-oauth1-explain.d.ts',
    'dist/oauth1/explain/countersign-oauth1-explain.js',
    'docs/client.md',
    'docs/engine.md',
    'docs/oauth1.md',
    'package.json',
  ]);
});

test('every file of the engine is led to by one of its entries', () => {
  const modules = shipped('.js').filter(([file]) => file.startsWith('dist/engine/'));
  const reached = new Set<string>();
  const follow = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    const [, text = ''] = modules.find(([name]) => name === file) ?? [];
    for (const [, to = ''] of text.matchAll(/(?:from|import)\s*\(?"(\.[^"]+)"/g))
      follow(path.posix.join(path.posix.dirname(file), to));
  };
  follow('dist/engine/engine/library.js');
  follow('dist/engine/admin/engine-page.js');
  expect(modules.map(([file]) => file).filter((file) => !reached.has(file))).toEqual([]);
});

test('it asks only for the packages that it imports', () => {
  const imported = shipped('.js').flatMap(([, text]) => [...text.matchAll(/\bfrom ?"([^."][^"]*)"/g)].map(([, name]) => name));
  expect([...new Set(imported)].toSorted()).toEqual(Object.keys(manifest()['dependencies'] as object).toSorted());
});

test('nothing of the tests or of the product’s own pages is in it', () => {
  for (const [file, text] of shipped('.js'))
    expect(text, file).not.toMatch(
      /__TEST_HOOKS__|countersignCheckpoint|connect\.html#ask|dangerouslySetInnerHTML|sourceMappingURL/,
    );
});

test('publint finds nothing, suggestions included', async () => {
  const tarball = readFileSync(packed.tarball);
  const pack = { tarball: tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength) };
  expect((await publint({ pack, strict: true })).messages).toEqual([]);
});

test('its types are found and right for every resolver that knows ES modules', () => {
  // There is no CommonJS in it: extensions are bundled or load modules, and Node 20.19 can `require` them.
  const cli = path.join(
    path.dirname(createRequire(import.meta.url).resolve('@arethetypeswrong/cli/package.json')),
    'dist/index.js',
  );
  const report = execFileSync(process.execPath, [cli, packed.tarball, '--profile', 'esm-only', '--format', 'json'], {
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  const { analysis } = JSON.parse(report) as { analysis: { entrypoints: object; problems: { resolutionKind?: string }[] } };
  expect(Object.keys(analysis.entrypoints).toSorted()).toEqual(Object.keys(manifest()['exports'] as object).toSorted());
  const ignored = new Set(['node10', 'node16-cjs']);
  expect(analysis.problems.filter(({ resolutionKind = '' }) => !ignored.has(resolutionKind))).toEqual([]);
});

describe('who imports one thing gets little more', () => {
  beforeAll(() => {
    const modules = path.join(home, 'node_modules');
    mkdirSync(modules);
    symlinkSync(packed.folder, path.join(modules, 'countersign'), 'dir');
    for (const name of Object.keys(manifest()['dependencies'] as object))
      symlinkSync(path.resolve('node_modules', name), path.join(modules, name), 'dir');
  });

  /** Bundles a module as the package's users do. */
  async function bundle(source: string): Promise<string> {
    const id = '\0user.js';
    const made = await build({
      configFile: false,
      root: home,
      logLevel: 'silent',
      publicDir: false,
      resolve: { preserveSymlinks: true },
      build: { write: false, target: 'es2022', rollupOptions: { input: 'user', preserveEntrySignatures: 'strict' } },
      plugins: [
        {
          name: 'user',
          resolveId: (name) => (name === 'user' ? id : undefined),
          load: (name) => (name === id ? source : undefined),
        },
      ],
    });
    const [output] = [made].flat();
    if (!output || !('output' in output)) throw new Error('nothing was built');
    return output.output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('\n');
  }

  const vault = /dexie/i;
  const validation = /strict_object/;
  const oauth2 = /code_challenge/;
  const oauth1 = /oauth_signature/;
  const crypto = /AES-GCM/;

  test.each([
    [
      'the errors of the engine',
      "export { CountersignError } from 'countersign/engine';",
      16,
      [vault, validation, oauth2, oauth1, crypto],
    ],
    [
      'the engine for a page',
      "export { engineHere } from 'countersign/engine/page';",
      32,
      [vault, validation, oauth2, oauth1, crypto],
    ],
    ['the client', "export { countersignHere } from 'countersign/client';", 14, [vault, validation, oauth2, oauth1, crypto]],
    ['one function of the signer', "export { sign } from 'countersign/oauth1';", 10, [vault, validation, oauth2, crypto]],
    [
      'the explanation of signatures',
      "export { explain } from 'countersign/oauth1/explain';",
      10,
      [vault, validation, oauth2, crypto],
    ],
  ])('%s', async (_, source, kilobytes, absent) => {
    const code = await bundle(source);
    for (const text of absent) expect(code).not.toMatch(text);
    expect(code.length).toBeGreaterThan(500);
    expect(code.length).toBeLessThanOrEqual(kilobytes * 1024);
  });

  test('nothing is left of an import whose names nobody uses', async () => {
    expect(await bundle("import { startEngine } from 'countersign/engine'; void 0;")).not.toMatch(/\S/);
  });

  test('the whole engine is found by what it needs, so the test sees what it looks for', async () => {
    const code = await bundle("export { startEngine } from 'countersign/engine';");
    for (const text of [vault, validation, oauth2, oauth1, crypto]) expect(code).toMatch(text);
  });
});
