/** One version, in package.json, which browsers and stores can order. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import source from '../../../manifest.json' with { type: 'json' };
import { manifestFor } from '../../../tools/manifest';
import { manifestVersion, otherVersions, versionHere } from '../../../tools/version';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

test.each(['0.1.0', '1.0.0', '0.0.1', '65535.65535.65535'])('%s is taken as it is', (fine) => {
  expect(manifestVersion(fine)).toBe(fine);
});

test.each(['1.0', '1.2.3.4', '01.2.3', '1.2.65536', '1.2.x', '0.0.0', '', 'v1.2.3'])('%j is refused', (wrong) => {
  expect(() => manifestVersion(wrong)).toThrow('three numbers from 0 to 65535 are wanted');
});

test.each(['0.2.0-rc.1', '1.0.0-beta', '1.0.0+5'])('the pre-release %s is refused with what to do', (wrong) => {
  expect(() => manifestVersion(wrong)).toThrow(/would take it for the release\. Give the pre-release a number of its own/);
});

test('every place says the version of package.json, and the manifest’s source none', () => {
  expect(otherVersions()).toEqual([]);
  expect(source).not.toHaveProperty('version');
  for (const browser of ['chromium', 'firefox'] as const) {
    expect(manifestFor(browser, source, versionHere())).toHaveProperty('version', version);
  }
});

test('Chromium’s manifest has nothing of Firefox, and the other way round', () => {
  const [chromium, firefox] = [manifestFor('chromium', source, version), manifestFor('firefox', source, version)];
  for (const key of ['key', 'minimum_chrome_version']) {
    expect(chromium).toHaveProperty(key);
    expect(firefox).not.toHaveProperty(key);
  }
  expect(chromium).not.toHaveProperty('browser_specific_settings');
  expect(firefox).toHaveProperty(['browser_specific_settings', 'gecko', 'id'], source.browser_specific_settings.gecko.id);
});
