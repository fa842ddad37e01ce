/** A browser whose vault the test plants itself: snapshots of every version, the services that they name, and a site with a permit in them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import { rows, siteOrigin } from '../../vault-snapshots/rows';
import { tablesOf } from '../../vault-snapshots/schema-of';
import { servedAt } from '../../vault-snapshots/seal';
import { readSnapshot, testKey, type Snapshot } from '../../vault-snapshots/snapshots';
import { ownCall, practiceHosts } from '../../practice/set-up';
import { bundle } from '../pages/bundle';
import { openApp, pageCall } from '../pages/app';
import { openStage, type Stage } from '../pages/stage';
import type * as plantDatabase from './plant-database';

/** Of plant-database.ts, in our page. */
declare const planting: typeof plantDatabase;

/** What the services of the snapshots were asked. */
export interface Asked {
  readonly path: string;
  readonly authorization: string;
}

export interface VaultStage extends Stage {
  /** A page of ours without a script: it does not wake the worker. */
  readonly desk: Page;
  readonly asked: Asked[];
  /** Stops the worker and puts a database in place of the one that is there. */
  plant(version: number, how?: PlantHow): Promise<void>;
  /** Opens the site's page, whose permits are in the snapshots. */
  openSite(): Promise<Page>;
  /** A signed call by the site's page with a handle of the snapshots. @returns status, or the code of what went wrong */
  call(page: Page, handle: string): Promise<number | string>;
}

interface PlantHow {
  /** The version that the database says it has; its snapshot's by default. */
  readonly as?: number;
  /** Tables beside those of the snapshot's version. */
  readonly more?: Readonly<Record<string, string>>;
  readonly change?: (tables: Record<string, Record<string, unknown>[]>) => void;
}

export async function openVaultStage(): Promise<VaultStage> {
  const asked: Asked[] = [];
  const service = createServer((request, response) => {
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '' });
    request.resume();
    const tokens = { access_token: 'renewed-access-token', refresh_token: 'renewed-refresh-token', token_type: 'bearer' };
    const answer = request.url === '/token' ? tokens : { ok: true };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve, reject) => {
    service.once('error', reject);
    service.listen(0, '127.0.0.1', resolve);
  });
  const { port } = service.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const stage = await openStage({ bare: true });
  const { browser, site } = stage;
  await browser.grantHosts(practiceHosts(browser));
  const desk = await browser.page('manifest.json');
  await stage.own.close();
  await bringPlanting(desk);
  const overview: Stage['overview'] = () => ownCall(desk, 'overview', {});
  return {
    ...stage,
    desk,
    own: desk,
    overview,
    asked,
    async plant(version, { as = version, more = {}, change } = {}) {
      const stored = JSON.stringify(await servedAt(readSnapshot(version), origin)).replaceAll(siteOrigin, site.origin);
      const { tables } = JSON.parse(stored) as Snapshot;
      change?.(tables as unknown as Record<string, Record<string, unknown>[]>);
      await browser.stopWorker();
      await plantInto(desk, { version: as, tables }, { ...tablesOf(version), ...more });
      asked.length = 0;
    },
    openSite: async () => openApp(await browser.context.newPage(), site.origin),
    async call(page, handle) {
      const { code, status } = await pageCall(page, handle, `${origin}/api/list`);
      return code ?? status ?? 'nothing';
    },
    async close() {
      await stage.close();
      await new Promise((resolve) => service.close(resolve));
    },
  };
}

/** Makes a page of ours able to plant databases. */
export async function bringPlanting(desk: Page): Promise<void> {
  await desk.evaluate(`${await bundle('test/e2e/support/plant-database.ts', { iife: 'bundledPlanting' })}
    globalThis.planting = bundledPlanting; undefined`);
}

/** Plants a database; the worker must not run. */
export async function plantInto(desk: Page, snapshot: Snapshot, schema: Readonly<Record<string, string>>): Promise<void> {
  const key = Buffer.from(testKey).toString('base64');
  await desk.evaluate((all) => planting.plant(all), { ...snapshot, schema, key });
}

/** What lies in the database, by table, as text; of keys, that they are there. */
export function databaseText(desk: Page, tables: readonly string[] = Object.keys(rows[3] ?? {})): Promise<string> {
  return desk.evaluate(async (names) => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('no database')));
      });
    const db = await done(indexedDB.open('countersign'));
    const texts = [`version ${db.version}`];
    for (const name of names) {
      const all: unknown[] = await done(db.transaction(name).objectStore(name).getAll());
      const plain = (_: string, value: unknown): unknown =>
        value instanceof ArrayBuffer
          ? [...new Uint8Array(value)]
          : ArrayBuffer.isView(value)
            ? [...(value as Uint8Array)]
            : value;
      texts.push(`${name} ${JSON.stringify(all, plain)}`);
    }
    db.close();
    return texts.join('\n');
  }, tables);
}
