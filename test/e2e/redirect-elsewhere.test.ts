/** One sign-in of each protocol at services that redirect to another place: in the sign-in window where it shows such pages, and in a tab. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { pageAt } from '../practice/windows';
import { openBench, type Bench } from './support/bench';
import { openElsewhere, type Elsewhere } from './support/elsewhere';
import { enterElsewhere, rulesOf } from './support/redirects';
import { allowIn, seesDone } from './support/user';

let bench: Bench;
let elsewhere: Elsewhere;

beforeAll(async () => {
  [bench, elsewhere] = await Promise.all([openBench(), openElsewhere()]);
  await enterElsewhere(bench, elsewhere.callback);
}, 120_000);
afterAll(async () => {
  await bench?.close();
  await elsewhere?.close();
});

test('OAuth 2.0, where the browser shows it: the answer comes here, another’s goes there', async () => {
  const connect = await bench.connect(await bench.start('practice-files'));
  // Firefox shows no page in its sign-in window that redirects elsewhere.
  const window = bench.browser.name === 'firefox' ? await pageAt(bench.browser, bench.world.files.origin) : await bench.window();
  const other = await bench.browser.tab(`${elsewhere.callback}?state=evil&code=x`);
  await other.close();
  expect(elsewhere.hits()).toEqual(['/callback?state=evil&code=x']);
  await allowIn(window);
  await seesDone(connect);
  expect(elsewhere.hits()).toHaveLength(1);
  expect(await rulesOf(bench)).toEqual([]);
});

test('OAuth 1.0a in a tab, which closes by itself', async () => {
  elsewhere.forget();
  const connect = await bench.connect(
    await ownCall(bench.desk, 'signIn.start', { serviceId: 'practice-photos', through: 'tab' }),
  );
  const tab = await pageAt(bench.browser, bench.world.photos.origin);
  await allowIn(tab);
  await seesDone(connect);
  await poll(() => tab.isClosed(), 'the tab to close');
  expect(elsewhere.hits()).toEqual([]);
  expect(await rulesOf(bench)).toEqual([]);
});
