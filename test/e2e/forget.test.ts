/** Everything is forgotten, though the worker dies between a service's answer and our write: the next life finishes it, and says so. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownCall } from '../practice/set-up';
import { openEndings, signsInBoth, type Endings } from './support/endings';
import { holdWorker, killAt } from './support/hold';

let endings: Endings;
beforeAll(async () => {
  endings = await openEndings();
  await endings.prepare();
  await signsInBoth(endings);
}, 60_000);
afterAll(() => endings?.close());

test('every token is dead at its service, nothing is left here, and it is told until it is dismissed', async () => {
  expect((await endings.live()).length).toBeGreaterThan(0);
  const hold = await holdWorker(endings.browser, 'revoke:answered');
  await ownCall(endings.desk, 'forget.everything', {});
  await killAt(endings.browser, hold);
  const { id, ...action } = await endings.ended();
  expect(action).toMatchObject({ kind: 'forget', state: 'done', interrupted: true, done: 2, total: 2, ended: [] });
  expect(await endings.live()).toEqual([]);
  await endings.expectNothingHere();
  await ownCall(endings.desk, 'actions.dismiss', { id });
  expect(await endings.rows('actions')).toEqual([]);
});
