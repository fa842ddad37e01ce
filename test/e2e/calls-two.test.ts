/** Two accounts of one service, one URL that may be cached: the answers never swap, and no cookie is ever sent. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pageCall } from './pages/app';
import { openEnabled, openStage, permit, pickAccount, signIn, type Stage } from './pages/stage';

let stage: Stage;
let page: Page;
const handles: Record<string, string> = {};
const services = ['practice-photos', 'practice-files'] as const;
const people = ['alice', 'bob'] as const;

beforeAll(async () => {
  stage = await openStage();
  page = await openEnabled(stage);
  for (const service of services) {
    for (const who of people) await signIn(stage, service, who);
    handles[`${service} alice`] = await permit(stage, page, { service }, pickAccount('alice'));
    handles[`${service} bob`] = await permit(stage, page, { service, access: 'change' }, pickAccount('bob')); // more than the first covers
  }
});
afterAll(async () => stage?.close());

test.each(services)('%s: bodies never swap, by freshness or by ETag', async (service) => {
  const { origin, log } = service === 'practice-photos' ? stage.world.photos : stage.world.files;
  const before = log.length;
  const get = (who: string, headers = {}) =>
    pageCall(page, handles[`${service} ${who}`] ?? '', `${origin}/api/account`, { headers });
  const nameIn = ({ text = '' }): string => (JSON.parse(text) as { screen_name: string }).screen_name;
  const etags: Record<string, string> = {};
  for (const who of [...people, ...people]) {
    const answer = await get(who);
    expect(answer.headers?.['cache-control']).toBe('max-age=600');
    expect(nameIn(answer)).toBe(who);
    etags[who] = answer.headers?.['etag'] ?? '';
  }
  expect(new Set(Object.values(etags)).size).toBe(2);
  const mixed = Array.from({ length: 40 }, (_, index) => people[index % 2] ?? 'alice');
  expect((await Promise.all(mixed.map((who) => get(who)))).map(nameIn)).toEqual(mixed);
  expect(await get('alice', { 'If-None-Match': etags['alice'] })).toMatchObject({ status: 304, text: '' });
  expect(nameIn(await get('bob', { 'If-None-Match': etags['alice'] }))).toBe('bob');
  expect(nameIn(await get('alice', { 'If-None-Match': etags['bob'] }))).toBe('alice');
  expect(log.length - before).toBe(4 + 40 + 3); // each one reached the service
});

test('the browser holds the services’ cookies and none was ever sent with a call', async () => {
  const cookies = (await stage.browser.context.cookies(stage.world.photos.origin)).map(({ name }) => name);
  expect(cookies).toEqual(expect.arrayContaining(['practice_photos', 'practice_files'])); // one host, so every call could carry both
  for (const { log } of [stage.world.photos, stage.world.files]) {
    expect(log.filter(({ outcome }) => outcome.includes('cookie'))).toEqual([]);
  }
});
