/** The worker is stopped at the steps of a sign-in by a code on another device, and of an app that registers itself. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Checkpoint } from '../../src/core/checkpoint';
import { inLong } from '../harness/thorough';
import { ownCall } from '../practice/set-up';
import { expectClean } from './support/aftermath';
import { openBench, type Bench } from './support/bench';
import { cutOff, holdWorker, killAt } from './support/hold';
import { enterPlace, entersElsewhere, type FilesHow, type FilesPlace } from './support/oauth2';
import { survived } from './support/survived';
import { allowIn, readsFailure, seesDone, triesAgain } from './support/user';

let bench: Bench;
let redirectUrl: string;
const open: FilesPlace[] = [];

beforeAll(async () => {
  bench = await openBench();
  ({ redirectUrl } = await bench.overview());
}, 120_000);
afterEach(() => bench.tidy());
afterAll(async () => {
  await bench?.close();
  await Promise.all(open.map(({ files }) => files.close()));
});

/** A service of its own for each test: what was asked of it is this test's. */
async function place(how: FilesHow): Promise<FilesPlace> {
  const one = await enterPlace(bench.desk, `files-${open.length + 1}`, redirectUrl, how);
  open.push(one);
  return one;
}
const start = ({ id }: FilesPlace): Promise<string> => ownCall(bench.desk, 'signIn.start', { serviceId: id });
const requests = ({ files }: FilesPlace, path: string): number => files.log.filter((line) => line.path === path).length;
const journal = () => bench.rows('journal');

describe('a code on another device', () => {
  const device = () => place({ options: { deviceIntervalSeconds: 1 }, traits: { ways: ['device'] } });
  const codes = (of: FilesPlace) => requests(of, '/device/authorize');
  const granted = ({ files }: FilesPlace) =>
    files.log.filter(({ path, status, body }) => path === '/token' && status === 200 && /device_code/.test(JSON.stringify(body)))
      .length;

  async function shown(id: string): Promise<{ url: string; code: string }> {
    const { wait } = await bench.signIn(id, (view) => view.wait?.for === 'code', 'to show its code');
    if (wait?.for !== 'code') throw new Error('It shows no code.');
    return wait;
  }
  /** The user enters the code, and our page says that it worked. */
  async function ends(of: FilesPlace, id: string, asked: number): Promise<void> {
    const connect = await bench.connect(id);
    await entersElsewhere(bench, await shown(id));
    await seesDone(connect);
    await expectEnd(of, asked);
  }
  async function expectEnd(of: FilesPlace, asked: number): Promise<void> {
    expect([codes(of), granted(of)]).toEqual([asked, 1]);
    await expectClean(bench, ['bob']);
  }
  /** Stopped when the user has entered the code and our page asks for the first time. @returns our page */
  async function stoppedWhenEntered(of: FilesPlace, checkpoint: Checkpoint) {
    const id = await start(of);
    await entersElsewhere(bench, await shown(id));
    const hold = await holdWorker(bench.browser, checkpoint);
    const connect = await bench.connect(id);
    await killAt(bench.browser, hold);
    return connect;
  }

  test('the tokens written: only who signed in is asked, and the code is traded once', async () => {
    const of = await device();
    await seesDone(await stoppedWhenEntered(of, 'sign-in:advanced'));
    await expectEnd(of, 1);
    survived('Device code', 'advanced', 'resumed');
  });

  inLong(() => {
    test('a code given, not written: another is asked for and shown', async () => {
      const of = await device();
      const hold = await holdWorker(bench.browser, 'sign-in:answered');
      const id = await start(of);
      await killAt(bench.browser, hold);
      expect(await journal()).toMatchObject([{ id, state: 'running' }]);
      await ends(of, id, 2);
      survived('Device code', 'answered', 'resumed');
    });

    test('the code written and shown: it stays the same', async () => {
      const of = await device();
      const hold = await holdWorker(bench.browser, 'sign-in:journalled');
      const id = await start(of);
      await killAt(bench.browser, hold);
      expect(await journal()).toMatchObject([{ id, state: 'waiting', stage: 'code', sealed: true }]);
      await ends(of, id, 1);
      survived('Device code', 'shown', 'resumed');
    });

    test.each([
      ['asking', 'sign-in:replied'],
      ['pending', 'sign-in:answered'],
    ] as const)('%s: stopped before the answer counts, it is asked again', async (step, checkpoint) => {
      const of = await device();
      const id = await start(of);
      const { code } = await shown(id);
      const hold = await holdWorker(bench.browser, checkpoint);
      const connect = await bench.connect(id);
      await killAt(bench.browser, hold);
      expect((await shown(id)).code).toBe(code);
      await connect.close();
      await ends(of, id, 1);
      survived('Device code', step, 'resumed');
    });

    test('the tokens there, not written: explained as lost, and Try again works', async () => {
      const of = await device();
      const connect = await stoppedWhenEntered(of, 'sign-in:answered');
      expect((await readsFailure(connect)).code).toBe('answer_lost');
      expect(granted(of)).toBe(1);
      await expectClean(bench, []);
      const again = await triesAgain(connect);
      await entersElsewhere(bench, await shown(again));
      await seesDone(connect);
      await expectClean(bench, ['bob']);
      survived('Device code', 'exchanged', 'answer_lost');
    });

    test('the account written, nobody told: our page says so, and the code is traded once', async () => {
      const of = await device();
      await seesDone(await stoppedWhenEntered(of, 'sign-in:sealed'));
      await expectEnd(of, 1);
      survived('Device code', 'sealed', 'finished');
    });
  });
});

