/** The steps of a sign-in by redirect that `kill.test.ts` does not stop at: each is gone on with, and nothing is asked of the service twice. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Checkpoint } from '../../src/core/checkpoint';
import { poll } from '../harness/poll';
import { expectClean, expectSignInStarts } from './support/aftermath';
import { openBench, services, type Bench, type ServiceId } from './support/bench';
import { cutOff, holdWorker, killAt } from './support/hold';
import { survived } from './support/survived';
import { allowIn, seesDone } from './support/user';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
}, 120_000);
afterEach(() => bench.tidy());
afterAll(() => bench?.close());

const flowOf = (service: ServiceId) => (service === 'practice-photos' ? 'OAuth 1.0a sign-in' : 'Code + PKCE');
/** What the service was asked for: a request token, and to trade the user's yes for tokens. */
const asked = (service: ServiceId) =>
  service === 'practice-photos'
    ? bench.world.photos.log.filter(({ path }) => /^\/oauth\/(request|access)_token$/.test(path)).map(({ path }) => path)
    : bench.world.files.log.filter(({ path }) => path === '/token').map(({ path }) => path);
const once = (service: ServiceId) =>
  service === 'practice-photos' ? ['/oauth/request_token', '/oauth/access_token'] : ['/token'];

describe.each(services)('%s', (service) => {
  /** Ends the sign-in in our page, and looks that it was one. */
  async function ends(id: string, before: number): Promise<void> {
    const connect = await bench.connect(id);
    await allowIn(await bench.window());
    await seesDone(connect);
    await expectOne(before);
  }
  async function expectOne(before: number): Promise<void> {
    expect(asked(service).slice(before)).toEqual(once(service));
    await expectClean(bench, ['alice']);
    await expectSignInStarts(bench, service);
  }
  /** Stopped at a checkpoint behind the user's yes, with our page open. */
  async function behindTheYes(checkpoint: Checkpoint): Promise<void> {
    const before = asked(service).length;
    const connect = await bench.connect(await bench.start(service));
    const window = await bench.window();
    const hold = await holdWorker(bench.browser, checkpoint);
    await allowIn(window);
    await killAt(bench.browser, hold);
    await seesDone(connect);
    await expectOne(before);
  }

  test('written and not begun: whoever asked is told, and the sign-in is there and goes on', async () => {
    const before = asked(service).length;
    const hold = await holdWorker(bench.browser, 'sign-in:begun');
    const started = bench.start(service).catch((error: Error) => error.message);
    await killAt(bench.browser, hold);
    expect(await started).toMatch(cutOff(bench.browser));
    const [row] = await bench.rows('journal');
    expect(row).toMatchObject({ state: 'running', attempt: 0, sealed: true });
    expect(asked(service)).toHaveLength(before);
    await ends(String(row?.['id']), before);
    survived(flowOf(service), 'begun', 'resumed');
  });

  test('counted and not sent: sent once', async () => {
    const before = asked(service).length;
    const hold = await holdWorker(bench.browser, 'sign-in:counted');
    const id = await bench.start(service);
    await killAt(bench.browser, hold);
    expect(await bench.rows('journal')).toMatchObject([{ id, state: 'running', attempt: 1 }]);
    expect(asked(service)).toHaveLength(before);
    await ends(id, before);
    survived(flowOf(service), 'counted', 'resumed');
  });

  test('the turn taken, no window open: the same page takes it again', async () => {
    const before = asked(service).length;
    const id = await bench.start(service);
    await bench.signIn(id, ({ wait }) => wait?.for === 'visit', 'to come to its visit');
    const hold = await holdWorker(bench.browser, 'sign-in:claimed');
    const connect = await bench.connect(id);
    await killAt(bench.browser, hold);
    await allowIn(await bench.window());
    await seesDone(connect);
    await expectOne(before);
    survived(flowOf(service), 'claimed', 'resumed');
  });

  test('the exchange counted and not sent: sent once, and taken as good', async () => {
    await behindTheYes('sign-in:counted');
    survived(flowOf(service), 'exchanging', 'resumed');
  });

  test('the account written, nobody told: the page says so', async () => {
    await behindTheYes('sign-in:sealed');
    expect(await bench.rows('journal')).toMatchObject([{ state: 'done' }]);
    survived(flowOf(service), 'sealed', 'finished');
  });

  test.runIf(service === 'practice-files')('the tokens written: only who signed in is asked', async () => {
    const userinfo = () => bench.world.files.log.filter(({ path }) => path === '/userinfo').length;
    const before = userinfo();
    await behindTheYes('sign-in:advanced');
    await poll(() => userinfo() - before === 1, 'the question who signed in');
    survived('Code + PKCE', 'advanced', 'resumed');
  });
});
