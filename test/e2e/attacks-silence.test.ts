/** A site that was not enabled can't tell that Countersign is installed: compared with the same page in a browser without it. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Browser } from '../harness/browser';
import { launchBrowser } from '../harness/launch';
import { writeFixture, type Fixture } from '../harness/fixture-extension';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { openApp, pageSees } from './pages/app';
import { heard, openRaw, sendParcel, sendRaw } from './pages/raw';
import { startTestSite, type TestSite } from './pages/site';
import { openEnabled, openStage, signIn, type Stage } from './pages/stage';

let stage: Stage;
let other: TestSite;
let fixture: Fixture;
let without: Browser;
/** The pages that must see nothing, by what they are. */
const blind: Record<string, Page> = {};
/** The same site where Countersign is not installed. */
let bare: Page;

beforeAll(async () => {
  stage = await openStage();
  await signIn(stage, 'practice-files', 'alice');
  other = await startTestSite();
  other.add('/sandboxed', '<!doctype html><title>Test site</title>', { 'content-security-policy': 'sandbox allow-scripts' });
  stage.site.add('/sandboxed', '<!doctype html><title>Test site</title>', { 'content-security-policy': 'sandbox allow-scripts' });
  await openEnabled(stage);
  const { context } = stage.browser;
  blind['another port of an enabled host'] = await openApp(await context.newPage(), other.origin);
  blind['another host'] = await openApp(await context.newPage(), other.origin.replace('127.0.0.1', 'localhost'));
  blind['an opaque origin at an enabled address'] = await context.newPage();
  await blind['an opaque origin at an enabled address'].goto(`${stage.site.origin}/sandboxed`);
  fixture = await writeFixture(inject('browser'));
  without = await launchBrowser({ extension: fixture.folder });
  bare = await openApp(await without.context.newPage(), other.origin);
});
afterAll(async () => {
  await without?.close();
  await Promise.all([stage?.close(), other?.close(), fixture?.remove()]);
});

const looks = (page: Page) =>
  page.evaluate(() => ({
    globals: Object.getOwnPropertyNames(globalThis)
      .filter((name) => name !== 'channels')
      .toSorted(),
    navigator: Object.getOwnPropertyNames(Navigator.prototype).toSorted(),
    html: document.documentElement.outerHTML,
    runtime: 'chrome' in globalThis && 'runtime' in (globalThis as unknown as { chrome: object }).chrome,
  }));

test('no global, no element, no property gives it away', async () => {
  const expected = await looks(bare);
  expect(await looks(blind['another port of an enabled host']!)).toEqual(expected);
  const { html, globals, ...rest } = await looks(blind['another host']!);
  expect({ ...rest, html }).toEqual({ navigator: expected.navigator, runtime: expected.runtime, html: expected.html });
  expect(globals.filter((name) => /countersign/i.test(name))).toEqual([]);
});

test('“available” says no after the same time as without it', async () => {
  const timed = async (page: Page): Promise<number> =>
    page.evaluate(async () => {
      const from = performance.now();
      const there = await (globalThis as unknown as { app: { cs: { available(): Promise<boolean> } } }).app.cs.available();
      if (there) throw new Error('It says that it is there.');
      return performance.now() - from;
    });
  const names = ['another port of an enabled host', 'another host'];
  const [expected = NaN, ...others] = await Promise.all([bare, ...names.map((name) => blind[name]!)].map(timed));
  for (const [index, name] of names.entries()) {
    expect(Math.abs((others[index] ?? NaN) - expected), name).toBeLessThan(250);
  }
  expect(await pageSees(await openEnabled(stage))).toBe(true); // so the silence above is no general failure
});

