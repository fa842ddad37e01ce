/** Who may ask when: one question for one act of the user, frames of other sites as callers of their own, private windows not at all. */
import type { Frame, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { answerOf, pageCall, type Told } from './pages/app';
import { startTestSite, type TestSite } from './pages/site';
import { clickReady, consentWindow, openEnabled, openStage, signIn, type Stage } from './pages/stage';
import type { Given } from '../../src/core/words';

declare const app: { connect(want: object): Promise<Told<Given>> };

let stage: Stage;
let embedded: TestSite;
let inner: string;

beforeAll(async () => {
  stage = await openStage();
  embedded = await startTestSite();
  await stage.browser.grantHosts(['http://localhost/*']);
  inner = embedded.origin.replace('127.0.0.1', 'localhost');
  await signIn(stage, 'practice-files', 'alice');
});
afterAll(async () => {
  await Promise.all([stage?.close(), embedded?.close()]);
});

const refuse = async (): Promise<void> => {
  const consent = await consentWindow(stage);
  await consent.getByRole('button', { name: 'Refuse' }).click();
  await poll(() => consent.isClosed(), 'the window to close');
};

test('one act, one question: a page that asks again upon the same click is refused', async () => {
  const page = await openEnabled(stage);
  await page.evaluate(() => {
    const ask = (): void => {
      const asked = app.connect({ service: 'practice-files' });
      const said = asked.then(async (first) => [first.code, (await app.connect({ service: 'practice-files' })).code]);
      Object.assign(globalThis, { said });
    };
    document.body.addEventListener('click', ask, { once: true });
  });
  await page.bringToFront();
  await page.locator('body').click({ position: { x: 5, y: 5 } });
  await refuse();
  expect(await page.evaluate(() => (globalThis as unknown as { said: Promise<unknown> }).said)).toEqual([
    'refused',
    'no_activation',
  ]);
  expect((await stage.overview()).asks).toEqual([]);
  await page.close();
  await ownCall(stage.own, 'sites.disable', { origin: stage.site.origin });
});

test('events that a page makes itself are no act of the user', async () => {
  const page = await openEnabled(stage);
  const told = await page.evaluate(async () => {
    for (const make of [
      () => new MouseEvent('mousedown'),
      () => new KeyboardEvent('keydown'),
      () => new PointerEvent('pointerup'),
    ])
      dispatchEvent(make());
    return app.connect({ service: 'practice-files' });
  });
  expect(told.code).toBe('no_activation'); // although the browser's own activation is there: evaluate() gives it
  await page.close();
});

const frameIn = async (page: Page): Promise<Frame> => {
  const frame = page.frames().find((one) => one.url().startsWith(inner));
  if (!frame) throw new Error('The frame is not there.');
  return frame;
};
const clickIn = async (frame: Frame): Promise<void> => {
  await frame.fill('#want', JSON.stringify({ service: 'practice-files' }));
  await frame.click('#connect');
};
const saidIn = async (frame: Frame): Promise<Told<Given>> => {
  const said = frame.locator('output:not(:empty)').last();
  await said.waitFor({ state: 'attached' });
  return JSON.parse((await said.textContent()) ?? '') as Told<Given>;
};

test('a frame of another site is another caller: the window names both, and its permit holds there only', async () => {
  stage.site.add('/embeds', `<!doctype html><title>embeds</title><iframe src="${inner}/" width="600" height="400"></iframe>`);
  const alone = await openEnabled(stage, inner);
  await ownCall(stage.own, 'sites.enable', { origin: stage.site.origin });
  const page = await stage.browser.context.newPage();
  await page.goto(`${stage.site.origin}/embeds`);
  await page.bringToFront();
  const frame = await frameIn(page);
  await clickIn(frame);
  const consent = await consentWindow(stage);
  expect(await consent.locator('main').innerText()).toContain(new URL(stage.site.origin).host);
  expect(await consent.locator('main').innerText()).toContain(new URL(inner).host);
  await clickReady(consent, 'Allow');
  const { handle = '' } = await saidIn(frame);
  const [permit] = (await stage.overview()).permits;
  expect(permit?.caller).toEqual({ kind: 'site', origin: inner, within: stage.site.origin });
  const url = `${stage.world.files.origin}/api/me`;
  expect(answerOf(await pageCall(frame as unknown as Page, handle, url))).toBe(200);
  expect(answerOf(await pageCall(alone, handle, url))).toBe('no_permit');
  // Inside a third site it is a third caller, with no permit.
  const third = await startTestSite();
  third.add('/embeds', `<!doctype html><title>embeds</title><iframe src="${inner}/"></iframe>`);
  const other = await stage.browser.context.newPage();
  await other.goto(`${third.origin}/embeds`);
  expect(answerOf(await pageCall((await frameIn(other)) as unknown as Page, handle, url))).not.toBe(200);
  await third.close();
});

test('a frame cannot ask in its parent’s name, nor the parent in its frame’s', async () => {
  stage.site.add('/outer', '<!doctype html><title>outer</title><iframe sandbox="allow-scripts" src="/"></iframe>');
  const page = await stage.browser.context.newPage();
  await page.goto(`${stage.site.origin}/outer`);
  const [, sandboxed] = page.frames();
  const seen = await sandboxed?.evaluate(async () => {
    const { port1, port2 } = new MessageChannel();
    const answers: unknown[] = [];
    port1.addEventListener('message', ({ data }) => answers.push(data));
    port1.start();
    parent.postMessage({ countersign: 'open' }, '*', [port2]);
    port1.postMessage({ l: 1, n: 'ask', f: { t: 'permits' } });
    await new Promise((resolve) => setTimeout(resolve, 500));
    return answers;
  });
  expect(seen).toEqual([]);
  await page.close();
});

test('a page that was navigated away gets no late answers, and what it had under way is aborted', async () => {
  const page = await openEnabled(stage, inner);
  const { log, faults } = stage.world.files;
  const permits = (await stage.overview()).permits;
  expect(permits.length).toBeGreaterThan(0);
  const connect = page.evaluate(() => app.connect({ service: 'practice-files' }));
  expect((await connect).code).toBe('no_activation');
  await page.bringToFront();
  await page.fill('#want', JSON.stringify({ service: 'practice-files' }));
  await page.click('#connect');
  await clickReady(await consentWindow(stage), 'Allow');
  const { handle = '' } = await saidIn(page.mainFrame());
  let aborted = (): void => undefined;
  const gone = new Promise<void>((resolve) => (aborted = resolve));
  const { reached } = faults.next('/api/me', { hold: gone, when: 'before' });
  await page.evaluate(
    ([mine, url]) => {
      (globalThis as unknown as { app: { fetch(a: string, b: string): void } }).app.fetch(mine, url);
    },
    [handle, `${stage.world.files.origin}/api/me`] as const,
  );
  await reached;
  await page.goto(`${stage.site.origin}/`);
  await poll(async () => {
    const own = await ownCall(stage.own, 'overview', {});
    return own.asks.length === 0;
  }, 'nothing to wait');
  await page.waitForTimeout(300);
  aborted();
  await poll(() => log.at(-1)?.outcome === 'held before processing', 'the service to see that its client has gone');
  await page.close();
});
