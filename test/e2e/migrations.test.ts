/** Databases of every earlier version, opened by this one: nothing is missing, also when the worker dies on the way. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemaVersion } from '../../src/vault/versions';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { tablesOf } from '../vault-snapshots/schema-of';
import { snapshotVersions } from '../vault-snapshots/snapshots';
import { openVaultStage, type VaultStage } from './support/vault-stage';
import { survived } from './support/survived';

let stage: VaultStage;
beforeAll(async () => {
  stage = await openVaultStage();
});
afterAll(async () => stage?.close());

/** The version and tables of the database on disk. */
const onDisk = (): Promise<{ version: number; tables: string[] }> =>
  stage.desk.evaluate(
    () =>
      new Promise<{ version: number; tables: string[] }>((resolve, reject) => {
        const opening = indexedDB.open('countersign');
        opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')));
        opening.addEventListener('success', () => {
          const { version, objectStoreNames } = opening.result;
          opening.result.close();
          resolve({ version: version / 10, tables: [...objectStoreNames] });
        });
      }),
  );

/** An ended sign-in is kept for a short while only. */
function ended(tables: Record<string, Record<string, unknown>[]>): void {
  for (const row of tables['journal'] ?? []) Object.assign(row, { createdAt: Date.now(), since: Date.now() });
}

/** Everything of the snapshots is there, and its secrets work. */
async function findsEverything(): Promise<void> {
  const { accounts, services, permits, sites, signIns, mark, readOnly, lost } = await stage.overview();
  expect(accounts.map(({ label, state, serviceName }) => [label, state, serviceName])).toEqual([
    ['ann', 'fine', 'Snapshot Files'],
    ['ben', 'fine', 'Snapshot Photos'],
    ['cleo', 'needs-sign-in', 'Snapshot Files'],
    ['dora', 'revoked', 'Snapshot Files'],
  ]);
  expect(services.map(({ service, app, accounts: count }) => [service.id, app?.clientId, app?.hasSecret, count])).toEqual([
    ['snapshot-files', 'files-app', false, 3],
    ['snapshot-photos', 'photos-app', true, 1],
  ]);
  expect(permits.map(({ accountId, access, paths, calls }) => [accountId, access, paths, calls])).toEqual([
    ['ann', 'read', ['/api/*'], 2],
    ['ben', 'read', ['/api/*'], 1],
  ]);
  expect(sites.map(({ origin }) => origin)).toEqual([stage.site.origin]);
  expect(signIns.map(({ state, problem }) => [state, problem?.code])).toEqual([['failed', 'sign_in_denied']]);
  expect([mark, readOnly, lost]).toEqual([4242, undefined, undefined]);
  const lines = await ownCall(stage.desk, 'activity.page', { limit: 10 });
  expect(lines.map(({ accountId, path, answer }) => [accountId, path, answer])).toEqual([
    ['ben', '/api/list', 'network_failed'],
    ['ann', '/api/*', 404],
    ['ann', '/api/list', 200],
  ]);
  for (const { host, sent, received } of lines)
    expect([typeof host, typeof sent, typeof received]).toEqual(['string', 'number', 'number']);
  const page = await stage.openSite();
  stage.asked.length = 0;
  expect([await stage.call(page, 'handle-1'), await stage.call(page, 'handle-2')]).toEqual([200, 200]);
  expect(stage.asked[0]?.authorization).toBe('Bearer a-made-up-access-token');
  expect(stage.asked[1]?.authorization).toContain('oauth_token="a-made-up-token"');
  await page.close();
  await poll(async () => (await ownCall(stage.desk, 'activity.page', { limit: 10 })).length === 5, 'the lines of the calls');
  expect(await onDisk()).toEqual({ version: schemaVersion, tables: Object.keys(tablesOf(schemaVersion)).toSorted() });
}

test.each(snapshotVersions())('a database of version %i opens with everything in it', async (version) => {
  await stage.plant(version, { change: ended });
  expect((await onDisk()).version).toBe(version);
  await findsEverything();
});

describe('the worker is killed while it upgrades', () => {
  /** So many lines take a while to be indexed anew. */
  const many = 4000;
  const older = snapshotVersions().slice(0, -1);

  test.each([0, 40, 150].flatMap((after) => older.map((version) => [version, after] as const)))(
    'from version %i, %i ms after it was woken: it opens as it was or as it will be, and everything is there',
    async (version, after) => {
      await stage.plant(version, {
        change: (tables) => {
          const [line] = tables['activity'] ?? [];
          const at = Date.UTC(2026, 1, 1);
          for (let nth = 0; nth < many; nth += 1) tables['activity']?.push({ ...line, accountId: 'nobody', at: at + nth });
        },
      });
      await stage.browser.worker();
      await new Promise((resolve) => setTimeout(resolve, after));
      await stage.browser.stopWorker();
      const { version: now, tables } = await onDisk();
      expect([version, schemaVersion]).toContain(now);
      expect(tables).toEqual(Object.keys(tablesOf(now)).toSorted());
      const { accounts } = await stage.overview();
      expect(accounts.map(({ label }) => label)).toEqual(['ann', 'ben', 'cleo', 'dora']);
      const page = await stage.openSite();
      expect([await stage.call(page, 'handle-1'), await stage.call(page, 'handle-2')]).toEqual([200, 200]);
      await page.close();
      expect((await onDisk()).version).toBe(schemaVersion);
      const { kept } = await ownCall(stage.desk, 'activity.chart', { bounds: [0, 1] });
      expect(kept).toBeGreaterThanOrEqual(many + 3);
      survived('Migration', 'upgrading', 'resumed');
    },
  );
});
