/** What happens to databases happens to the vault: a newer version, a full disk, a deleted file, a damaged row, a connection that blocks. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { fillDisk, freeDisk } from './support/full-disk';
import { holdWorker } from './support/hold';
import { databaseText, openVaultStage, type VaultStage } from './support/vault-stage';

let stage: VaultStage;
beforeAll(async () => {
  stage = await openVaultStage();
});
afterAll(async () => stage?.close());

const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: Error) => /: (\w+) /.exec(error.message)?.[1] ?? error.message,
  );
const accountStates = async (): Promise<(string | undefined)[][]> =>
  (await stage.overview()).accounts.map(({ label, state, problem }) => [label, state, problem?.code]);
const whole = [
  ['ann', 'fine', undefined],
  ['ben', 'fine', undefined],
  ['cleo', 'needs-sign-in', 'needs_sign_in'],
  ['dora', 'revoked', undefined],
];

test('a database of a newer version is read and never written: calls go on, everything that writes is refused before it is sent', async () => {
  await stage.plant(3, {
    as: 99,
    more: { future: 'id', futures: '++id, at' },
    change: (tables) => {
      tables['future'] = [{ id: 'x', of: 'a later version' }];
      for (const row of tables['accounts'] ?? []) row['fromTheFuture'] = { kept: true };
    },
  });
  const tables = ['settings', 'services', 'apps', 'accounts', 'journal', 'permits', 'sites', 'activity', 'future'];
  const before = await databaseText(stage.desk, tables);
  expect(before).toContain('version 990');
  expect((await stage.overview()).readOnly).toBe(true);
  expect(await accountStates()).toEqual(whole);
  const page = await stage.openSite();
  expect([await stage.call(page, 'handle-1'), await stage.call(page, 'handle-2')]).toEqual([200, 200]);
  stage.asked.length = 0;
  expect(await refusal(ownCall(stage.desk, 'accounts.renew', { id: 'ann' }))).toBe('vault_newer');
  expect(await refusal(ownCall(stage.desk, 'signIn.start', { serviceId: 'snapshot-photos' }))).toBe('vault_newer');
  expect(await refusal(ownCall(stage.desk, 'sites.enable', { origin: stage.site.origin }))).toBe('vault_newer');
  expect(await refusal(ownCall(stage.desk, 'permits.end', { ids: ['permit-1'] }))).toBe('vault_newer');
  expect(stage.asked).toEqual([]);
  const options = await stage.browser.page('extension/pages/options/options.html#accounts');
  await options.getByText('The vault was written by a newer Countersign').waitFor();
  await options.getByText('Update Countersign.').waitFor();
  await options.close();
  await new Promise((resolve) => setTimeout(resolve, 700)); // the activity is written within half a second
  expect(await databaseText(stage.desk, tables)).toBe(before);
  await page.close();
});

test('a newer database that lacks something of ours is not mended', async () => {
  await stage.plant(2, { as: 98 });
  expect(await refusal(stage.overview())).toBe('vault_newer');
  expect(await databaseText(stage.desk, ['accounts'])).toContain('version 980');
});

test('deleted under us: said once, with how many accounts there were, and everything goes on', async () => {
  await stage.plant(3);
  expect(await accountStates()).toEqual(whole);
  await stage.desk.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase('countersign');
        deleting.addEventListener('success', () => resolve());
        deleting.addEventListener('error', () => reject(new Error('not deleted')));
      }),
  );
  const { accounts, lost } = await stage.overview();
  expect([accounts, lost?.accounts]).toEqual([[], 4]);
  const options = await stage.browser.page('extension/pages/options/options.html#accounts');
  await options.getByText('The browser has deleted the vault').waitFor();
  await options.getByText('4 accounts were in it.').waitFor();
  await options.getByRole('button', { name: 'Close' }).click();
  await options.getByText('The browser has deleted the vault').waitFor({ state: 'detached' });
  await options.close();
  expect((await stage.overview()).lost).toBeUndefined();
  await stage.browser.stopWorker();
  expect((await stage.overview()).lost).toBeUndefined();
  // What is sealed now is sealed under the key of the new database.
  const service = { id: 'new', name: 'New', hue: 1, protocol: 'oauth2', clientAuth: 'client_secret_post', scopes: [] } as const;
  const url = 'https://new.example';
  await ownCall(stage.desk, 'services.save', {
    service: { ...service, authorizeUrl: `${url}/authorize`, tokenUrl: `${url}/token`, apiHosts: [url] },
  });
  await ownCall(stage.desk, 'apps.save', { serviceId: 'new', clientId: 'c', clientSecret: 'a made-up secret' });
  await stage.browser.stopWorker();
  await ownCall(stage.desk, 'apps.save', { serviceId: 'new', clientId: 'c' }); // opens the secret and seals it anew
  expect((await stage.overview()).services[0]?.app?.hasSecret).toBe(true);
});

test('a box that was altered and a row that lacks its facts cost their own accounts only', async () => {
  await stage.plant(3, {
    change: (tables) => {
      const [ann, , cleo] = tables['accounts'] ?? [];
      const { data } = (ann?.['sealed'] ?? { data: { $buffer: '' } }) as { data: { $buffer: string } };
      const bytes = Buffer.from(data.$buffer, 'base64');
      bytes[20] = (bytes[20] ?? 0) ^ 1;
      data.$buffer = bytes.toString('base64');
      delete cleo?.['facts'];
    },
  });
  expect(await accountStates()).toEqual([
    ['ann', 'needs-sign-in', 'record_damaged'],
    whole[1],
    ['cleo', 'needs-sign-in', 'record_damaged'],
    whole[3],
  ]);
  const page = await stage.openSite();
  expect([await stage.call(page, 'handle-1'), await stage.call(page, 'handle-2')]).toEqual(['record_damaged', 200]);
  await page.close();
  expect(await refusal(ownCall(stage.desk, 'accounts.renew', { id: 'cleo' }))).toBe('record_damaged');
  expect(await refusal(ownCall(stage.desk, 'accounts.renew', { id: 'ann' }))).toBe('record_damaged');
  const id = await ownCall(stage.desk, 'signIn.start', { serviceId: 'snapshot-photos' });
  expect(id).toBeTypeOf('string');
  await ownCall(stage.desk, 'signIn.stop', { id });
});

test('an upgrade that another connection blocks is given up, said so, and done once it is free', async () => {
  await stage.plant(2);
  await stage.desk.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('countersign');
        opening.addEventListener('error', () => reject(new Error('not opened')));
        opening.addEventListener('success', () => {
          Object.assign(globalThis, { blocking: opening.result });
          resolve();
        });
      }),
  );
  const told = await refusal(stage.overview());
  await stage.desk.evaluate(() => (globalThis as unknown as { blocking: IDBDatabase }).blocking.close());
  expect(told).toBe('storage_blocked');
  await poll(async () => (await stage.overview()).accounts.length === 4, 'the accounts');
});

test('no room left: writes fail with storage_full, calls go on, and nothing is lost', async () => {
  await stage.plant(3);
  expect(await accountStates()).toEqual(whole);
  const page = await stage.openSite();
  expect(await stage.call(page, 'handle-2')).toBe(200);
  await poll(async () => (await ownCall(stage.desk, 'activity.page', { limit: 10 })).length === 4, 'the line of the call');
  await fillDisk(stage.browser);
  expect(await refusal(ownCall(stage.desk, 'permits.end', { ids: ['permit-2'] }))).toBe('storage_full');
  expect(await refusal(ownCall(stage.desk, 'accounts.renew', { id: 'ann' }))).toBe('storage_full');
  expect(stage.asked.map(({ path }) => path)).toEqual(['/api/list']); // no renewal was sent that could not have been stored
  expect([await stage.call(page, 'handle-1'), await stage.call(page, 'handle-2')]).toEqual([200, 200]);
  await new Promise((resolve) => setTimeout(resolve, 700)); // the activity is written within half a second
  await freeDisk(stage.browser);
  expect(await accountStates()).toEqual(whole);
  expect((await ownCall(stage.desk, 'activity.page', { limit: 10 })).length).toBe(4);
  expect(await refusal(ownCall(stage.desk, 'permits.end', { ids: ['permit-2'] }))).toBe('done');
  await page.close();
});

test('a renewed secret that finds no room is used from memory, and stored once there is some, also in another life of the worker', async () => {
  await stage.plant(3);
  const page = await stage.openSite();
  const hold = await holdWorker(stage.browser, 'renewal:answered');
  const renewing = refusal(ownCall(stage.desk, 'accounts.renew', { id: 'ann' }));
  const failed = renewing.then((code) => {
    throw new Error(`The renewal ended before it was held: ${code}`);
  });
  await Promise.race([hold.reached(), failed]);
  failed.catch(() => undefined);
  await fillDisk(stage.browser);
  await hold.release();
  expect(await renewing).toBe('done');
  expect((await accountStates())[0]).toEqual(['ann', 'fine', 'storage_full']);
  stage.asked.length = 0;
  expect(await stage.call(page, 'handle-1')).toBe(200);
  expect(stage.asked).toEqual([{ path: '/api/list', authorization: 'Bearer renewed-access-token' }]);
  expect(await databaseText(stage.desk, ['accounts'])).toContain('"renewals":2');
  await stage.browser.stopWorker(); // the disk has room for the next one
  await poll(async () => (await accountStates())[0]?.[2] === undefined, 'the secret to be stored');
  await stage.browser.stopWorker();
  expect(await stage.call(page, 'handle-1')).toBe(200);
  expect(stage.asked.at(-1)?.authorization).toBe('Bearer renewed-access-token');
  expect((await stage.overview()).accounts[0]).toMatchObject({ label: 'ann', state: 'fine', renewals: 3 });
  expect(stage.asked.filter(({ path }) => path === '/token')).toEqual([]);
  await page.close();
});
