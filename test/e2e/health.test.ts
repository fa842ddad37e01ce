/** Health in a real browser: fine with accounts; then each part is broken, found, repaired; and the report names nobody. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CheckName, CheckView } from '../../src/core/health';
import { poll } from '../harness/poll';
import { filesEntry } from '../practice/entries';
import { ownCall, practiceHosts } from '../practice/set-up';
import { findSecrets } from '../services/secrets';
import { openBench, type Bench } from './support/bench';
import { signsIn } from './support/user';

declare const chrome: { alarms: { clearAll(): Promise<boolean>; getAll(): Promise<{ name: string }[]> } };

let bench: Bench;
let health: Page;
const ids: Record<string, string> = {};

beforeAll(async () => {
  bench = await openBench();
  ids['photos'] = await signsIn(bench, 'practice-photos', 'alice');
  ids['files'] = await signsIn(bench, 'practice-files', 'bob');
  health = await bench.browser.page('extension/pages/options/options.html#health');
}, 120_000);
afterAll(async () => bench?.close());

const check = (name: CheckName): Promise<CheckView> => ownCall(bench.desk, 'health.check', { name });
const row = (name: CheckName) => health.locator(`[data-check=${name}]`);
const head = () => health.getByRole('status').filter({ hasText: 'The report holds no secrets.' }).innerText();
const section = (title: string) => health.locator('section', { has: health.getByRole('heading', { name: title, exact: true }) });

/** Presses a button of the page that was opened before, and waits until every check has ended. */
async function press(name: string): Promise<void> {
  await health.mouse.move(0, 0);
  await health.getByRole('button', { name, exact: true }).first().click();
  await health.mouse.move(0, 0);
  await poll(async () => !(await head()).includes('running'), 'the checks to end', { timeout: 20_000 });
}

/** Writes into a row of the database behind the worker's back. @param damage flips a bit of its box as well */
async function change(table: string, id: string, values: object, damage = false): Promise<void> {
  await bench.desk.evaluate(
    async (wanted) => {
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.addEventListener('success', () => resolve(request.result));
          request.addEventListener('error', () => reject(request.error ?? new Error(wanted.table)));
        });
      const db = await done(indexedDB.open('countersign'));
      const store = db.transaction(wanted.table, 'readwrite').objectStore(wanted.table);
      const row = (await done(store.get(wanted.id))) as { sealed?: { data: ArrayBuffer } };
      const bytes = new Uint8Array(row.sealed?.data ?? new ArrayBuffer(0));
      if (wanted.damage) bytes[3] = (bytes[3] ?? 0) ^ 1;
      await done(store.put({ ...row, ...wanted.values }));
      db.close();
    },
    { table, id, values, damage },
  );
}

