/** Every screen by the keyboard, grown, without motion, and while time passes. What axe says of them is in pages.test.ts. */
import { chromium, type Browser, type BrowserContext } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { growthFaults } from '../pages/accessibility/growth';
import { walk } from '../pages/accessibility/keyboard';
import { motions, watchMotion } from '../pages/accessibility/motion';
import { hush, listen, spoken } from '../pages/accessibility/spoken';
import { serveGallery, type Gallery } from '../pages/gallery-server';
import { screens, type Screen } from '../pages/gallery/screens';
import { openScreen } from '../pages/look';

let browser: Browser;
let gallery: Gallery;
let context: BrowserContext;
const sizes = { popup: [360, 600], connect: [480, 720], options: [1280, 800], unlock: [1280, 800] } as const;

beforeAll(async () => {
  const executablePath = inject('browsers').chromium;
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
  gallery = await serveGallery();
  context = await browser.newContext({ reducedMotion: 'reduce', timezoneId: 'UTC' });
  await watchMotion(context);
  await listen(context);
});
afterAll(async () => {
  await browser?.close();
  await gallery?.close();
});

describe.each(Object.entries<Screen>(screens))('%s', (name, screen) => {
  const [width, height] = sizes[screen.page];

  test('is walked through by Tab and back, without motion, and holds zoomed and with grown text', async () => {
    const page = await openScreen(context, gallery.address(name));
    await page.setViewportSize({ width, height });
    expect(await walk(page)).toEqual([]);
    expect(await motions(page)).toEqual([]);
    expect(await growthFaults(page, screen.page)).toEqual([]);
    await page.close();
  });

  test('says nothing while five minutes pass', async () => {
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(gallery.address(name));
    await page.waitForSelector('html[data-ready]');
    await hush(page);
    await page.clock.runFor('05:00');
    expect(await spoken(page)).toEqual({ heard: [], unheard: [] });
    await page.close();
  });
});

test('motion is there for those who want it', async () => {
  const moving = await browser.newContext({ reducedMotion: 'no-preference' });
  await watchMotion(moving);
  const page = await openScreen(moving, gallery.address('connect-progress'));
  expect(await motions(page)).toContain('animationstart of spin');
  await moving.close();
});
