/** The lock, from the first passphrase to its removal: sealed anew, locked, opened again, over a restart of the browser. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../harness/browser';
import { launchBrowser } from '../harness/launch';
import { ownCall } from '../practice/set-up';
import { answerOf, openApp, pageCall } from './pages/app';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';
import { codeOf, databases, derived, setsPassphrase } from './support/passphrase';

let stage: Stage;
let profile: string;
let again: Browser | undefined;

beforeAll(async () => {
  profile = await mkdtemp(path.join(os.tmpdir(), 'countersign-lock-'));
  stage = await openStage({ browser: { profile } });
});
afterAll(async () => {
  await again?.close();
  await stage?.close();
  if (profile) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

test('a passphrase set, a lock, a wrong and a right key, a restart, the passphrase taken away', async () => {
  const { own } = stage;
  await signIn(stage, 'practice-files', 'alice');
  const page = await openEnabled(stage);
  const handle = await permit(stage, page, { service: 'practice-files', access: 'read' });
  const url = `${stage.world.files.origin}/api/me`;
  const call = async (from = page) => answerOf(await pageCall(from, handle, url));
  expect(await call()).toBe(200);
  expect((await stage.overview()).lock).toMatchObject({ state: 'none', minutes: 15 });

  const key = await setsPassphrase(own);
  const before = await stage.overview();
  expect(before).toMatchObject({
    lock: { state: 'unlocked', olderAccounts: 1 },
    accounts: [{ label: 'alice', state: 'fine' }],
    permits: [{ access: 'read' }],
  });
  expect(await databases(own)).toEqual(['countersign.2']);
  expect(await call()).toBe(200);

  await ownCall(own, 'lock.now', {});
  expect(await stage.overview()).toMatchObject({
    mark: before.mark,
    lock: { state: 'locked', why: 'user' },
    accounts: [],
    services: [],
    permits: [],
    sites: [],
  });
  expect(await codeOf(ownCall(own, 'activity.callers', {}))).toBe('locked');
  expect(await ownCall(own, 'lock.params', {})).toMatchObject({ kdf: { name: 'argon2id' }, passkeys: [] });
  expect(await codeOf(ownCall(own, 'lock.unlock', { key: derived().key }))).toBe('passphrase_wrong');
  await stage.browser.stopWorker();
  expect((await stage.overview()).lock).toMatchObject({ state: 'locked', why: 'user' });
  await ownCall(own, 'lock.unlock', { key });
  expect(await call()).toBe(200);
  await stage.browser.stopWorker();
  expect(await call()).toBe(200); // the worker's end locks nothing

  await stage.browser.close();
  again = await launchBrowser({ profile });
  const desk = await again.page('manifest.json');
  expect((await ownCall(desk, 'overview', {})).lock).toMatchObject({ state: 'locked', why: 'start' });
  await ownCall(desk, 'lock.unlock', { key });
  await expect
    .poll(() => ownCall(desk, 'overview', {}))
    .toMatchObject({
      mark: before.mark,
      accounts: [{ label: 'alice', state: 'fine' }],
      permits: [{ access: 'read' }],
    });
  const later = await openApp(await again.context.newPage(), stage.site.origin);
  expect(await call(later)).toBe(200);

  expect(await codeOf(ownCall(desk, 'lock.remove', { current: derived().key }))).toBe('passphrase_wrong');
  await ownCall(desk, 'lock.remove', { current: key });
  expect(await ownCall(desk, 'overview', {})).toMatchObject({ lock: { state: 'none' }, accounts: [{ label: 'alice' }] });
  expect(await databases(desk)).toEqual(['countersign.3']);
  expect(await call(later)).toBe(200);
});
