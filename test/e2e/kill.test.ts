/** The worker is stopped at every step of a sign-in, in both protocols: it resumes, or it ends with an explanation. Never in between. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { expectClean, expectSignInStarts } from './support/aftermath';
import { representatives } from '../harness/thorough';
import { openBench, services, type Bench, type ServiceId } from './support/bench';
import { holdWorker, killAt } from './support/hold';
import { survived } from './support/survived';
import { allowIn, logIn, pressAllow, readsFailure, seesDone, textsFor, triesAgain } from './support/user';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
}, 120_000);
afterEach(() => bench.tidy());
afterAll(() => bench?.close());

/** How often the service was asked to trade the user's yes for tokens. */
const trades = (service: ServiceId): number =>
  service === 'practice-photos'
    ? bench.world.photos.log.filter(({ path }) => path === '/oauth/access_token').length
    : bench.world.files.tokenRequests('authorization_code');
const world = (service: ServiceId) => (service === 'practice-photos' ? bench.world.photos : bench.world.files);
const tokensIssued = (service: ServiceId): number => world(service).issued.filter(({ kind }) => kind === 'access_token').length;
/** The flow of the matrix. */
const flowOf = (service: ServiceId) => (service === 'practice-photos' ? 'OAuth 1.0a sign-in' : 'Code + PKCE');
const nameOf = (service: ServiceId): string => world(service).name;

describe.each(representatives(services, () => 'both protocols'))('%s', (service) => {
  test('before the step is journalled: the worker begins again', async () => {
    const { browser } = bench;
    const hold = await holdWorker(browser, 'sign-in:answered');
    const id = await bench.start(service);
    await killAt(browser, hold);
    expect(await bench.rows('journal')).toMatchObject([{ id, state: 'running' }]);
    const connect = await bench.connect(id);
    await allowIn(await bench.window());
    await seesDone(connect);
    await expectClean(bench, ['alice']);
    await expectSignInStarts(bench, service);
    survived(flowOf(service), 'answered', 'resumed');
  });

  test('after journalling, before the window opens: the page opens it when it comes', async () => {
    const { browser } = bench;
    const hold = await holdWorker(browser, 'sign-in:journalled');
    const id = await bench.start(service);
    await killAt(browser, hold);
    expect(await bench.rows('journal')).toMatchObject([{ id, state: 'waiting', stage: 'visit', sealed: true }]);
    const connect = await bench.connect(id);
    await allowIn(await bench.window());
    await seesDone(connect);
    await expectClean(bench, ['alice']);
    await expectSignInStarts(bench, service);
    survived(flowOf(service), 'journalled', 'resumed');
  });

  test('the window open, the connect page alive: the sign-in finishes there', async () => {
    const { browser } = bench;
    const before = trades(service);
    const connect = await bench.connect(await bench.start(service));
    const window = await bench.window();
    await logIn(window, 'alice');
    await browser.stopWorker();
    await pressAllow(window);
    await seesDone(connect);
    expect(trades(service) - before).toBe(1);
    await expectClean(bench, ['alice']);
    await expectSignInStarts(bench, service);
    survived(flowOf(service), 'open', 'finished');
  });

  test('the window open, the connect page closed: the redirect wakes the worker', async () => {
    const before = trades(service);
    const id = await bench.start(service);
    const connect = await bench.connect(id);
    const window = await bench.window();
    await logIn(window, 'alice');
    await bench.signIn(id, ({ wait }) => wait?.for === 'visit' && wait.open, 'to know its window');
    await connect.close();
    await bench.rest();
    await pressAllow(window);
    // Nothing of ours is asked before the service was: the redirect alone has woken the worker
    await poll(() => trades(service) > before, 'the worker to trade');
    const view = await bench.signIn(id, ({ state }) => state === 'done' || state === 'failed', 'to end');
    expect(view).toMatchObject({ state: 'done', label: 'alice' });
    expect(trades(service) - before).toBe(1);
    await expectClean(bench, ['alice']);
    await expectSignInStarts(bench, service);
    await seesDone(await bench.connect(id));
    survived(flowOf(service), 'alone', 'resumed');
  });

  test('the redirect received, before the exchange: exchanged once after the restart', async () => {
    const { browser } = bench;
    const before = trades(service);
    const id = await bench.start(service);
    const connect = await bench.connect(id);
    const window = await bench.window();
    const hold = await holdWorker(browser, 'sign-in:redirected');
    await allowIn(window);
    await hold.reached();
    expect(trades(service)).toBe(before);
    await browser.stopWorker();
    await seesDone(connect);
    expect(trades(service) - before).toBe(1);
    await expectClean(bench, ['alice']);
    await expectSignInStarts(bench, service);
    survived(flowOf(service), 'redirected', 'resumed');
  });

  test('the exchange answered, before the write: explained as lost, and Try again works', async () => {
    const { browser } = bench;
    const before = { trades: trades(service), tokens: tokensIssued(service) };
    const id = await bench.start(service);
    const connect = await bench.connect(id);
    const window = await bench.window();
    const hold = await holdWorker(browser, 'sign-in:answered');
    await allowIn(window);
    await killAt(browser, hold);
    expect(tokensIssued(service)).toBeGreaterThan(before.tokens);
    const { problem } = await bench.signIn(id, ({ state }) => state === 'failed' || state === 'done', 'to end');
    expect(problem).toMatchObject({ code: 'answer_lost', about: nameOf(service), status: expect.any(Number) as number });
    expect(trades(service) - before.trades).toBe(2); // tried once more, and no more
    expect(await readsFailure(connect)).toMatchObject({ code: 'answer_lost', ...textsFor('answer_lost', nameOf(service)) });
    await expectClean(bench, []);

    await triesAgain(connect);
    await allowIn(await bench.window());
    await seesDone(connect);
    await expectClean(bench, ['alice']);
    survived(flowOf(service), 'exchanged', 'answer_lost');
  });

  test('the service holds its answer to the exchange: explained as lost', async () => {
    const { browser } = bench;
    const id = await bench.start(service);
    const connect = await bench.connect(id);
    const window = await bench.window();
    let letGo = (): void => undefined;
    const hold = new Promise<void>((resolve) => (letGo = resolve));
    const path = service === 'practice-photos' ? 'POST /oauth/access_token' : 'POST /token';
    const held = world(service).faults.next(path, { hold, when: 'after' });
    await allowIn(window);
    await held.reached;
    await browser.stopWorker();
    letGo();
    const { problem } = await bench.signIn(id, ({ state }) => state === 'failed' || state === 'done', 'to end');
    expect(problem).toMatchObject({ code: 'answer_lost' });
    expect((await readsFailure(connect)).code).toBe('answer_lost');
    await expectClean(bench, []);
    await expectSignInStarts(bench, service);
    survived(flowOf(service), 'held', 'answer_lost');
  });
});

test('practice-files, who signed in is answered, before the write: asked again, and the code is not spent twice', async () => {
  const { browser } = bench;
  const before = trades('practice-files');
  const id = await bench.start('practice-files');
  const connect = await bench.connect(id);
  const window = await bench.window();
  const hold = await holdWorker(browser, 'sign-in:answered', 2);
  await allowIn(window);
  await killAt(browser, hold);
  await seesDone(connect);
  expect(trades('practice-files') - before).toBe(1);
  await expectClean(bench, ['alice']);
  await expectSignInStarts(bench, 'practice-files');
  survived('Code + PKCE', 'identified', 'resumed');
});
