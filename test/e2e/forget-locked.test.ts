/** Everything is forgotten while the vault is locked: nobody can be asked, all is wiped, and what is signed in afterwards stays. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../harness/browser';
import { launchBrowser } from '../harness/launch';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { openStage, signIn, type Stage } from './pages/stage';
import { fillDisk, freeDisk } from './support/full-disk';
import { codeOf, derived, setsPassphrase } from './support/passphrase';

let stage: Stage;
let profile: string;
let again: Browser | undefined;

beforeAll(async () => {
  profile = await mkdtemp(path.join(os.tmpdir(), 'countersign-forget-'));
  stage = await openStage({ browser: { profile } });
});
afterAll(async () => {
  await again?.close();
  await stage?.close();
  if (profile) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

test('a locked vault opens though the disk is full; forgotten under a lock, then used again: nothing old is there, and the next start of the browser finds what is new', async () => {
  const { own } = stage;
  await signIn(stage, 'practice-files', 'alice');
  const key = await setsPassphrase(own);
  await ownCall(own, 'lock.now', {});
  await fillDisk(stage.browser);
  expect(await codeOf(ownCall(own, 'lock.unlock', { key: derived().key }))).toBe('passphrase_wrong');
  expect(await codeOf(ownCall(own, 'lock.unlock', { key }))).toBe('nothing'); // though no try can be counted
  await freeDisk(stage.browser);
  await ownCall(own, 'lock.now', {});
  await ownCall(own, 'forget.everything', {});
  const forgotten = await poll(async () => {
    const now = await stage.overview();
    return now.actions[0]?.state === 'done' && now;
  }, 'everything to be forgotten');
  expect(forgotten).toMatchObject({ lock: { state: 'none' }, accounts: [], services: [], permits: [], sites: [] });
  expect(forgotten.actions).toMatchObject([{ kind: 'forget', ended: [{ label: 'alice', revoked: 'failed', wiped: true }] }]);

  await ownCall(own, 'apps.makeKey', { serviceId: await anyService(own) });
  const { mark, services } = await stage.overview();
  await stage.browser.close();
  again = await launchBrowser({ profile });
  const desk = await again.page('manifest.json');
  const later = await ownCall(desk, 'overview', {});
  expect(later).toMatchObject({ mark, lock: { state: 'none' }, actions: [{ kind: 'forget' }] });
  expect(later.services.map(({ service }) => service.id)).toEqual(services.map(({ service }) => service.id));
  expect(later.services[0]?.madeKey).toBe(services[0]?.madeKey);
});

/** A service in use again, with something sealed for it. */
async function anyService(own: Parameters<typeof ownCall>[0]): Promise<string> {
  return ownCall(own, 'services.add', { id: 'github' });
}
