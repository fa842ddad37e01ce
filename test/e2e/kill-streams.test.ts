/** The worker is stopped while bodies pass through it: a caller gets all of a body or a code, never a part that looks whole; and nothing stays taken. */
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { inLong } from '../harness/thorough';
import { filesEntry } from '../practice/entries';
import { ownCall } from '../practice/set-up';
import { pageCall } from './pages/app';
import { startTestSite, type TestSite } from './pages/site';
import { expectClean } from './support/aftermath';
import { openBench, type Bench } from './support/bench';
import { holdWorker, killAt } from './support/hold';
import { openEnabled, permit } from './support/permitted';
import { startSlowTaker, type SlowTaker } from './support/slow-taker';
import { survived } from './support/survived';
import { signsIn } from './support/user';

let bench: Bench;
let site: TestSite;
let taker: SlowTaker;
let page: Page;
let handle: string;

beforeAll(async () => {
  [bench, site, taker] = await Promise.all([openBench(), startTestSite(), startSlowTaker()]);
  const files = filesEntry(bench.world.files.origin);
  await ownCall(bench.desk, 'services.save', { service: { ...files, apiHosts: [...files.apiHosts, taker.origin] } });
  page = await openEnabled(bench, site);
  handle = await permit(bench, page, 'practice-files', await signsIn(bench, 'practice-files'));
}, 120_000);
/** What was stopped holds no turn: a caller has four at a host like these, and gets them all at once. */
afterEach(async () => {
  const four = await Promise.all([0, 1, 2, 3].map(() => call('/api/slow?ms=50')));
  expect(four.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  await expectClean(bench, ['alice']);
});
afterAll(async () => {
  await Promise.all([bench?.close(), site?.close(), taker?.close()]);
});

const call = (path: string) => pageCall(page, handle, bench.world.files.origin + path);
/** 600 kB in pieces, so that head and body come one after the other. */
const length = 600_000;
const stream = `/api/stream?chunks=60&bytes=${length / 60}&ms=5`;
const streams = () => bench.world.files.log.filter(({ path }) => path === '/api/stream').length;

interface Got {
  readonly status?: number;
  readonly bytes: number;
  readonly whole?: boolean;
  readonly code?: string;
}

/** Reads a signed answer to its end or its error. */
const download = (path = stream): Promise<Got> => page.evaluate(readAll, [handle, bench.world.files.origin + path] as const);

test('stopped when the service has a part of a body: worker_stopped, the connection cut, and not sent again', async () => {
  const before = taker.arrived();
  const { reached, rest } = taker.next('a part');
  const answer = upload();
  await reached;
  await bench.browser.stopWorker();
  expect(await answer).toEqual({ code: 'worker_stopped' });
  expect(await rest()).toBe('cut');
  expect(taker.arrived()).toEqual({ begun: before.begun + 1, whole: before.whole });
  expect(await upload()).toEqual({ status: 200, bytes: uploadBytes }); // the page's own decision
  survived('Streaming upload', 'sending', 'worker_stopped');
});

test('the renewed tokens written, the call not sent: sent after the restart, and no second renewal', async () => {
  const { files } = bench.world;
  files.expireAccessTokens('alice');
  const before = files.tokenRequests('refresh_token');
  const hold = await holdWorker(bench.browser, 'renewal:stored');
  const answer = call('/api/me');
  await killAt(bench.browser, hold);
  expect(await answer).toMatchObject({ status: 200 });
  expect(files.tokenRequests('refresh_token') - before).toBe(1);
  expect((await bench.rows('accounts')).filter((row) => 'renewing' in row)).toEqual([]);
  survived('Refresh with rotation', 'stored', 'resumed');
});

const headed = [
  ['headed', 'call:headed', 1, 'none of it'],
  ['streaming', 'call:streaming', 5, 'a part of it'],
  ['last', 'call:last', 1, 'every byte of it'],
] as const;

inLong(() => {
  describe('a body that comes', () => {
    test.each([
      ['signed', 'call:signed', 1],
      ['answered', 'call:answered', 2],
    ] as const)('%s: nothing has reached the caller, so it is asked for again', async (step, checkpoint, sent) => {
      const before = streams();
      const hold = await holdWorker(bench.browser, checkpoint);
      const got = download();
      await killAt(bench.browser, hold);
      expect(await got).toEqual({ status: 200, bytes: length, whole: true });
      expect(streams() - before).toBe(sent);
      survived('Streaming download', step, 'resumed');
    });

    test('the service keeps its answer: asked for again, once', async () => {
      const before = streams();
      const first = keep();
      const got = download();
      await first.reached;
      await bench.browser.stopWorker();
      expect(await got).toEqual({ status: 200, bytes: length, whole: true });
      first.release();
      expect(streams() - before).toBe(2);
      survived('Streaming download', 'held', 'resumed');
    });

    test('and again: not asked for a third time', async () => {
      const before = streams();
      const kept = [keep(), keep()];
      const got = download();
      for (const { reached } of kept) {
        await reached;
        await bench.browser.stopWorker();
      }
      expect(await got).toEqual({ bytes: 0, code: 'worker_stopped' });
      for (const { release } of kept) release();
      expect(streams() - before).toBe(2);
      survived('Streaming download', 'twice', 'worker_stopped');
    });

    test.each(headed)('%s: the reader has its status and is told, however much it has read', async (step, at, nth, how) => {
      const before = streams();
      const hold = await holdWorker(bench.browser, at, nth);
      const got = download();
      await hold.reached();
      await page.waitForFunction(
        ([part, all]) => {
          const { bytes = -1 } = (globalThis as { got?: { bytes: number } }).got ?? {};
          return part === 'none of it' ? bytes === 0 : part === 'a part of it' ? bytes > 0 : bytes === all;
        },
        [how, length] as const,
      );
      await bench.browser.stopWorker();
      const { bytes, ...end } = await got;
      expect(end).toEqual({ status: 200, code: 'worker_stopped' });
      if (how === 'a part of it') expect(bytes).toBeLessThan(length);
      else expect(bytes).toBe(how === 'none of it' ? 0 : length);
      expect(streams() - before).toBe(1);
      survived('Streaming download', step, 'worker_stopped');
    });

    test('four bodies at once, which is a caller’s share: each reader is told', async () => {
      const endless = '/api/stream?chunks=600&bytes=1000&ms=100';
      const before = streams();
      const four = Promise.all([0, 1, 2, 3].map(() => download(endless)));
      await page.waitForFunction(() => (globalThis as { got?: { bytes: number } }).got?.bytes);
      await expect.poll(() => streams() - before).toBe(4);
      await bench.browser.stopWorker();
      const codes = (await four).map(({ code, whole }) => code ?? whole);
      expect(codes).toEqual(Array.from({ length: 4 }, () => 'worker_stopped'));
    });
  });

  describe('a body that goes', () => {
    test('signed, not sent: worker_stopped, and nothing arrived', async () => {
      const before = taker.arrived();
      const hold = await holdWorker(bench.browser, 'call:signed');
      const answer = upload();
      await killAt(bench.browser, hold);
      expect(await answer).toEqual({ code: 'worker_stopped' });
      expect(taker.arrived()).toEqual(before);
      survived('Streaming upload', 'signed', 'worker_stopped');
    });

    test('the service has it whole and keeps its answer: worker_stopped, and it arrived once', async () => {
      const before = taker.arrived();
      const { reached } = taker.next('the whole body');
      const answer = upload();
      await reached;
      await bench.browser.stopWorker();
      expect(await answer).toEqual({ code: 'worker_stopped' });
      expect(taker.arrived()).toEqual({ begun: before.begun + 1, whole: before.whole + 1 });
      survived('Streaming upload', 'held', 'worker_stopped');
    });

    test('the answer there, not passed on: worker_stopped, and it arrived once', async () => {
      const before = taker.arrived();
      const hold = await holdWorker(bench.browser, 'call:answered');
      const answer = upload();
      await killAt(bench.browser, hold);
      expect(await answer).toEqual({ code: 'worker_stopped' });
      expect(taker.arrived()).toEqual({ begun: before.begun + 1, whole: before.whole + 1 });
      survived('Streaming upload', 'answered', 'worker_stopped');
    });
  });

  test('a stopped body does not count in the permit’s calls of a minute', async () => {
    const [{ id } = { id: '' }] = (await bench.overview()).permits;
    const begun = Date.now();
    expect(await call('/api/me')).toMatchObject({ status: 200 });
    const rows = await poll(async () => {
      const written = await bench.rows('activity');
      return written.some(({ at }) => Number(at) >= begun) && written;
    }, 'the last call to be written');
    const lately = rows.filter(({ at, answer }) => Number(at) > begun - 60_000 && typeof answer === 'number');
    await ownCall(bench.desk, 'permits.change', { id, rate: lately.length + 1 }); // one more
    const hold = await holdWorker(bench.browser, 'call:streaming');
    const got = download();
    await killAt(bench.browser, hold);
    expect(await got).toMatchObject({ code: 'worker_stopped' });
    expect(await call('/api/me')).toMatchObject({ status: 200 });
    await ownCall(bench.desk, 'permits.change', { id, rate: null });
  });
});

/** The service keeps its next stream back. */
function keep() {
  let release = (): void => undefined;
  const hold = new Promise<void>((resolve) => (release = resolve));
  return { ...bench.world.files.faults.next('/api/stream', { hold, when: 'after' }), release: () => release() };
}

/** More than the system's buffers take. */
const uploadBytes = 48 * 1024 * 1024;

function upload(): Promise<{ code?: string; status?: number; bytes?: number }> {
  return page.evaluate(sendAll, [handle, `${taker.origin}/upload`, uploadBytes] as const);
}

interface Mine {
  app: { account(of: string): { fetch: typeof fetch } };
  got?: { bytes: number };
}

/** Runs in the page. `got` shows how far it is. */
async function readAll([handle, url]: readonly [string, string]): Promise<Got> {
  const mine = globalThis as unknown as Mine;
  const got: { bytes: number; status?: number; whole?: boolean } = { bytes: 0 };
  delete mine.got;
  try {
    const response = await mine.app.account(handle).fetch(url);
    got.status = response.status;
    mine.got = got;
    const reader = response.body!.getReader();
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      parts.push(piece.value);
      got.bytes += piece.value.byteLength;
    }
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob(parts).arrayBuffer()));
    return {
      ...got,
      whole: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') === response.headers.get('x-sha256'),
    };
  } catch (error) {
    return { ...got, code: (error as { code: string }).code };
  }
}

/** Runs in the page. */
async function sendAll([handle, url, bytes]: readonly [string, string, number]): Promise<{
  code?: string;
  status?: number;
  bytes?: number;
}> {
  const mine = globalThis as unknown as Mine;
  try {
    const response = await mine.app.account(handle).fetch(url, { method: 'POST', body: new Blob([new Uint8Array(bytes)]) });
    return { status: response.status, ...((await response.json()) as { bytes: number }) };
  } catch (error) {
    return { code: (error as { code: string }).code };
  }
}
