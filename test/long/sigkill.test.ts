/**
 * The browser is killed outright, with all its processes, in the middle of hundreds of writes, and started again with the same profile: the
 * database opens, and every renewed secret that was acknowledged is there and opens.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Overview } from '../../src/messaging/views';
import { bringPlanting, plantInto } from '../e2e/support/vault-stage';
import type { Browser } from '../harness/browser';
import { launchBrowser } from '../harness/launch';
import { ownCall, practiceHosts } from '../practice/set-up';
import { tablesOf } from '../vault-snapshots/schema-of';
import { sealedForTest, servedAt } from '../vault-snapshots/seal';
import { readSnapshot } from '../vault-snapshots/snapshots';
import { schemaVersion } from '../../src/vault/versions';

const times = 20;
const writes = 500;
const ids = Array.from({ length: 10 }, (_, at) => `account ${at}`);

let profile: string;
let service: Server;
let issued = 0;

beforeAll(async () => {
  profile = await mkdtemp(path.join(os.tmpdir(), 'countersign-killed-'));
  service = createServer((request, response) => {
    request.resume();
    issued += 1;
    const tokens = { access_token: `access-${issued}`, refresh_token: `refresh-${issued}`, token_type: 'bearer' };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(tokens));
  });
  await new Promise<void>((resolve, reject) => {
    service.once('error', reject);
    service.listen(0, '127.0.0.1', resolve);
  });
});
afterAll(async () => {
  await new Promise((resolve) => service?.close(resolve));
  if (profile) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

interface Started {
  readonly browser: Browser;
  readonly desk: Page;
  /** Ends every process of the browser at once. */
  kill(): Promise<void>;
}

async function start(): Promise<Started> {
  const browser = await launchBrowser({ profile });
  await browser.grantHosts(practiceHosts(browser));
  const desk = await browser.page('manifest.json');
  const session = await browser.context.browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {};
  const pid = processInfo.find(({ type }) => type === 'browser')?.id;
  if (pid === undefined) throw new Error('The browser does not tell its process.');
  const gone = new Promise((resolve) => browser.context.once('close', resolve));
  return {
    browser,
    desk,
    async kill() {
      process.kill(-pid, 'SIGKILL'); // Playwright gives each browser a group of its own
      await gone;
    },
  };
}

/** Ten accounts whose secrets can be renewed. */
async function plantAccounts({ browser, desk }: Started): Promise<void> {
  const { port } = service.address() as AddressInfo;
  const { version, tables } = await servedAt(readSnapshot(schemaVersion), `http://127.0.0.1:${port}`);
  const [ann] = tables['accounts'] ?? [];
  const [stored] = (tables['services'] ?? []) as { id: string; service: { apiHosts: string[] } }[];
  const accounts = ids.map(async (id) => {
    const secret = { accessToken: `access of ${id}`, refreshToken: `refresh of ${id}`, tokenType: 'bearer' };
    const box = { secret, service: stored?.service, apiHosts: stored?.service.apiHosts };
    return { ...ann, id, label: id, subject: id, renewals: 0, sealed: await sealedForTest(`accounts/${id}`, box) };
  });
  await bringPlanting(desk);
  await browser.stopWorker();
  const planted = { version, tables: { ...tables, permits: [], accounts: await Promise.all(accounts) } };
  await plantInto(desk, planted, tablesOf(version));
}

test(`killed ${times} times`, async () => {
  const acknowledged = new Map(ids.map((id) => [id, 0]));
  let total = 0;
  let wasUnderWay = 0;
  let started = await start();
  await plantAccounts(started);
  for (let round = 0; round < times; round += 1) {
    const { desk } = started;
    const upTo = total + Math.round(writes * (0.05 + 0.9 * Math.random()) * 0.2);
    let going = true;
    const chains = ids.map(async (id) => {
      while (going) {
        await ownCall(desk, 'accounts.renew', { id });
        acknowledged.set(id, (acknowledged.get(id) ?? 0) + 1);
        total += 1;
      }
    });
    const settled = Promise.allSettled(chains);
    while (total < upTo) await sleep(1);
    await started.kill();
    going = false;
    wasUnderWay += (await settled).filter(({ status }) => status === 'rejected').length;
    started = await start();
    const { accounts }: Overview = await ownCall(started.desk, 'overview', {});
    expect(accounts.map(({ id }) => id).toSorted(), `round ${round}`).toEqual(ids);
    for (const { id, renewals, problem } of accounts) {
      expect(renewals, `${id}, round ${round}`).toBeGreaterThanOrEqual(acknowledged.get(id) ?? 0);
      expect(problem?.code, `${id}, round ${round}`).not.toBe('record_damaged');
      acknowledged.set(id, renewals);
    }
  }
  await started.browser.close();
  expect(total).toBeGreaterThanOrEqual(writes);
  expect(wasUnderWay).toBeGreaterThan(0); // it was in the middle
});
