/**
 * The same sources give the same packages, byte for byte: built in two clones that differ in folder, installation, time zone,
 * language and home, and once more from the unpacked source archive without git.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchChromium } from '../harness/chromium';

type Packages = Readonly<Record<string, Buffer>>;
type Environment = Readonly<Record<string, string>>;

const version = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
const names = ['chrome', 'edge', 'firefox', 'source'].map((store) => `countersign-${version}-${store}.zip`);
const here: Environment = { TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
const there: Environment = { TZ: 'America/St_Johns', LANG: 'C', LC_ALL: 'C', VITE_SECRET: 'x', NODE_ENV: 'development' };

let base: string;
let first: string;
let packages: Packages;

beforeAll(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'countersign-packages-'));
  first = clone('a');
  symlinkSync(realpathSync('node_modules'), path.join(first, 'node_modules'), 'dir');
  packages = pack(first, here);
}, 300_000);
afterAll(() => rmSync(base, { recursive: true, force: true }));

test('a clone in another folder, with an installation of its own, gives the same bytes', () => {
  const second = clone('ein anderer Ort/weit unten/Countersign (2)');
  cpSync(realpathSync('node_modules'), path.join(second, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  expectSame(pack(second, there), packages);
});

test('the unpacked source archive gives the same bytes, without git', () => {
  const folder = unpacked('archive');
  expectSame(pack(folder, there), packages);
  writeFileSync(path.join(folder, 'extension/pages/connect/connect.html'), 'changed');
  writeFileSync(path.join(folder, 'extension/icons/new.png'), '');
  const { status, stderr } = run(folder, there);
  expect(status).toBe(1);
  expect(stderr).toContain('not as committed: extension/icons/new.png, extension/pages/connect/connect.html.');
});

test('what is not committed is not packaged, unless it is called so', () => {
  const file = path.join(first, 'README.md');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, `${text}\nMore.\n`);
  const refused = run(first, here);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('not as committed: README.md. Commit them');
  expect(run(first, here, '--dirty').status).toBe(0);
  expect(Object.keys(read(first)).toSorted()).toEqual(
    [...names.map((name) => name.replace(version, `${version}-dirty`)), 'SHA256SUMS'].toSorted(),
  );
  writeFileSync(file, text);
});

test('a store gets no key, and the version of package.json', () => {
  for (const name of names.slice(0, 3)) {
    const manifest = JSON.parse(
      new TextDecoder().decode(unzipSync(packages[name] ?? new Uint8Array())['manifest.json']),
    ) as object;
    expect(manifest, name).not.toHaveProperty('key');
    expect(manifest, name).toHaveProperty('version', version);
  }
});

test('Chromium takes the store’s package without a warning', async () => {
  const extension = path.join(base, 'chrome');
  for (const [file, bytes] of Object.entries(unzipSync(packages[names[0] ?? ''] ?? new Uint8Array())))
    place(extension, file, bytes);
  const browser = await launchChromium({ extension, executable: inject('browsers').chromium });
  try {
    const page = await browser.tab('chrome://extensions');
    const all = await page.evaluate(() => chrome.developerPrivate.getExtensionsInfo());
    const ours = all.find(({ id }) => id === browser.extensionId);
    expect(ours).toMatchObject({ version, manifestErrors: [], runtimeErrors: [], installWarnings: [] });
  } finally {
    await browser.close();
  }
});

/** What chrome://extensions may ask. */
declare const chrome: {
  readonly developerPrivate: {
    getExtensionsInfo(): Promise<
      { id: string; version: string; manifestErrors: object[]; runtimeErrors: object[]; installWarnings: string[] }[]
    >;
  };
};

/** A clone of what is in the working tree, committed, its files of another time than these. */
function clone(name: string): string {
  const folder = path.join(base, name);
  const listed = git('.', ['ls-files', '--cached', '--others', '--exclude-standard', '-z']).split('\0');
  for (const file of new Set(listed)) if (file !== '' && file !== 'node_modules') place(folder, file, readFileSync(file));
  git(folder, ['init', '--quiet']);
  git(folder, ['add', '--all']);
  git(folder, ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message', 'All']);
  writeFileSync(path.join(folder, '.git/info/exclude'), 'node_modules\n');
  return folder;
}

function unpacked(name: string): string {
  const folder = path.join(base, name);
  for (const [file, bytes] of Object.entries(unzipSync(packages[names[3] ?? ''] ?? new Uint8Array()))) place(folder, file, bytes);
  symlinkSync(realpathSync('node_modules'), path.join(folder, 'node_modules'), 'dir');
  return folder;
}

function place(folder: string, file: string, bytes: Uint8Array): void {
  const to = path.join(folder, file);
  mkdirSync(path.dirname(to), { recursive: true });
  writeFileSync(to, bytes);
  utimesSync(to, 1_000_000_000, 1_000_000_000 + bytes.length);
}

function git(folder: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

function run(folder: string, environment: Environment, ...args: string[]) {
  const env = { ...process.env, HOME: path.join(base, 'home'), VITEST: undefined, NODE_ENV: undefined, ...environment };
  return spawnSync(process.execPath, ['tools/run.mjs', 'tools/package.ts', ...args], { cwd: folder, env, encoding: 'utf8' });
}

function pack(folder: string, environment: Environment): Packages {
  const { status, stdout, stderr } = run(folder, environment);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const made = read(folder);
  expect(made['SHA256SUMS']?.toString()).toBe(stdout);
  return made;
}

function read(folder: string): Packages {
  const made = path.join(folder, 'dist/packages');
  return Object.fromEntries(readdirSync(made).map((name) => [name, readFileSync(path.join(made, name))]));
}

/** By name, so that a difference does not print a megabyte. */
function expectSame(one: Packages, other: Packages): void {
  expect(Object.keys(one).toSorted()).toEqual([...names, 'SHA256SUMS'].toSorted());
  const different = Object.keys(one).filter((name) => !other[name]?.equals(one[name] ?? Buffer.alloc(0)));
  expect(different).toEqual([]);
}