test('with two accounts, everything is fine', async () => {
  await poll(async () => !(await head()).includes('running'), 'the checks to end', { timeout: 20_000 });
  expect(await head()).toBe('All 10 checks are fine. The report holds no secrets.');
  expect(await health.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(['Here', 'At services']);
  expect(await health.locator('nav .count').count()).toBe(0);
  const names: CheckName[] = [
    'vault',
    'keys',
    'storage',
    'redirect',
    'alarms',
    'clock',
    'hosts',
    'services',
    'actions',
    'update',
  ];
  for (const name of names) expect(await check(name), name).toMatchObject({ name, state: 'fine' });
  expect((await check('vault')).facts).toMatchObject({ accounts: 2, damaged: 0 });
  expect((await check('keys')).facts).toMatchObject({ lock: 'none', keys: 1 });
  expect((await check('hosts')).facts).toEqual({ total: 1, closed: 0 });
  expect((await check('services')).facts).toEqual({ total: 2, answered: 2, closed: 0 });
  expect(await row('services').innerText()).toContain('All 2 have answered.');
  expect(await row('redirect').locator('code').innerText()).toBe((await bench.overview()).redirectUrl);
  expect(await bench.rows('settings')).not.toContainEqual(expect.objectContaining({ id: 'probe' }));
});

test('the probe of the services carries nothing of the user’s', async () => {
  const { photos, files } = bench.world;
  const before = [photos.log.length, files.log.length] as const;
  await check('services');
  const sent = [...photos.log.slice(before[0]), ...files.log.slice(before[1])];
  expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual(['HEAD /', 'HEAD /']);
});

test('a host that was withdrawn is found and named, and granted by a click', async () => {
  await bench.browser.withdrawHosts(['http://127.0.0.1/*']);
  await press('Check again');
  expect(await section('Needs you').innerText()).toContain('Permission to reach hosts');
  expect(await row('hosts').innerText()).toContain('127.0.0.1');
  expect((await check('services')).facts).toMatchObject({ answered: 0, closed: 2 });
  await bench.browser.promiseHosts(practiceHosts(bench.browser));
  await press('Grant');
  await poll(async () => (await check('hosts')).state === 'fine', 'the host to be granted');
  expect(await row('hosts').innerText()).toContain('The one host of your services.');
});

test('a service whose clock is wrong is told; one that nobody contradicts means ours', async () => {
  const { photos } = bench.world;
  photos.clockAheadSeconds = 252;
  try {
    expect((await check('clock')).facts).toMatchObject({ kind: 'there', service: 'Practice Photos' });
    await change('accounts', ids['files'] ?? '', { state: 'revoked' });
    const wrong = await check('clock');
    expect(wrong).toMatchObject({ state: 'needs-you', facts: { kind: 'here', service: 'Practice Photos' }, repair: 'measure' });
    expect(Math.abs(Number(wrong.facts['seconds']) - 252)).toBeLessThanOrEqual(2);
    await press('Check again');
    expect(await row('clock').innerText()).toMatch(/clock is 4 min 1\d sec behind that of Practice Photos\./u);
    expect(await head()).toBe('9 of 10 checks are fine. One needs you. The report holds no secrets.');
    expect(await section('Needs you').getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(['Clock\nNeeds you']);
    expect(await health.locator('nav .count').innerText()).toBe('1');
  } finally {
    photos.clockAheadSeconds = 0;
    await change('accounts', ids['files'] ?? '', { state: 'fine' });
  }
  await press('Measure again');
  expect(await row('clock').innerText()).toContain('Agrees with the clock of');
});

test('a service that does not answer is named', async () => {
  await bench.world.photos.faults.down();
  await press('Check again');
  expect(await row('services').innerText()).toContain('Practice Photos did not answer.');
  await bench.world.photos.faults.up();
  await press('Ask again');
  expect(await row('services').innerText()).toContain('All 2 have answered.');
});

test('an alarm that has gone is missed and set; a sign-in past its time is ended', async () => {
  const id = await bench.start('practice-files');
  await bench.signIn(id, ({ wait }) => wait?.for === 'visit', 'to wait');
  await poll(() => bench.desk.evaluate(async () => (await chrome.alarms.getAll()).length > 0), 'the alarm');
  const long = Date.now() - 31 * 60_000;
  await change('journal', id, { createdAt: long, since: long });
  await bench.desk.evaluate(() => chrome.alarms.clearAll());
  expect(await check('alarms')).toMatchObject({ state: 'needs-you', facts: { missing: 'recover' }, repair: 'alarms' });
  expect(await check('actions')).toMatchObject({ state: 'needs-you', facts: { old: 1 }, repair: 'actions' });
  await press('Check again');
  await press('Set them');
  expect(await bench.desk.evaluate(async () => (await chrome.alarms.getAll()).map(({ name }) => name))).toContain('recover');
  expect((await check('alarms')).state).toBe('fine');
  await press('Go on');
  expect(await row('actions').innerText()).toContain('None.');
  await bench.signIn(id, ({ problem }) => problem?.code === 'sign_in_expired', 'to end');
  await ownCall(bench.desk, 'signIn.dismiss', { id });
});

test('a renewal that was cut off is tried once more', async () => {
  await change('accounts', ids['files'] ?? '', { renewing: { attempt: 1, at: Date.now() } });
  expect(await check('actions')).toMatchObject({ state: 'needs-you', facts: { renewals: 1 } });
  const before = bench.world.files.tokenRequests('refresh_token');
  await ownCall(bench.desk, 'health.repair', { repair: 'actions' });
  expect(bench.world.files.tokenRequests('refresh_token')).toBe(before + 1);
  expect((await check('actions')).state).toBe('fine');
});

test('a damaged record is found and taken out; its account waits for a new sign-in, no other is touched', async () => {
  const before = (await bench.rows('accounts')).find(({ id }) => id === ids['files']);
  await change('accounts', ids['photos'] ?? '', {}, true);
  expect(await check('vault')).toMatchObject({
    state: 'needs-you',
    facts: { damaged: 1, damagedAccounts: 1 },
    repair: 'damaged',
  });
  await press('Check again');
  await press('Take them out');
  expect((await check('vault')).facts).toMatchObject({ accounts: 2, damaged: 0 });
  const views = (await bench.overview()).accounts;
  expect(views.find(({ id }) => id === ids['photos'])).toMatchObject({
    label: 'alice',
    state: 'needs-sign-in',
    problem: { code: 'record_damaged' },
  });
  expect((await bench.rows('accounts')).find(({ id }) => id === ids['files'])).toEqual(before);
  await signsIn(bench, 'practice-photos', 'alice');
  expect((await bench.overview()).accounts.filter(({ state }) => state === 'fine')).toHaveLength(2);
});

test('an app and a sign-in that are damaged go as well', async () => {
  const { id: serviceId, ...entry } = filesEntry(bench.world.files.origin);
  await ownCall(bench.desk, 'services.save', { service: { ...entry, id: `${serviceId}-too` } });
  await ownCall(bench.desk, 'apps.save', { serviceId: `${serviceId}-too`, clientId: 'too', clientSecret: 'too' });
  const id = await bench.start('practice-photos');
  await bench.signIn(id, ({ wait }) => wait?.for === 'visit', 'to wait');
  await change('apps', `${serviceId}-too/too`, {}, true);
  await change('journal', id, {}, true);
  expect(await check('vault')).toMatchObject({ facts: { damaged: 2, damagedAccounts: 0 } });
  await ownCall(bench.desk, 'health.repair', { repair: 'damaged' });
  expect(await check('vault')).toMatchObject({ state: 'fine', facts: { damaged: 0 } });
  await bench.signIn(id, ({ problem }) => problem?.code === 'record_damaged', 'to end');
  expect((await bench.overview()).services.find(({ service }) => service.id === `${serviceId}-too`)).not.toHaveProperty('app');
  await ownCall(bench.desk, 'signIn.dismiss', { id });
});

test('a key whose bytes can be read is told', async () => {
  const keyed = (wanted: boolean): Promise<void> =>
    bench.desk.evaluate(async (add) => {
      const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt']);
      await new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('countersign');
        opening.addEventListener('success', () => {
          const change = opening.result.transaction('keys', 'readwrite');
          if (add) change.objectStore('keys').put({ id: 'planted', key });
          else change.objectStore('keys').delete('planted');
          change.addEventListener('complete', () => resolve(opening.result.close()));
          change.addEventListener('error', () => reject(change.error ?? new Error('keys')));
        });
      });
    }, wanted);
  await keyed(true);
  expect(await check('keys')).toMatchObject({ state: 'failed', facts: { exportable: 1 } });
  await press('Check again');
  expect(await row('keys').innerText()).toContain('The bytes of a key can be read');
  await keyed(false);
  expect((await check('keys')).state).toBe('fine');
});

test('the report is copied by its button', async () => {
  await health.bringToFront();
  await bench.browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await health.getByRole('button', { name: 'Copy report' }).click();
  const copied = await poll(() => health.evaluate(() => navigator.clipboard.readText()), 'the copy');
  expect(copied).toMatch(/^Countersign health report\n/u);
});

test('the report holds no secret, no label, no subject and no site', async () => {
  const planted = 'planted-9e41c7';
  for (const id of Object.values(ids)) await change('accounts', id, { label: `${planted}-label`, subject: `${planted}-subject` });
  await bench.world.photos.faults.down();
  const report = await ownCall(bench.desk, 'health.report', {});
  await bench.world.photos.faults.up();
  expect(report).toContain('extension: ');
  expect(report).toMatch(/^vault: fine accounts=2 damaged=0/mu);
  expect(report).toContain('  silent: (a host of the own network)');
  expect(report).not.toContain(planted);
  for (const word of ['alice', 'bob', 'Practice', '127.0.0.1']) expect(report, word).not.toContain(word);
  const issued = [...bench.world.photos.issued, ...bench.world.files.issued];
  expect(issued.length).toBeGreaterThan(3);
  expect(findSecrets(report, issued)).toEqual([]);
});
