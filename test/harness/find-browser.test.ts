/** Which browser is taken, and why others are not: decided without any browser. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { chooseBrowser, chooseFirefox } from '../../tools/browser-choice';
import { brandedPlaces, chromiumPlaces, type Machine } from '../../tools/browser-places';
import { findBrowser, MINIMUM_CHROMIUM } from '../../tools/find-browser';
import { findFirefox } from '../../tools/find-firefox';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('the first fitting Chromium is taken, and every one before it gets a sentence', () => {
  const { found, notes } = chooseBrowser(
    [
      { path: '/a', report: 'Google Chrome 156.0.1.2' },
      { path: '/b', report: 'Microsoft Edge 156.0.1.2' },
      { path: '/c', report: 'Chromium 147.0.1.2' },
      { path: '/d', report: 'Chromium 156.0.1.2 snap', confined: true },
      { path: '/e', report: undefined },
      { path: '/f', report: 'Mozilla Firefox 153.7.0esr' },
      { path: '/g', report: 'Google Chrome for Testing 148.0.7778.3' },
      { path: '/h', report: 'Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)' },
    ],
    148,
  );
  expect(found).toEqual({ path: '/g', version: '148.0.7778.3' });
  expect(notes).toEqual([
    '/a is Google Chrome 156.0.1.2, which ignores unpacked extensions since version 137, and was passed over.',
    '/b is Microsoft Edge 156.0.1.2, which ignores unpacked extensions since version 137, and was passed over.',
    '/c is Chromium 147.0.1.2; version 148 or later is needed, so it was passed over.',
    '/d is a snap package, which cannot read temporary folders, and was passed over.',
    '/e did not say its version and was passed over.',
    '/f is Mozilla Firefox 153.7.0esr, not a Chromium, and was passed over.',
  ]);
});

test('a Firefox that is too old is passed over', () => {
  const candidates = [
    { path: '/a', report: 'Mozilla Firefox 140.1.0esr' },
    { path: '/b', report: 'Mozilla Firefox 153.7.0esr' },
  ];
  expect(chooseFirefox(candidates, 153)).toEqual({
    found: { path: '/b', version: '153.7.0' },
    notes: ['/a is Mozilla Firefox 140.1.0esr; version 153 or later is needed, so it was passed over.'],
  });
});

test('each system is searched in its own places', () => {
  const machine = (platform: NodeJS.Platform, env: Machine['env'], files: string[]): Machine => ({
    platform,
    env,
    exists: (file) => files.includes(file),
  });
  const linux = machine('linux', { PATH: '/x:/usr/bin' }, ['/usr/bin/chromium', '/usr/bin/google-chrome']);
  expect(chromiumPlaces(linux)).toEqual(['/usr/bin/chromium']);
  expect(brandedPlaces(linux)).toEqual(['/usr/bin/google-chrome']);
  const app = '/Users/me/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing';
  expect(chromiumPlaces(machine('darwin', { HOME: '/Users/me' }, [app]))).toEqual([app]);
  const local = 'C:\\Users\\me\\AppData\\Local\\Chromium\\Application\\chrome.exe';
  const windows = machine('win32', { LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local', Path: 'C:\\Windows' }, [local]);
  expect(chromiumPlaces(windows)).toEqual([local]);
});

test.skipIf(process.platform === 'win32')('a browser named by the environment is taken, or refused with a sentence', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-named-'));
  const program = async (name: string, report: string) => {
    const file = path.join(folder, name);
    await writeFile(file, `#!/bin/sh\necho "${report}"\n`);
    await chmod(file, 0o755);
    return file;
  };
  const good = await program('good', `Chromium ${MINIMUM_CHROMIUM}.0.0.1`);
  vi.stubEnv('COUNTERSIGN_BROWSER', good);
  expect(await findBrowser()).toEqual({ path: good, version: `${MINIMUM_CHROMIUM}.0.0.1`, notes: [] });
  vi.stubEnv('COUNTERSIGN_BROWSER', await program('branded', 'Google Chrome 156.0.0.1'));
  await expect(findBrowser()).rejects.toThrow(/COUNTERSIGN_BROWSER names .*ignores unpacked extensions/);
  vi.stubEnv('COUNTERSIGN_FIREFOX', path.join(folder, 'missing'));
  await expect(findFirefox()).rejects.toThrow(/COUNTERSIGN_FIREFOX names .*did not say its version/);
  await rm(folder, { recursive: true });
});

test('where nothing is found and nothing may be installed, the error says what to do', async () => {
  vi.stubEnv('PATH', '');
  vi.stubEnv('PLAYWRIGHT_BROWSERS_PATH', path.join(os.tmpdir(), 'countersign-no-browsers'));
  vi.stubEnv('COUNTERSIGN_BROWSER', '');
  const outcome = await findBrowser({ install: false }).then(
    () => 'found',
    (error: Error) => error.message,
  );
  // A browser in one of the fixed places may be found all the same.
  if (outcome !== 'found') expect(outcome).toMatch(/Install Chromium or Chrome for Testing .* COUNTERSIGN_BROWSER/);
});
