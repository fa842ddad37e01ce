/** A page that makes noise: ten thousand calls at once, huge messages, more channels than there are places. Others and the user do not notice. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { startTestSite, type TestSite } from './pages/site';
import { answerOf, pageCall, type Reply, type Told } from './pages/app';
import { askRaw, heard, openRaw, sendParcel } from './pages/raw';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

declare const app: { fetch(handle: string, url: string, init?: object): Promise<Told<Reply>> };

let stage: Stage;
let neighbour: TestSite;
let noisy: Page;
let quiet: Page;
let handle: string;
let quietHandle: string;

beforeAll(async () => {
  stage = await openStage();
  neighbour = await startTestSite();
  await stage.browser.grantHosts(['http://localhost/*']);
  await signIn(stage, 'practice-files', 'alice');
  noisy = await openEnabled(stage);
  handle = await permit(stage, noisy, { service: 'practice-files', access: 'change' });
  quiet = await openEnabled(stage, neighbour.origin.replace('127.0.0.1', 'localhost'));
  quietHandle = await permit(stage, quiet, { service: 'practice-files' });
});
afterAll(async () => {
  await Promise.all([stage?.close(), neighbour?.close()]);
});
const api = (path: string): string => `${stage.world.files.origin}${path}`;

test('10,000 slow calls at once: a queue with an end, four at the service, and the neighbour is answered meanwhile', async () => {
  const { faults, log } = stage.world.files;
  let release = (): void => undefined;
  const hold = new Promise<void>((resolve) => (release = resolve));
  faults.always(/^\/api\/slow/, { hold, when: 'before' });
  const before = log.length;
  const flood = noisy.evaluate(
    async ([mine, url]) => {
      const answers = await Promise.all(Array.from({ length: 10_000 }, (_, index) => app.fetch(mine, `${url}?ms=0&n=${index}`)));
      const count: Record<string, number> = {};
      for (const { code, status } of answers) count[code ?? String(status)] = (count[code ?? String(status)] ?? 0) + 1;
      return count;
    },
    [handle, api('/api/slow')] as const,
  );
  await noisy.waitForTimeout(500);
  expect(answerOf(await pageCall(quiet, quietHandle, api('/api/me')))).toBe(200);
  const popup = await stage.browser.popup(quiet);
  await poll(async () => (await popup.text()).includes('alice'), 'the popup to show its account');
  await popup.leave();
  expect(log.slice(before).filter(({ path }) => path === '/api/slow').length).toBeLessThanOrEqual(4);
  release();
  faults.clear();
  const count = await flood;
  expect(Object.keys(count).toSorted()).toEqual(['200', 'busy']);
  expect(count['200']).toBeGreaterThanOrEqual(1004);
  expect((count['200'] ?? 0) + (count['busy'] ?? 0)).toBe(10_000);
});

test('huge headers and frames are refused, and the next good call is answered', async () => {
  const call = (more: string): string =>
    `{ t: 'call', handle: '${handle}', url: '${api('/api/me')}', method: 'GET', headers: [], ...${more} }`;
  expect(await askRaw(noisy, 'fetch', call("{ headers: [['accept', 'x'.repeat(20_000_000)]] }"))).toBe('invalid_message');
  expect(await askRaw(noisy, 'fetch', call("{ url: 'x'.repeat(20_000_000) }"))).toBe('invalid_message');
  expect(answerOf(await pageCall(noisy, handle, api('/api/me')))).toBe(200);
  // More than the browser carries in one message: the line ends, the page's other lines with it, and that is all.
  const line = await openRaw(noisy, 'fetch');
  await sendParcel(noisy, line, "{ l: 1, n: 'fetch', f: { t: 'call', url: 'x'.repeat(80_000_000) } }");
  expect(answerOf(await pageCall(noisy, handle, api('/api/me')))).toBe(200);
  expect(answerOf(await pageCall(quiet, quietHandle, api('/api/me')))).toBe(200);
});

test('more channels than there are places: the surplus is closed, the first ones work', async () => {
  const fresh = await openEnabled(stage);
  const lines: number[] = [];
  for (let index = 0; index < 70; index += 1) {
    const line = await openRaw(fresh, 'ask');
    await sendParcel(fresh, line, "{ l: 1, n: 'ask', f: { t: 'hello' } }");
    lines.push(line);
  }
  expect(await heard(fresh, lines[0] ?? 0)).toMatchObject({ frames: [{ t: 'done', value: true }] });
  const answered = await Promise.all(
    lines.map(async (line) => (await heard(fresh, line)).frames.some((frame) => (frame as { t?: string }).t === 'done')),
  );
  expect(answered.filter(Boolean).length).toBeLessThanOrEqual(64);
  expect(answerOf(await pageCall(quiet, quietHandle, api('/api/me')))).toBe(200);
  await fresh.close();
});

test('misshapen parcels are nobody’s: no answer, no harm', async () => {
  const line = await openRaw(noisy, 'ask');
  for (const parcel of [
    'null',
    '7',
    '"x"',
    '{}',
    "{ l: 0, n: 'ask', f: { t: 'hello' } }",
    "{ l: -1, n: 'ask', f: { t: 'hello' } }",
    "{ l: 1.5, n: 'ask', f: { t: 'hello' } }",
    "{ l: 2 ** 50, n: 'ask', f: { t: 'hello' } }",
    "{ l: NaN, n: 'ask', f: { t: 'hello' } }",
    "{ l: '1', n: 'ask', f: { t: 'hello' } }",
    "{ l: 5, n: 'watch', f: { t: 'hello' } }",
    "{ l: 5, n: 'own', f: { t: 'hello' } }",
    "{ l: 5, f: { t: 'hello' } }",
    '{ l: 5, x: true }',
    'JSON.parse(\'{"__proto__":{"n":"ask"},"l":6,"f":{"t":"permits"}}\')',
  ])
    await sendParcel(noisy, line, parcel);
  expect(await askRaw(noisy, 'ask', "{ t: 'hello' }")).toBe(true);
  expect(await heard(noisy, line)).toEqual({ frames: [], closed: false });
});
