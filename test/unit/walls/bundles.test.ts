/** The build fails when the content script's bundle holds what it must not, and when a release holds a test hook. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf } from '../../../tools/check-bundles';

const catalogue = 'src/services/catalogue';
const bridge = 'extension/content/bridge.ts';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'countersign-bundles-'));
  for (const part of ['src', 'extension', 'tools', 'manifest.json', 'package.json', 'tsconfig.base.json', 'vite.config.ts']) {
    cpSync(part, path.join(folder, part), { recursive: true });
  }
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'dir');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Builds with a line planted before the bridge. @returns what the build said when it failed, or nothing */
function build(plant: string): string {
  writeFileSync(path.join(folder, bridge), `${plant}\n${readFileSync(bridge, 'utf8')}`);
  const env = { ...process.env, NODE_ENV: 'production', VITEST: undefined, BROWSER: 'chromium', HOOKS: '' };
  const vite = path.resolve('node_modules/vite/bin/vite.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [vite, 'build'], { cwd: folder, env, encoding: 'utf8' });
  return status === 0 ? '' : stdout + stderr;
}

test('the bridge as it is may be built', () => {
  expect(build('')).toBe('');
});

test.each([
  ['an admin call', `import { call } from '../../src/admin/calls';\nvoid call('accounts.revoke', { id: 'a' });`],
  ['Dexie', `import { Dexie } from 'dexie';\nvoid new Dexie('a').open();`],
  ['crypto', `void crypto.subtle.digest('SHA-256', new Uint8Array());`],
])('%s in the content script fails the build', (what, plant) => {
  expect(build(plant)).toMatch(new RegExp(`\\.js holds .*${what}`));
});

test('the catalogue is a file, and no script holds any of it', () => {
  const plant = `const all = import.meta.glob('../../src/services/catalogue/*.json', { eager: true });\nconsole.log(all);`;
  expect(build(plant)).toMatch(/\.js holds .*the catalogue \(https:/);
  expect(faultsOf('assets/background.js', 'fetch("https://api.example.com/v1")', true, ['https://api.example.com'])).toEqual([
    'the catalogue (https://api.example.com)',
  ]);
});

test('an invalid entry fails the build, which names the file and the field', () => {
  const name = readdirSync(catalogue).find((file) => !file.startsWith('service.')) ?? '';
  const file = path.join(folder, catalogue, name);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('"protocol":', '"authorizeURL": "https://example.com", "protocol":'));
  expect(build('')).toMatch(new RegExp(`${catalogue}/${name}: .*authorizeURL`));
  writeFileSync(file, text);
});

test('a release with a test hook is refused, a test build with one is not', () => {
  expect(faultsOf('assets/background.js', 'globalThis.countersignCheckpoint?.(a)', true)).toEqual(['a test hook']);
  expect(faultsOf('assets/background.js', 'globalThis.countersignCheckpoint?.(a)', false)).toEqual([]);
});
