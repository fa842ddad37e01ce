/** Every screen by the keyboard, grown, without motion, and while time passes. What axe says of them is in pages.test.ts. */
import type { BrowserContext } from 'playwright';
import { describe, expect, test } from 'vitest';
import { growthFaults } from '../pages/accessibility/growth';
import { walk } from '../pages/accessibility/keyboard';
import { motions, watchMotion } from '../pages/accessibility/motion';
import { hush, listen, spoken } from '../pages/accessibility/spoken';
import { galleryBrowser } from '../pages/gallery-pages';
import { screens, type Screen } from '../pages/gallery/screens';
import { openScreen, sizes } from '../pages/look';

let context: BrowserContext;

const { newContext, address } = galleryBrowser(async (shown) => {
  context = await shown.newContext({ reducedMotion: 'reduce', timezoneId: 'UTC' });
  await watchMotion(context);
  await listen(context);
});

describe.each(Object.entries<Screen>(screens))('%s', (name, screen) => {
  const [width, height] = sizes[screen.page];

  test('is walked through by Tab and back, without motion, and holds zoomed and with grown text', async () => {
    const page = await openScreen(context, address(name));
    await page.setViewportSize({ width, height });
    expect(await walk(page)).toEqual([]);
    expect(await motions(page)).toEqual([]);
    expect(await growthFaults(page, screen.page)).toEqual([]);
    await page.close();
  });

  test('says nothing while five minutes pass', async () => {
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(address(name));
    await page.waitForSelector('html[data-ready]');
    await page.clock.runFor('00:02'); // a view that has just come is said a moment later
    await hush(page);
    await page.clock.runFor('05:00');
    expect(await spoken(page)).toEqual({ heard: [], unheard: [] });
    await page.close();
  });
});

test('motion is there for those who want it', async () => {
  const moving = await newContext({ reducedMotion: 'no-preference' });
  await watchMotion(moving);
  const page = await openScreen(moving, address('connect-progress'));
  expect(await motions(page)).toContain('animationstart of spin');
  await moving.close();
});
