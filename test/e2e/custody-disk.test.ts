/** The whole profile folder is searched for every secret, in every spelling and packing: what `SECURITY.md` says lies there, and nothing else. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Browser } from '../harness/browser';
import { launchBrowser } from '../harness/launch';
import { ownCall } from '../practice/set-up';
import { keysOnDisk, profileFiles, secretsOnDisk } from './support/disk';
import { boundKeys, openLivedIn, vaultKey, type LivedIn } from './support/lived-in';
import { setsPassphrase } from './support/passphrase';
import { plantInDatabase, plantKeys } from './support/planted';
import { boxesIn, databaseFiles, keysThatOpen, opens, pairsOf, smallest, storedIn } from './support/thief';

const isFirefox = inject('browser') === 'firefox';
/** Where a value of the extension's database lies, in a short row and in one that is longer than a megabyte when unpacked. */
const packedIn = isFirefox
  ? {
      table: /^access_token in storage\/default\/moz-extension[^^]+\/idb\/.+\.sqlite$/,
      file: /^access_token in storage\/default\/moz-extension[^^]+\/idb\/.+\.files\/\d+$/,
    }
  : {
      table: /^access_token in Default\/IndexedDB\/chrome-extension_.*\.ldb$/,
      file: /^access_token in Default\/IndexedDB\/chrome-extension_.*\.blob\/.+$/,
    };
const plantable = (): string => `practice-planted-${randomBytes(24).toString('base64url')}`;
/** In the database, in the extension's storage, in the page's. */
const plantedInChromium = [
  /^key in Default\/IndexedDB\/chrome-extension_/,
  /^key in Default\/Local Extension Settings\//,
  /^key in Default\/Local Storage\//,
];
/** In the database, in the page's storage, and in the extension's, which is a database too. */
const plantedInFirefox = [
  /^key in storage\/default\/moz-extension[^^]+\/idb\//,
  /^key in storage\/default\/moz-extension[^^]+\/ls\/data\.sqlite$/,
  /^key in storage\/default\/moz-extension.+\^userContextId=\d+\/idb\//,
];

let profile: string;
let lived: LivedIn;
let again: Browser | undefined;

