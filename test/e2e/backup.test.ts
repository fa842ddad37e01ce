/** Backups in real browsers: what was saved in one works in another, what may live in one place only moves or stays, and no bad file changes anything. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { deriveKey } from '../../extension/pages/shared/passphrase';
import { readBackupFile } from '../../src/core/backup-head';
import { ownCall } from '../practice/set-up';
import { keysEntry } from '../practice/key-entries';
import { startKeys, type KeysService } from '../services/keys';
import { findSecrets } from '../services/secrets';
import { openApp, pageCall } from './pages/app';
import { startTestSite, type TestSite } from './pages/site';
import {
  kdf,
  key,
  learnsToCall,
  openElsewhere,
  restoreAll,
  signedCall,
  signsInWithKey,
  vaultOf,
  type Elsewhere,
} from './support/backups';
import { openBench, type Bench } from './support/bench';
import { openEnabled, permit } from './support/permitted';
import { signsIn, signsInAgain, textsFor } from './support/user';

const passphrase = 'correct horse battery staple';

let bench: Bench;
let keys: KeysService;
let site: TestSite;
let page: Page;
let elsewhere: Elsewhere;
let ids: { photos: string; files: string };
let handle: string;
/** By OAuth 1.0a, by OAuth 2.0 with a refresh token that rotates, and by an API key. */
let urls: { photos: string; files: string; keys: string };
let keysId: string;

beforeAll(async () => {
  [bench, keys, site] = await Promise.all([openBench(), startKeys('header'), startTestSite()]);
  urls = {
    photos: `${bench.world.photos.origin}/api/me`,
    files: `${bench.world.files.origin}/api/me`,
    keys: `${keys.origin}/api/echo`,
  };
  keysId = keysEntry('header', keys.origin).id;
  page = await openEnabled(bench, site);
  ids = { photos: await signsIn(bench, 'practice-photos'), files: await signsIn(bench, 'practice-files') };
  await signsInWithKey(bench.desk, keys, 'alice');
  handle = await permit(bench, page, 'practice-photos', ids.photos);
  await learnsToCall(bench.desk);
}, 180_000);
afterAll(async () => {
  await Promise.all([bench?.close(), keys?.close(), site?.close()]);
});
beforeEach(async () => {
  elsewhere = await openElsewhere();
  await learnsToCall(elsewhere.desk);
}, 60_000);
afterEach(async () => elsewhere?.close());

const make = (more: { ids?: string[]; move?: true } = {}) => ownCall(bench.desk, 'backup.make', { kdf, key, ...more });
const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: Error) => /: (\w+)/.exec(error.message)?.[1] ?? error.message,
  );
const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

