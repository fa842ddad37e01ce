/** Every screen in a real browser: accessible in both schemes, nothing cut, nothing wider than the window; and consent can't be rushed. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import type { ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveGallery } from './gallery-server';
import { screens, type Screen } from './gallery/screens';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const widths = { popup: [360, 320], connect: [480, 400, 320], options: [1280, 420, 320] } as const;

let browser: Browser;
let server: ViteDevServer;
let address: (screen: string) => string;

beforeAll(async () => {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
  ({ server, address } = await serveGallery());
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function open(context: BrowserContext, name: string): Promise<Page> {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(address(name));
  await page.waitForSelector('html[data-ready]', { timeout: 20_000 });
  expect(errors).toEqual([]);
  return page;
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: run } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }> };
    };
    const { violations: found } = await run.run();
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
  });
}

/** What is wider than its place: the page itself, or a word that its button or label cuts off. */
function overflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide =
      document.documentElement.scrollWidth > innerWidth
        ? [`the page: ${document.documentElement.scrollWidth} > ${innerWidth}`]
        : [];
    const cut = [
      ...document.querySelectorAll<HTMLElement>('button, a.button, .badge, .state, h1, h2, h3, label, code, .second'),
    ].filter((element) => {
      const { display, overflowX } = getComputedStyle(element);
      const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
      const { right, left, width } = element.getBoundingClientRect();
      const isOutside = width > 0 && (right > innerWidth + 1 || left < -1) && !element.closest('.scroll, .nav');
      return (isCut && display !== 'inline' && overflowX === 'visible') || isOutside;
    });
    return [...wide, ...cut.map((element) => `${element.tagName} ${element.textContent?.trim().slice(0, 40)}`)];
  });
}

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await browser.newContext({ colorScheme, reducedMotion: 'reduce', timezoneId: 'UTC' });
  });
  afterAll(() => context?.close());

  test.each(Object.entries<Screen>(screens))('%s', { timeout: 60_000 }, async (name, screen) => {
    const page = await open(context, name);
    for (const width of widths[screen.page]) {
      await page.setViewportSize({ width, height: screen.page === 'popup' ? 600 : 720 });
      expect(await overflows(page), `at ${width}`).toEqual([]);
      const isChecked = colorScheme === 'light' ? width !== 320 : width === widths[screen.page][0];
      if (isChecked) expect(await violations(page), `at ${width}`).toEqual([]);
    }
    await page.close();
  });
});

describe('consent', () => {
  let context: BrowserContext;
  let page: Page;
  const answers = (): Promise<string[]> =>
    page.evaluate(() => {
      const { stage } = globalThis as unknown as { stage: { said: { own: string }[] } };
      return stage.said.map(({ own }) => own).filter((own) => own.startsWith('asks.'));
    });

  beforeAll(async () => {
    context = await browser.newContext({ viewport: { width: 480, height: 720 } });
  });
  afterAll(() => context?.close());

  test('waits for 600 ms of attention, and does not know Enter', { timeout: 30_000 }, async () => {
    page = await context.newPage();
    await page.addInitScript(() => {
      const shown = { focus: false };
      Object.assign(globalThis, { shown });
      document.hasFocus = () => shown.focus;
    });
    await page.goto(address('connect-ask'));
    const allow = page.getByRole('button', { name: 'Allow', exact: true });
    await allow.waitFor();
    await page.waitForTimeout(900);
    expect(await allow.getAttribute('aria-disabled')).toBe('true');
    await allow.click({ force: true });
    await page.evaluate(() => Object.assign((globalThis as unknown as { shown: object }).shown, { focus: true }));
    await page.waitForTimeout(400);
    expect(await allow.getAttribute('aria-disabled')).toBe('true');
    await page.waitForTimeout(500);
    expect(await allow.getAttribute('aria-disabled')).toBe('false');
    await allow.focus();
    await page.keyboard.press('Enter');
    expect(await answers()).toEqual([]);
    await page.evaluate(() => Object.assign((globalThis as unknown as { shown: object }).shown, { focus: false }));
    await page.waitForTimeout(250);
    expect(await allow.getAttribute('aria-disabled')).toBe('true');
    await page.close();
  });

  test('is given by a click, and the next request is asked with its own wait', { timeout: 30_000 }, async () => {
    page = await open(context, 'connect-ask');
    await page.getByLabel('Sharing').uncheck();
    await page.waitForTimeout(700);
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    expect(await answers()).toEqual(['asks.allow']);
    await page.getByRole('heading', { name: 'Practice Microblog' }).waitFor();
    expect(await page.getByRole('button', { name: 'Allow', exact: true }).getAttribute('aria-disabled')).toBe('true');
    await page.close();
  });
});

test('the slash key leads to the search, but not while typing', { timeout: 30_000 }, async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 600 } });
  const page = await open(context, 'popup-main');
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox');
  expect(await search.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type('a/b');
  expect(await search.inputValue()).toBe('a/b');
  await context.close();
});