test('openings stay unanswered and their channels open, whatever they carry, also when the worker stops', async () => {
  const frames = [
    "{ t: 'hello' }",
    "{ t: 'connect', id: 'x', want: { service: 'practice-files' }, activated: true }",
    "{ t: 'permits' }",
    '{}',
    '"x"',
    "'countersign:gone'",
  ];
  const call = `{ t: 'call', handle: 'x', url: '${stage.world.files.origin}/api/me', method: 'GET', headers: [] }`;
  for (const [name, page] of Object.entries(blind)) {
    const lines: number[] = [];
    for (const kind of ['ask', 'fetch', 'watch', 'own', 1, null]) {
      for (const frame of kind === 'fetch' ? [call, ...frames] : frames) {
        const line = await openRaw(page, kind);
        await sendRaw(page, line, frame);
        lines.push(line);
      }
    }
    for (const opening of ['open', 'ask', 'fetch', 1, null]) {
      for (const parcel of ["'countersign:gone'", '7', 'null', '{ l: 0 }', '{ l: -1, f: {} }', "{ l: 1, x: true, n: 'ask' }"]) {
        const line = await openRaw(page, 'ask', 'window', opening);
        await sendParcel(page, line, parcel);
        if (!parcel.includes('gone')) lines.push(line);
      }
    }
    const seeing = await openEnabled(stage);
    const witness = await openRaw(seeing, 'ask');
    await sendRaw(seeing, witness, "{ t: 'hello' }");
    await poll(async () => (await heard(seeing, witness)).frames.length > 0, 'an enabled page to be answered');
    await stage.browser.stopWorker();
    await poll(
      async () => (await heard(seeing, witness)).frames.some((frame) => (frame as { x?: true }).x === true),
      'an enabled page to hear the end of its line',
    );
    await seeing.close();
    for (const line of lines) expect(await heard(page, line), `${name}, line ${line}`).toEqual({ frames: [], closed: false });
  }
  expect((await stage.overview()).asks).toEqual([]);
});

test('enabling the neighbour tells nothing: no event, no message', async () => {
  const page = blind['another port of an enabled host']!;
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    for (const type of ['message', 'countersign:ready', 'error', 'messageerror'])
      addEventListener(type, () => seen.push(type), true);
    new MutationObserver(() => seen.push('mutation')).observe(document, { childList: true, subtree: true, attributes: true });
  });
  await ownCall(stage.own, 'sites.disable', { origin: stage.site.origin });
  await openEnabled(stage);
  expect(await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)).toEqual([]);
});

test('its files can’t be fetched, framed, run or shown', async () => {
  const tried = (page: Page, origin: string): Promise<string[]> =>
    page.evaluate(async (from) => {
      const loads = (element: HTMLElement, attribute: 'src' | 'href'): Promise<string> =>
        new Promise((resolve) => {
          element.onload = () => resolve('loaded');
          element.onerror = () => resolve('failed');
          element.setAttribute(
            attribute,
            `${from}/${element instanceof HTMLImageElement ? 'extension/icons/16.png' : 'extension/content/bridge.js'}`,
          );
          document.head.append(element);
        });
      const fetched = await Promise.all(
        ['manifest.json', 'extension/content/bridge.js', 'extension/icons/16.png', '_locales/en/messages.json'].map((file) =>
          fetch(`${from}/${file}`).then(
            () => 'loaded',
            (error: Error) => error.message,
          ),
        ),
      );
      return [...fetched, await loads(new Image(), 'src'), await loads(document.createElement('script'), 'src')];
    }, origin);
  other.add('/open', '<!doctype html><title>Test site</title>', { 'content-security-policy': "default-src * 'unsafe-inline'" });
  const page = blind['another port of an enabled host']!;
  await page.goto(`${other.origin}/open`);
  const nobody =
    stage.browser.name === 'firefox' ? `moz-extension://${crypto.randomUUID()}` : `chrome-extension://${'a'.repeat(32)}`;
  const unknown = await tried(page, nobody);
  expect(unknown).not.toContain('loaded');
  expect(await tried(page, stage.browser.origin)).toEqual(unknown);
});