test('saved by clicking and restored by clicking: key and OAuth 1.0a work at once, the rotating one is signed in to anew', async () => {
  const options = await bench.browser.page('extension/pages/options/options.html#security');
  await options.getByRole('button', { name: 'Save', exact: true }).click();
  const list = options.getByRole('list', { name: 'Accounts in it' });
  await expect.poll(() => list.getByText('Will need sign-in').count()).toBe(1);
  await options.getByLabel('Passphrase of this backup', { exact: true }).fill(passphrase);
  await options.getByLabel('The same again', { exact: true }).fill(passphrase);
  const [download] = await Promise.all([
    options.waitForEvent('download', { timeout: 60_000 }),
    options.getByRole('button', { name: 'Save the file' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^countersign-backup-\d{4}-\d\d-\d\d\.json$/);
  await options.getByText('Last saved').waitFor();
  const text = await readFile((await download.path()) ?? '', 'utf8');
  await options.close();
  const issued = [...bench.world.photos.issued, ...bench.world.files.issued, ...keys.issued];
  expect(findSecrets(Buffer.from(text), issued)).toEqual([]);

  const there = await elsewhere.browser.page('extension/pages/options/options.html#security');
  await there.getByRole('button', { name: 'Restore', exact: true }).click();
  await there.locator('input[type=file]').setInputFiles(file('wrong.json', '{"countersign":"services","version":1}'));
  await there.getByText(textsFor('backup_invalid', '').title).waitFor();
  await there.locator('input[type=file]').setInputFiles(file('backup.json', text));
  await there.getByLabel('Passphrase of this backup', { exact: true }).fill('correct horse battery stable');
  await there.getByRole('button', { name: 'See what is in it' }).click();
  await there.getByText(textsFor('backup_wrong_key', '').title).waitFor({ timeout: 60_000 });
  await there.getByLabel('Passphrase of this backup', { exact: true }).fill(passphrase);
  await there.getByRole('button', { name: 'See what is in it' }).click();
  const restore = there.getByRole('button', { name: 'Restore 3 accounts' });
  await restore.waitFor({ timeout: 60_000 });
  expect((await elsewhere.overview()).accounts).toEqual([]);
  await restore.click();
  await there.getByText('3 accounts are restored.').waitFor();
  expect(await there.getByRole('button', { name: 'Sign in' }).count()).toBe(1);

  const photos = await elsewhere.account('alice', 'practice-photos');
  const byKey = await elsewhere.account('alice', keysId);
  const files = await elsewhere.account('alice', 'practice-files');
  expect([photos.state, byKey.state, files.state]).toEqual(['fine', 'fine', 'needs-sign-in']);
  for (const { desk } of [elsewhere, bench]) {
    expect(await signedCall(desk, photos.id, urls.photos)).toMatchObject({
      status: 200,
      text: expect.stringContaining('alice') as string,
    });
    expect(await signedCall(desk, byKey.id, urls.keys)).toMatchObject({
      status: 200,
      text: expect.stringContaining('alice') as string,
    });
  }
  expect(await signedCall(elsewhere.desk, files.id, urls.files)).toMatchObject({ code: 'needs_sign_in' });
  await ownCall(bench.desk, 'accounts.renew', { id: ids.files });
  expect(await signedCall(bench.desk, ids.files, urls.files)).toMatchObject({ status: 200 });
  expect(bench.world.files.reuseDetected).toBe(0);
});

test('a permit goes along with its handle: the site’s page goes on in the other browser', async () => {
  const { text } = await make();
  await ownCall(elsewhere.desk, 'sites.enable', { origin: 'https://known.example' });
  const restored = await restoreAll(elsewhere.desk, text);
  expect(restored).toMatchObject({ accounts: 3, permits: 1, sites: 1, closedSites: [] });
  const there = await openApp(await elsewhere.browser.context.newPage(), site.origin);
  expect(await pageCall(there, handle, urls.photos)).toMatchObject({
    status: 200,
    text: expect.stringContaining('alice') as string,
  });
});

test('a site that the browser does not let us reach is told, and not enabled', async () => {
  const { text } = await make();
  await elsewhere.browser.withdrawHosts(['http://127.0.0.1/*']);
  expect(await restoreAll(elsewhere.desk, text)).toMatchObject({ sites: 0, closedSites: [site.origin] });
  expect((await elsewhere.overview()).sites).toEqual([]);
});

test('a move takes the rotating account along, by clicking: it works and renews there, and is gone here without being revoked', async () => {
  const bob = await signsIn(bench, 'practice-files', 'bob');
  const unsaved = await make({ ids: [bob], move: true });
  expect((await bench.overview()).actions).toEqual([]);
  expect(await code(ownCall(bench.desk, 'backup.forget', { moveId: unsaved.moveId ?? '' }))).toBe('invalid_input'); // there may be no file

  const options = await bench.browser.page('extension/pages/options/options.html#security');
  await options.getByRole('button', { name: 'Save', exact: true }).click();
  await options.getByText('Chosen accounts').click();
  await options.getByRole('listitem').filter({ hasText: 'bob' }).getByRole('checkbox').check();
  await options.getByRole('switch', { name: 'Move instead of copying' }).check();
  await options.getByLabel('Passphrase of this backup', { exact: true }).fill(passphrase);
  await options.getByLabel('The same again', { exact: true }).fill(passphrase);
  const [download] = await Promise.all([
    options.waitForEvent('download', { timeout: 60_000 }),
    options.getByRole('button', { name: 'Save the file' }).click(),
  ]);
  await options.getByText('1 account is in a file, to be moved.').waitFor();
  expect((await bench.overview()).actions).toMatchObject([{ kind: 'move', state: 'running', total: 1, done: 0 }]);
  expect(await signedCall(bench.desk, bob, urls.files)).toMatchObject({ status: 200 }); // until it is forgotten, it works
  const text = await readFile((await download.path()) ?? '', 'utf8');
  await options.getByRole('button', { name: 'The file is saved: forget them here' }).click();
  await options.getByText('1 account is forgotten here; it is in the file.').waitFor();
  await options.close();
  const { accounts, actions } = await bench.overview();
  expect(accounts.some(({ id }) => id === bob)).toBe(false);
  expect(actions).toEqual([]);

  const derived = await deriveKey(passphrase, readBackupFile(text).kdf);
  expect(await restoreAll(elsewhere.desk, text, derived)).toMatchObject({ accounts: 1, needSignIn: [] });
  bench.world.files.expireAccessTokens('bob');
  expect(await signedCall(elsewhere.desk, bob, urls.files)).toMatchObject({
    status: 200,
    text: expect.stringContaining('bob') as string,
  });
  expect(await elsewhere.account('bob', 'practice-files')).toMatchObject({
    state: 'fine',
    renewals: 1,
    notInBackup: 'rotates',
  });
  expect(bench.world.files.reuseDetected).toBe(0);
});

test('an account that was renewed after the file was made is not forgotten, nor one of a move that was given up', async () => {
  const first = await make({ ids: [ids.files, ids.photos], move: true });
  await ownCall(bench.desk, 'accounts.renew', { id: ids.files });
  await ownCall(bench.desk, 'backup.keep', { moveId: first.moveId ?? '' });
  expect(await code(ownCall(bench.desk, 'backup.forget', { moveId: first.moveId ?? '' }))).toBe('invalid_input');
  const { moveId } = await make({ ids: [ids.files], move: true });
  await ownCall(bench.desk, 'backup.handed', { moveId: moveId ?? '' });
  await ownCall(bench.desk, 'accounts.renew', { id: ids.files });
  expect(await ownCall(bench.desk, 'backup.forget', { moveId: moveId ?? '' })).toEqual({ forgotten: 0, kept: ['alice'] });
  expect(await signedCall(bench.desk, ids.files, urls.files)).toMatchObject({ status: 200 });
});

test('the newer one wins unless the user wants the other; a service that differs stays unless the user wants the file’s', async () => {
  const { text } = await make();
  await restoreAll(elsewhere.desk, text);
  const again = await ownCall(elsewhere.desk, 'backup.read', { text, key });
  expect(again.accounts.map(({ meeting, wins }) => `${meeting} ${wins}`)).toEqual(['same here', 'same here', 'same here']);
  expect(await restoreAll(elsewhere.desk, text)).toMatchObject({ accounts: 0, services: 0, apps: 0, permits: 0, sites: 0 });

  await signsInAgain(bench, 'practice-photos', ids.photos);
  const newer = await make();
  const entry = keysEntry('header', keys.origin);
  await ownCall(elsewhere.desk, 'services.save', { service: { ...entry, name: 'My keys' } });
  const preview = await ownCall(elsewhere.desk, 'backup.read', { text: newer.text, key });
  expect(preview.accounts.map(({ serviceId, meeting, wins }) => `${serviceId} ${meeting} ${wins}`).toSorted()).toEqual(
    [`${keysId} same here`, 'practice-files newer-here here', 'practice-photos older-here file']
      .map((line) => (line.startsWith('practice-files') ? (expect.stringMatching(/^practice-files .* here$/) as string) : line))
      .toSorted(),
  );
  expect(preview.services.filter(({ meeting }) => meeting === 'different').map(({ id }) => id)).toEqual([keysId]);
  expect(await restoreAll(elsewhere.desk, newer.text)).toMatchObject({ accounts: 1, services: 0 });
  const names = async () => (await elsewhere.overview()).services.map(({ service }) => service.name);
  expect(await names()).toContain('My keys');
  const photos = await elsewhere.account('alice', 'practice-photos');
  expect((await elsewhere.overview()).permits.map(({ accountId }) => accountId)).toEqual([photos.id]);
  expect(await signedCall(elsewhere.desk, photos.id, urls.photos)).toMatchObject({ status: 200 });
  await restoreAll(elsewhere.desk, newer.text, key, { services: [keysId] });
  expect(await names()).not.toContain('My keys');
});

test('a damaged, cut, foreign, oversized or wrongly opened file, or a newer one, is told and changes nothing', async () => {
  const { text } = await make();
  await restoreAll(elsewhere.desk, text, key, { accounts: [] });
  const before = await vaultOf(elsewhere.desk);
  const middle = text.length >> 1;
  const bad: Record<string, readonly [string, string, string]> = {
    damaged: [text.slice(0, middle) + (text[middle] === 'A' ? 'B' : 'A') + text.slice(middle + 1), key, 'backup_wrong_key'],
    cut: [text.slice(0, middle), key, 'backup_invalid'],
    foreign: ['{"countersign":"services","version":1,"name":"acme","services":[]}', key, 'backup_invalid'],
    'another head': [text.replace('"passes":1', '"passes":2'), key, 'backup_wrong_key'],
    newer: [text.replace('"version":1', '"version":2'), key, 'backup_newer'],
    oversized: [`${' '.repeat(33 * 1024 * 1024)}${text}`, key, 'backup_invalid'],
    'wrongly opened': [text, `B${key.slice(1)}`, 'backup_wrong_key'],
  };
  for (const [name, [given, by, expected]] of Object.entries(bad)) {
    expect(await code(ownCall(elsewhere.desk, 'backup.read', { text: given, key: by })), name).toBe(expected);
    const wish = { text: given, key: by, accounts: [], services: [], permits: true, sites: true };
    expect(await code(ownCall(elsewhere.desk, 'backup.restore', wish)), name).toBe(expected);
  }
  const strangers = { text, key, accounts: ['stranger'], services: [], permits: true, sites: true };
  expect(await code(ownCall(elsewhere.desk, 'backup.restore', strangers))).toBe('invalid_input');
  expect(await vaultOf(elsewhere.desk)).toEqual(before);
});

test('where the disk is full in the middle of a restore, nothing of it is there', async () => {
  const { text } = await make();
  const before = await vaultOf(elsewhere.desk);
  const worker = await elsewhere.browser.worker();
  await worker.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function full(this: IDBObjectStore, ...given: [unknown, IDBValidKey?]) {
      if (this.name === 'sites') throw new DOMException('no room', 'QuotaExceededError'); // the last table that a restore writes
      return put.apply(this, given);
    };
  });
  expect(await code(restoreAll(elsewhere.desk, text))).toBe('storage_full');
  expect(await vaultOf(elsewhere.desk)).toEqual(before);
  await elsewhere.browser.stopWorker();
  expect(await restoreAll(elsewhere.desk, text)).toMatchObject({ accounts: 3 });
});

test('the settings are told without any secret, account or handle', async () => {
  const text = await ownCall(bench.desk, 'settings.export', {});
  const issued = [...bench.world.photos.issued, ...bench.world.files.issued, ...keys.issued];
  expect(findSecrets(Buffer.from(text), issued)).toEqual([]);
  expect(text).not.toContain(handle);
  expect(text).not.toContain(ids.photos);
  expect(JSON.parse(text)).toMatchObject({
    countersign: 'settings',
    version: 1,
    sites: [site.origin],
    everySite: false,
    permits: [{ service: 'practice-photos', access: 'change', caller: { kind: 'site', origin: site.origin } }],
  });
});
