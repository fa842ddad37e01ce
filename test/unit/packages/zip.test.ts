/** A package's bytes come from its files alone: not from their order, the day, the time zone or the order of the names. */
import { spawnSync } from 'node:child_process';
import { unzipSync } from 'fflate';
import { afterEach, expect, test, vi } from 'vitest';
import { storeManifest } from '../../../tools/package/store';
import { zipOf } from '../../../tools/package/zip';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const files: readonly (readonly [string, Uint8Array])[] = [
  ['manifest.json', bytes('{}')],
  ['_locales/en/messages.json', bytes('{"name":{"message":"Ä"}}')],
  ['extension/icons/16.png', new Uint8Array([137, 80, 78, 71])],
  ['Zebra.txt', bytes('z'.repeat(5000))],
  ['assets/a.js', bytes('')],
];
const sorted = ['Zebra.txt', '_locales/en/messages.json', 'assets/a.js', 'extension/icons/16.png', 'manifest.json'];

afterEach(() => vi.useRealTimers());

test('any order of the files gives the same bytes', () => {
  const one = zipOf(new Map(files));
  for (let shift = 1; shift < files.length; shift += 1) {
    expect(zipOf(new Map([...files.slice(shift), ...files.slice(0, shift)]))).toEqual(one);
  }
  expect(zipOf(new Map(files.toReversed()))).toEqual(one);
  expect(zipOf(new Map([...files.slice(1), ['manifest.json', bytes('{ }')]]))).not.toEqual(one);
});

test('another day gives the same bytes', () => {
  const one = zipOf(new Map(files));
  vi.useFakeTimers({ now: new Date('2031-07-01T03:04:05Z') });
  expect(zipOf(new Map(files))).toEqual(one);
});

test.each(['UTC', 'Pacific/Kiritimati', 'America/St_Johns', 'Africa/Monrovia'])(
  'in %s the time in the zip is the same',
  (zone) => {
    const script = `
    import { runnerImport } from 'vite';
    const { module } = await runnerImport('./tools/package/zip.ts', { configFile: false, logLevel: 'error' });
    process.stdout.write(Buffer.from(module.zipOf(new Map([['a', new Uint8Array([1])]]))).toString('hex'));`;
    const env = { ...process.env, TZ: zone };
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8', env });
    expect(stdout).toBe(Buffer.from(zipOf(new Map([['a', new Uint8Array([1])]]))).toString('hex'));
  },
);

test('the names stand sorted, and every file is in it as it was', () => {
  const unzipped = unzipSync(zipOf(new Map(files)));
  expect(Object.keys(unzipped)).toEqual(sorted);
  expect(Object.entries(unzipped).toSorted()).toEqual(files.map(([name, content]) => [name, content]).toSorted());
});

test.each(['../manifest.json', '/etc/passwd', 'a//b', 'a\\b', 'a/./b', '', 'a b', '7'])('%j is no name in a package', (name) => {
  expect(() => zipOf(new Map([[name, bytes('')]]))).toThrow('is no name for a file in a package');
});

test('a store’s manifest has no key, and the version of package.json', () => {
  const built = JSON.stringify({ manifest_version: 3, version: '1.2.3', key: 'MIIB', icons: { 16: 'a.png' } });
  expect(JSON.parse(storeManifest(built, '1.2.3'))).toEqual({ manifest_version: 3, version: '1.2.3', icons: { 16: 'a.png' } });
  const without = `${JSON.stringify({ manifest_version: 3, version: '1.2.3' }, undefined, 2)}\n`;
  expect(storeManifest(without, '1.2.3')).toBe(without);
  expect(() => storeManifest(built, '1.2.4')).toThrow('The manifest says version 1.2.3, package.json 1.2.4.');
});
