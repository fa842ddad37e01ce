/** Every way in which a sign-in fails ends with its own code and its own words in the connect page, nothing stored, and a way on that works. */
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { ownCall } from '../practice/set-up';
import { representatives } from '../harness/thorough';
import { TestBrowser } from '../services/testing-client';
import { expectClean } from './support/aftermath';
import { openBench, type Bench } from './support/bench';
import { failures, type Failure } from './support/failures';
import { allowIn, readsFailure, seesDone, textsFor, triesAgain } from './support/user';

let bench: Bench;

/** Firefox shows a page that fails as any other, and tells us nothing of it: the user reads it there and closes the window. */
const here: readonly Failure[] = failures.map((each) =>
  inject('browser') === 'firefox' && each.code === 'page_not_loaded'
    ? {
        ...each,
        code: 'window_closed',
        visit: async (window, at) => {
          await each.visit?.(window, at);
          await window.close();
        },
      }
    : each,
);

beforeAll(async () => {
  bench = await openBench();
}, 120_000);
afterEach(() => bench.tidy());
afterAll(() => bench?.close());

test.each(representatives(here, (each) => here.indexOf(each) % 9))(
  '$service: $what → $code',
  async ({ service, code, says = {}, prepare, visit, repair }) => {
    const { browser, world } = bench;
    const { name, origin } = service === 'practice-photos' ? world.photos : world.files;
    await prepare?.(bench);
    const id = await bench.start(service);
    const connect = await bench.connect(id);
    if (visit) await visit(await bench.window(), bench);
    const { problem, accountId } = await bench.signIn(id, ({ state }) => state === 'failed' || state === 'done', 'to end');
    expect(problem).toMatchObject({ code, at: expect.any(Number) as number, ...says });
    expect([name, new URL(origin).host]).toContain(problem?.about);
    expect(accountId).toBeUndefined();

    const told = await readsFailure(connect);
    const { title, todo } = textsFor(code, name);
    expect(told).toMatchObject({ code, title, todo });
    expect(title).not.toBe('');
    expect(told.way).toEqual(
      expect.arrayContaining(['Close', 'Try again', ...(code === 'app_refused' ? ['Check the app'] : [])]),
    );
    if (says.serviceCode) expect(await connect.locator('details.more').innerText()).toContain(says.serviceCode);
    expect(
      browser.context
        .pages()
        .filter((page) => page.url().startsWith(world.photos.origin) || page.url().startsWith(world.files.origin)),
    ).toEqual([]);
    await expectClean(bench, []);

    await repair?.(bench);
    await triesAgain(connect);
    await allowIn(await bench.window());
    await seesDone(connect);
    await expectClean(bench, ['alice']);
  },
);

test('every failure has words of its own', () => {
  const codes = [...new Set(failures.map(({ code }) => code))];
  expect(new Set(codes.map((code) => textsFor(code, 'X').title)).size).toBe(codes.length);
});

test('the user stops a sign-in: its window closes, and it can be tried again', async () => {
  const id = await bench.start('practice-files');
  const connect = await bench.connect(id);
  const window = await bench.window();
  await bench.signIn(id, ({ wait }) => wait?.for === 'visit' && wait.open, 'to have its window');
  const closed = window.waitForEvent('close');
  await connect.getByRole('button', { name: 'Stop' }).click();
  await closed;
  expect(await readsFailure(connect)).toMatchObject({ code: 'sign_in_stopped', title: textsFor('sign_in_stopped', '').title });
  await expectClean(bench, []);
  await triesAgain(connect);
  await allowIn(await bench.window());
  await seesDone(connect);
});

test('a redirect that comes after the end changes nothing', async () => {
  const id = await bench.start('practice-files');
  await bench.signIn(id, (view) => view.wait?.for === 'visit', 'to come to its visit');
  const claimed = await ownCall(bench.desk, 'signIn.claim', { id });
  const reply = await new TestBrowser().signIn(claimed ? claimed.url : '', 'alice');
  await ownCall(bench.desk, 'signIn.stop', { id });
  await expect(ownCall(bench.desk, 'signIn.visited', { id, url: 'no URL' })).rejects.toThrow('invalid_message');
  await ownCall(bench.desk, 'signIn.visited', { id, url: reply.headers['location'] ?? '' });
  expect(await bench.signIn(id, () => true, 'to be there')).toMatchObject({
    state: 'failed',
    problem: { code: 'sign_in_stopped' },
  });
  await expectClean(bench, []);
});
