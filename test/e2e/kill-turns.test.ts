/** One sign-in window at a time: the next sign-in waits its turn, a left-over window is closed, and a redirect counts once. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { TestBrowser } from '../services/testing-client';
import { expectClean } from './support/aftermath';
import { representatives } from '../harness/thorough';
import { openBench, services, type Bench, type ServiceId } from './support/bench';
import { allowIn, pressAllow, logIn, seesDone } from './support/user';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
}, 120_000);
afterEach(() => bench.tidy());
afterAll(() => bench?.close());

const open = (id: string) => bench.signIn(id, ({ wait }) => wait?.for === 'visit' && wait.open, 'to have its window');
const trades = (service: ServiceId): number =>
  service === 'practice-photos'
    ? bench.world.photos.log.filter(({ path }) => path === '/oauth/access_token').length
    : bench.world.files.tokenRequests('authorization_code');

test('a second sign-in waits its turn, says for whom, and goes on when the first has ended', async () => {
  const { browser } = bench;
  const first = await bench.start('practice-photos');
  const one = await bench.connect(first);
  const window = await bench.window();
  await open(first);
  const second = await bench.start('practice-files');
  const two = await bench.connect(second);
  expect(await bench.signIn(second, ({ wait }) => wait?.for === 'turn', 'to wait its turn')).toMatchObject({
    state: 'waiting',
    wait: { for: 'turn', behind: 'Practice Photos' },
  });
  expect(await ownCall(bench.desk, 'signIn.claim', { id: second })).toBe(false); // whoever asks for the window does not get it
  await two.getByText('Waiting for its turn').waitFor();
  expect(await two.locator('p.lede').innerText()).toContain('Practice Photos');
  expect(browser.context.pages().filter((page) => page.url().startsWith(bench.world.files.origin))).toEqual([]);

  await allowIn(window);
  await seesDone(one);
  const next = await bench.window();
  expect(next.url().startsWith(bench.world.files.origin)).toBe(true);
  await allowIn(next, 'bob');
  await seesDone(two);
  await expectClean(bench, ['alice', 'bob']);
});

test.each(representatives(['refused', 'window closed', 'stopped by the user'] as const, () => 'ends otherwise'))(
  'the one that waits goes on when the first ends otherwise: %s',
  async (how) => {
    const { browser } = bench;
    const first = await bench.start('practice-photos');
    await bench.connect(first);
    const window = await bench.window();
    await open(first);
    const second = await bench.start('practice-files');
    const two = await bench.connect(second);
    await two.getByText('Waiting for its turn').waitFor();
    if (how === 'refused') {
      await logIn(window, 'alice');
      await window.click('#deny', { noWaitAfter: true });
    } else if (how === 'window closed') await window.close();
    else await ownCall(bench.desk, 'signIn.stop', { id: first });
    const next = await poll(
      () => browser.context.pages().find((page) => page.url().startsWith(bench.world.files.origin)),
      'the next window',
    );
    await allowIn(next);
    await seesDone(two);
    await expectClean(bench, ['alice']);
  },
);

describe.each(representatives(services, () => 'both protocols'))('%s', (service) => {
  test('the window of a page that has gone is closed when the next sign-in starts', async () => {
    const first = await bench.start(service);
    const dead = await bench.connect(first);
    const left = await bench.window();
    await open(first);
    await dead.close();
    expect(left.isClosed()).toBe(false);
    const second = await bench.start(service);
    const connect = await bench.connect(second);
    await poll(() => left.isClosed(), 'the left-over window to close');
    await allowIn(await bench.window());
    await seesDone(connect);
    // The first was not answered; it still waits, and its page can be opened again
    expect(await bench.signIn(first, () => true, 'to be there')).toMatchObject({ state: 'waiting', wait: { for: 'visit' } });
    const again = await bench.connect(first);
    await allowIn(await bench.window());
    await seesDone(again);
    await expectClean(bench, ['alice']);
  });

  test('the one that waits goes on when the page before it closes with its window open', async () => {
    const first = await bench.start(service);
    const dead = await bench.connect(first);
    const left = await bench.window();
    await open(first);
    const second = await bench.start(service);
    const connect = await bench.connect(second);
    await connect.getByText('Waiting for its turn').waitFor();
    await dead.close();
    await poll(() => left.isClosed(), 'the left-over window to close');
    await allowIn(await bench.window());
    await seesDone(connect);
  });

  test('the worker stopped while one waits its turn: the turn is kept', async () => {
    const { browser } = bench;
    const first = await bench.start(service);
    const one = await bench.connect(first);
    const window = await bench.window();
    await open(first);
    await logIn(window, 'alice');
    const second = await bench.start(service);
    const two = await bench.connect(second);
    await two.getByText('Waiting for its turn').waitFor();
    await browser.stopWorker();
    await pressAllow(window);
    await seesDone(one);
    await allowIn(await bench.window(), 'bob');
    await seesDone(two);
    await expectClean(bench, ['alice', 'bob']);
  });

  test('the same redirect told many times at once counts once', async () => {
    const before = trades(service);
    const id = await bench.start(service);
    await bench.signIn(id, (view) => view.wait?.for === 'visit', 'to come to its visit');
    const claimed = await ownCall(bench.desk, 'signIn.claim', { id });
    const reply = await new TestBrowser().signIn(claimed ? claimed.url : '', 'alice');
    const url = reply.headers['location'] ?? '';
    await bench.desk.evaluate(tellOften, { own: 'signIn.visited', input: { id, url } });
    expect(await bench.signIn(id, ({ state }) => state !== 'running', 'to end')).toMatchObject({ state: 'done', label: 'alice' });
    expect(trades(service) - before).toBe(1);
    await expectClean(bench, ['alice']);
  });
});

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };

/** Runs in our page. */
async function tellOften(message: object): Promise<void> {
  await Promise.all(Array.from({ length: 30 }, () => chrome.runtime.sendMessage(message)));
}
