/** A site that the user turns off, and calls that a permit does not cover: the page is told at once, and the user can see it. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { answerOf, pageCall, pageSees } from './pages/app';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

let stage: Stage;
let page: Page;
let handle: string;

beforeAll(async () => {
  stage = await openStage();
  await signIn(stage, 'practice-photos', 'alice');
  page = await openEnabled(stage);
  handle = await permit(stage, page, { service: 'practice-photos', access: 'read', paths: ['/api/me'] });
});
afterAll(async () => stage?.close());

test('a call that the permit does not cover stands in the activity with its reason', async () => {
  const { origin } = stage.world.photos;
  const before = stage.world.photos.log.length;
  expect(answerOf(await pageCall(page, handle, `${origin}/api/photos`))).toBe('outside_permit');
  expect(answerOf(await pageCall(page, handle, `${origin}/api/me`, { method: 'POST' }))).toBe('outside_permit');
  const lines = await poll(async () => {
    const recent = await ownCall(stage.own, 'activity.page', { limit: 10 });
    return recent.length >= 2 && recent;
  }, 'the lines of the activity');
  expect(lines.map(({ method, path, answer }) => `${method} ${path} ${answer}`).toSorted()).toEqual([
    'GET /api/photos outside_permit',
    'POST /api/me outside_permit',
  ]);
  expect(stage.world.photos.log.length).toBe(before);
});

test('an open page whose site is turned off hears not_available, and does not wait for ever', async () => {
  const { origin } = stage.world.photos;
  expect(answerOf(await pageCall(page, handle, `${origin}/api/me`))).toBe(200);
  await ownCall(stage.own, 'sites.disable', { origin: stage.site.origin });
  expect(answerOf(await pageCall(page, handle, `${origin}/api/me`))).toBe('not_available');
  expect(await pageSees(page)).toBe(false);
});
