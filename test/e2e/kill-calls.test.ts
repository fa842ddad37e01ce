/** The worker is stopped during a site's call: what only reads is sent again once and answered; anything else fails honestly and arrives at most once. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageCall } from './pages/app';
import { startTestSite, type TestSite } from './pages/site';
import { expectClean } from './support/aftermath';
import { representatives } from '../harness/thorough';
import { openBench, services, type Bench, type ServiceId } from './support/bench';
import { holdWorker, killAt } from './support/hold';
import { openEnabled, permit } from './support/permitted';
import { signsIn } from './support/user';

let bench: Bench;
let site: TestSite;
let page: Page;
const handles = new Map<ServiceId, string>();

beforeAll(async () => {
  [bench, site] = await Promise.all([openBench(), startTestSite()]);
  page = await openEnabled(bench, site);
  for (const service of services) handles.set(service, await permit(bench, page, service, await signsIn(bench, service)));
}, 120_000);
afterAll(async () => {
  await Promise.all([bench?.close(), site?.close()]);
});

describe.each(representatives(services, () => 'both protocols'))('%s', (service) => {
  const world = () => (service === 'practice-photos' ? bench.world.photos : bench.world.files);
  const list = service === 'practice-photos' ? '/api/photos' : '/api/files';
  const post =
    service === 'practice-photos'
      ? { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'title=one' }
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"title":"one","tags":[]}' };
  const call = (path: string, init?: object) => pageCall(page, handles.get(service) ?? '', world().origin + path, init);
  const arrivals = (path: string, method: string): number =>
    world().log.filter((line) => line.path === path && line.method === method).length;
  /** The service does all its work and keeps the answer back. */
  const keepAnswer = (path: string) => {
    let release = (): void => undefined;
    const hold = new Promise<void>((resolve) => (release = resolve));
    return { ...world().faults.next(path, { hold, when: 'after' }), release };
  };

  test('GET, stopped before it is sent: sent after the restart, once', async () => {
    const before = arrivals('/api/me', 'GET');
    const hold = await holdWorker(bench.browser, 'call:signed');
    const answer = call('/api/me');
    await killAt(bench.browser, hold);
    expect(await answer).toMatchObject({ status: 200, text: expect.stringContaining('alice') as string });
    expect(arrivals('/api/me', 'GET') - before).toBe(1);
    await expectClean(bench, ['alice', 'alice']);
  });

  test('GET, stopped while the service holds its answer: sent again once, and answered', async () => {
    const before = arrivals('/api/me', 'GET');
    const kept = keepAnswer('/api/me');
    const answer = call('/api/me');
    await kept.reached;
    await bench.browser.stopWorker();
    expect(await answer).toMatchObject({ status: 200, text: expect.stringContaining('alice') as string });
    kept.release();
    expect(arrivals('/api/me', 'GET') - before).toBe(2);
  });

  test('GET, stopped twice: not sent a third time, the page is told', async () => {
    const before = arrivals('/api/me', 'GET');
    const first = keepAnswer('/api/me');
    const second = keepAnswer('/api/me');
    const answer = call('/api/me');
    await first.reached;
    await bench.browser.stopWorker();
    await second.reached;
    await bench.browser.stopWorker();
    expect(await answer).toMatchObject({ code: 'worker_stopped', name: 'CountersignError' });
    first.release();
    second.release();
    expect(arrivals('/api/me', 'GET') - before).toBe(2);
    expect(await call('/api/me')).toMatchObject({ status: 200 });
  });

  test('POST, stopped before it is sent: worker_stopped, and nothing arrived', async () => {
    const before = arrivals(list, 'POST');
    const hold = await holdWorker(bench.browser, 'call:signed');
    const answer = call(list, post);
    await killAt(bench.browser, hold);
    expect(await answer).toMatchObject({ code: 'worker_stopped', name: 'CountersignError' });
    expect(await call('/api/me')).toMatchObject({ status: 200 });
    expect(arrivals(list, 'POST')).toBe(before);
  });

  test('POST, stopped while the service holds its answer: worker_stopped, and it arrived once', async () => {
    const before = arrivals(list, 'POST');
    const kept = keepAnswer(list);
    const answer = call(list, post);
    await kept.reached;
    await bench.browser.stopWorker();
    expect(await answer).toMatchObject({ code: 'worker_stopped' });
    kept.release();
    expect(await call(list, post)).toMatchObject({ status: 201 }); // the page's own decision
    expect(arrivals(list, 'POST') - before).toBe(2);
    await expectClean(bench, ['alice', 'alice']);
  });

  test('stopped while the answer streams: the reader is told, with the code', async () => {
    const url = `${world().origin}/api/stream?chunks=200&bytes=1000&ms=20`;
    const reading = page.evaluate(readStream, [handles.get(service) ?? '', url] as const);
    await page.waitForFunction(() => (globalThis as { streamed?: number }).streamed);
    await bench.browser.stopWorker();
    expect(await reading).toEqual({ code: 'worker_stopped' });
    expect(await call('/api/me')).toMatchObject({ status: 200 });
  });
});

/** Runs in the page: reads a stream to its end or its error, and shows how far it is. */
async function readStream([handle, url]: readonly [string, string]): Promise<{ code?: string }> {
  const mine = globalThis as unknown as { app: { account(of: string): { fetch: typeof fetch } }; streamed?: number };
  mine.streamed = 0;
  const response = await mine.app.account(handle).fetch(url);
  const reader = response.body!.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return {};
      mine.streamed += value.byteLength;
    }
  } catch (error) {
    return { code: (error as { code: string }).code };
  }
}