beforeEach(async () => {
  profile = await mkdtemp(path.join(os.tmpdir(), 'countersign-custody-'));
  lived = await openLivedIn(profile);
});
afterEach(async () => {
  await again?.close().catch(() => undefined); // it may have been killed
  again = undefined;
  await lived?.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** Where the browser itself keeps the addresses of the pages that it showed. */
const addresses = isFirefox
  ? /^request_token in (places\.sqlite(-wal)?|sessionstore(-backups)?\b.*)$/
  : /^request_token in (Default\/History(-journal)?|Default\/Sessions\/\w+|segmentation_platform\/ukm_db(-\w+)?)$/;
const clear = async () => (await secretsOnDisk(profile, lived.secrets())).filter((one) => !addresses.test(one));
/** The same profile in a browser that starts again. */
async function restart(): Promise<Browser> {
  again = await launchBrowser({ profile });
  return again;
}

describe('what is planted is found', () => {
  test('in a table, in a value and in a file that are packed, where a search of the bytes sees nothing', async () => {
    const values = { inTable: plantable(), inValue: plantable(), inFile: plantable() };
    await lived.bench.desk.evaluate(plantInDatabase, values);
    for (const [place, value] of Object.entries(values)) {
      const found = await secretsOnDisk(profile, [{ kind: 'access_token', value }]);
      expect(found).toEqual([expect.stringMatching(packedIn[place === 'inFile' ? 'file' : 'table'])]);
      for await (const { parts } of profileFiles(profile)) expect(parts[0]?.includes(value)).toBe(false);
    }
  });

  test.skipIf(!isFirefox)('in the address of a tab as Firefox packs it; Chromium does not pack its open tabs', async () => {
    const value = plantable();
    const { origin } = lived.bench.world.site;
    const page = await lived.bench.browser.tab(origin);
    await page.goto(`${origin}/?${value.slice(0, 30)}&${value.slice(30)}&${value}`); // the first page of a tab opened by a test is not noted
    await lived.bench.browser.close();
    expect(await secretsOnDisk(profile, [{ kind: 'request_token', value }])).toEqual([
      'request_token in places.sqlite',
      'request_token in sessionstore.jsonlz4',
    ]);
    for await (const { name, parts } of profileFiles(profile))
      if (name === 'sessionstore.jsonlz4') expect(parts[0]?.includes(value)).toBe(false);
  });

  test('a key in bytes, in base64 and in hexadecimal, in each storage', async () => {
    const key = randomBytes(32);
    await lived.bench.desk.evaluate(plantKeys, [...key]);
    await lived.bench.browser.close();
    expect(await keysOnDisk(profile, { key, another: randomBytes(32) })).toEqual(
      (isFirefox ? plantedInFirefox : plantedInChromium).map((one) => expect.stringMatching(one) as unknown),
    );
  });
});

test('without a passphrase: the key of this computer can be found, which opens every box, and no secret lies there in the clear', async () => {
  await lived.live();
  const boxes = await boxesIn(lived.bench.desk);
  const [key, ...others] = await keysThatOpen(profile, smallest(boxes));
  expect(others).toEqual([]);
  for (const box of boxes) expect(opens(key ?? Buffer.alloc(32), box)).toBe(true);
  expect(await clear()).toEqual([]);
  await lived.bench.browser.close();
  expect(await keysOnDisk(profile, { key: key ?? Buffer.alloc(0) })).toEqual([
    expect.stringMatching(isFirefox ? /^key in storage\/default\/moz-extension[^^]*\/idb\// : /^key in Default\/IndexedDB\//),
  ]);
  expect(await clear()).toEqual([]);
});

test('with a passphrase from the start: nothing opens a box, neither while the vault is open nor after the browser’s end or death', async () => {
  const { desk } = lived.bench;
  const derived = await setsPassphrase(desk);
  await lived.live();
  const vault = await vaultKey(lived.bench);
  const boxes = await boxesIn(desk);
  for (const box of boxes) expect(opens(vault, box)).toBe(true);
  const keys = { vault, derived: Buffer.from(derived, 'base64url') };
  const expectNothing = async (): Promise<void> => {
    expect(await keysOnDisk(profile, keys)).toEqual([]);
    expect(await clear()).toEqual([]);
    expect(await keysThatOpen(profile, smallest(boxes))).toEqual([]);
  };
  await expectNothing();
  // What SECURITY.md says of keys to which tokens are bound: no token, and no use without one
  expect(await pairsOf(profile, await boundKeys(desk))).toHaveLength(1);

  await ownCall(desk, 'lock.now', {});
  await lived.bench.browser.close();
  await expectNothing();

  const browser = await restart();
  const page = await browser.page('manifest.json');
  await ownCall(page, 'lock.unlock', { key: derived });
  const account = (await ownCall(page, 'overview', {})).accounts.find(({ serviceId }) => serviceId === 'practice-files');
  await ownCall(page, 'accounts.renew', { id: account?.id ?? '' });
  expect(await vaultKey({ browser })).toEqual(vault);
  await browser.kill();
  await expectNothing();
});

test('with a passphrase later: nothing in the clear, and nothing opens what is there now; what was there before stays as it was until the browser starts again', async () => {
  const { desk } = lived.bench;
  await lived.live();
  const before = await boxesIn(desk);
  const [device = Buffer.alloc(0)] = await keysThatOpen(profile, smallest(before));
  const derived = await setsPassphrase(desk);
  const boxes = await boxesIn(desk);
  const keys = { vault: await vaultKey(lived.bench), derived: Buffer.from(derived, 'base64url') };
  for (const box of boxes) expect(opens(keys.vault, box)).toBe(true);
  expect(boxes.some((box) => opens(device, box))).toBe(false);
  const expectOnlyOld = async (): Promise<void> => {
    expect(await keysOnDisk(profile, keys)).toEqual([]);
    expect(await clear()).toEqual([]);
    expect(await keysThatOpen(profile, smallest(boxes))).toEqual([]);
    const lingering = [...(await keysOnDisk(profile, { device })), ...(await storedIn(profile, before))];
    expect(lingering.filter((one) => !databaseFiles.test(one.replace(/^\w+ in /, '')))).toEqual([]);
  };
  await expectOnlyOld();
  await lived.bench.browser.close();
  await expectOnlyOld();

  const page = await (await restart()).page('manifest.json');
  expect((await ownCall(page, 'overview', {})).lock.state).toBe('locked');
  await expect.poll(() => keysOnDisk(profile, { device })).toEqual([]);
  expect(await storedIn(profile, before)).toEqual([]);
  await expectOnlyOld();
});