describe('an app that registers itself', () => {
  const appless = () => place({ appless: true, traits: { registration: true } });
  const registrations = (of: FilesPlace) => requests(of, '/register');
  const apps = async ({ id }: FilesPlace) => (await bench.rows('apps')).filter(({ serviceId }) => serviceId === id);

  /** Stopped there; then the user signs in. @param left how many apps are here at the death; `in all`: how often one was registered */
  async function stoppedAt(checkpoint: Checkpoint, left: number, inAll: number): Promise<void> {
    const of = await appless();
    const hold = await holdWorker(bench.browser, checkpoint);
    const id = await start(of);
    await killAt(bench.browser, hold);
    expect(await apps(of)).toHaveLength(left);
    const connect = await bench.connect(id);
    await allowIn(await bench.window());
    await seesDone(connect);
    expect([registrations(of), of.files.tokenRequests('authorization_code')]).toEqual([inAll, 1]);
    expect(await apps(of)).toMatchObject([{ registered: true, sealed: true }]);
    await expectClean(bench, ['alice']);
  }

  test('registered, not written: registered once more, and the app that is kept is the one that signs in', async () => {
    await stoppedAt('sign-in:answered', 0, 2);
    survived('Dynamic registration', 'registered', 'resumed');
  });

  inLong(() => {
    test.each([
      ['counted', 'sign-in:counted', 0],
      ['advanced', 'sign-in:advanced', 1],
      ['journalled', 'sign-in:journalled', 1],
    ] as const)('%s: registered once', async (step, checkpoint, left) => {
      await stoppedAt(checkpoint, left, 1);
      survived('Dynamic registration', step, 'resumed');
    });

    test('the service keeps back what it says of itself: our page is told, and nothing was taken', async () => {
      const of = await appless();
      const before = (await bench.overview()).services.map(({ service }) => service.id);
      let release = (): void => undefined;
      const hold = new Promise<void>((resolve) => (release = resolve));
      const kept = of.files.faults.next('/.well-known/openid-configuration', { hold, when: 'after' });
      const discover = () => ownCall(bench.desk, 'services.discover', { address: of.files.origin, ownNetwork: true });
      const asked = discover().catch((error: Error) => error.message);
      await kept.reached;
      await bench.browser.stopWorker();
      expect(await asked).toMatch(cutOff(bench.browser)); // what the browser says; our pages tell worker_stopped
      release();
      expect((await bench.overview()).services.map(({ service }) => service.id)).toEqual(before);
      expect(await discover()).toMatchObject({ registers: true });
      survived('Dynamic registration', 'discovering', 'worker_stopped');
    });
  });
});
