/** Consent as people give it: narrowed, once, refused, put off, never by haste or by Enter. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clickConnect, pageAccounts, pageCall, quietly, type Told } from './pages/app';
import { clickReady, connect, consentWindow, openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';
import { ownCall } from '../practice/set-up';
import { poll } from '../harness/poll';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  await signIn(stage, 'practice-photos', 'alice');
  page = await openEnabled(stage);
});
afterAll(async () => stage?.close());

const photos = (path: string): string => `${stage.world.photos.origin}${path}`;
const post = { method: 'POST', body: 'title=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
const endAll = async (): Promise<void> => {
  const ids = (await stage.overview()).permits.map(({ id }) => id);
  await ownCall(stage.own, 'permits.end', { ids });
};
const status = async (told: Promise<Told<{ status: number }>>): Promise<number | string | undefined> => {
  const { code, status: got } = await told;
  return code ?? got;
};

test('“Allow once” covers exactly one call', async () => {
  const { handle = '' } = await connect(stage, page, { service: 'practice-photos' }, (consent) => clickReady(consent, 'Allow once'));
  const before = stage.world.photos.log.length;
  const both = await Promise.all([pageCall(page, handle, photos('/api/me')), pageCall(page, handle, photos('/api/me'))]);
  console.log(JSON.stringify(both));
  expect(both.map(({ code, status: got }) => code ?? got).toSorted()).toEqual([200, 'permit_ended']);
  expect(await status(pageCall(page, handle, photos('/api/me')))).toBe('permit_ended');
  expect(stage.world.photos.log).toHaveLength(before + 1);
  expect(await pageAccounts(page)).toEqual([]);
});
