/** The plain scripts that stand before everything else: the runner of TypeScript tools, the installer, the last line of a run. */
import { spawn } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-tools-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function node(args: string[], env: Record<string, string | undefined> = {}, cwd = ROOT): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, VITEST: undefined, ...env } });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { code, out, err };
}

async function files(names: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(names)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

test('the runner loads TypeScript, hands over the arguments, and ends with the tool’s code', async () => {
  await files({
    'word.ts': `export const word: string = 'got';`,
    'tool.ts': `import { word } from './word';
      export async function main(args: readonly string[]): Promise<number> {
        console.log(word, ...args);
        setInterval(() => {}, 1000);
        return 3;
      }`,
    'bad.ts': `export function main(): never { throw new Error('This went wrong.'); }`,
    'empty.ts': `export const nothing = 0;`,
  });
  const run = path.join(ROOT, 'tools/run.mjs');
  const tool = (name: string) => path.join(folder, name);
  expect(await node([run, tool('tool.ts'), 'a', 'b'])).toEqual({ code: 3, out: 'got a b\n', err: '' });
  expect(await node([run, tool('bad.ts')])).toEqual({ code: 1, out: '', err: 'This went wrong.\n' });
  expect((await node([run, tool('empty.ts')])).err).toContain('does not export main(args).');
  expect((await node([run])).code).toBe(1);
});

test.skipIf(process.platform === 'win32')('the installer runs npm only when something is missing or different', async () => {
  const lock = (version: string) =>
    JSON.stringify({
      packages: { '': {}, 'node_modules/a': { version, integrity: version }, 'node_modules/b': { optional: true } },
    });
  await files({
    'package-lock.json': lock('2.0.0'),
    'bin/npm': `#!/bin/sh\necho "npm $1" >&2\n[ "$1" = "$WORKS" ]\n`,
  });
  await mkdir(path.join(folder, 'tools'), { recursive: true });
  await copyFile(path.join(ROOT, 'tools/setup.mjs'), path.join(folder, 'tools/setup.mjs'));
  await chmod(path.join(folder, 'bin/npm'), 0o755);
  const setup = (WORKS: string) =>
    node([path.join(folder, 'tools/setup.mjs')], { WORKS, PATH: `${folder}/bin${path.delimiter}${process.env['PATH']}` });

  expect(await setup('install')).toMatchObject({ code: 0, err: expect.stringContaining('npm install') });
  await files({ 'node_modules/.package-lock.json': lock('1.0.0') });
  expect(await setup('install')).toMatchObject({ code: 0, err: expect.stringContaining('npm install') });
  expect(await setup('nothing')).toMatchObject({ code: 1, err: expect.stringContaining('could not be installed') });
  const present = JSON.stringify({ packages: { 'node_modules/a': { version: '2.0.0', integrity: '2.0.0' } } });
  await files({ 'node_modules/.package-lock.json': present });
  expect(await setup('nothing')).toEqual({ code: 0, out: '', err: '' });
  await rm(path.join(folder, 'node_modules'), { recursive: true });
});

test('a test run ends with one line that counts tests, and does not hide what failed beside them', async () => {
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
  const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
  const config = (more: string) =>
    `import { LastLine } from ${JSON.stringify(path.join(ROOT, 'tools/report.ts'))};
     export default { test: { reporters: ['default', new LastLine()], ${more} } };`;
  const lastLine = async () => (await node([vitest, 'run', '--root', folder], {}, folder)).out.split('\n').at(-2);
  await files({
    'vitest.config.ts': config(`include: ['good.test.ts']`),
    // Texts of a made-up project, run by a Vitest of its own.
    'good.test.ts': `import { test } from 'vitest'; test('a', () => {}); test('b', () => {}); test.skip('c', () => {}); test.todo('d');`, // skipped there, for the last line to count it; nothing is skipped here
    'bad.test.ts': `import { beforeAll, describe, test } from 'vitest'; test('a', () => { throw new Error('no'); });
      describe('s', () => { beforeAll(() => { throw new Error('no'); }); test('b', () => {}); });`,
    'broken.test.ts': `import './missing';`,
  });
  expect(await lastLine()).toBe('2 passed, 0 failed, 2 skipped');
  await files({ 'vitest.config.ts': config(`include: ['*.test.ts']`) });
  expect(await lastLine()).toMatch(/^2 passed, 3 failed, \d skipped$/);
  await files({ 'vitest.config.ts': config(`include: ['none.test.ts']`) });
  expect(await lastLine()).toBe('0 passed, 1 failed');
  await files({ 'vitest.config.ts': config(`include: ['good.test.ts'], globalSetup: ['missing.ts']`) });
  expect(await lastLine()).toBe('0 passed, 1 failed');
});
