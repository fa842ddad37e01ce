/** Every screen in both schemes at every width, with all that axe knows. */
import { chromium, type Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { serveGallery, type Gallery } from '../pages/gallery-server';
import { screens, type Screen } from '../pages/gallery/screens';
import { openScreen, overflows, violations, widths } from '../pages/look';

let browser: Browser;
let gallery: Gallery;

beforeAll(async () => {
  const executablePath = inject('browsers').chromium;
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
  gallery = await serveGallery();
});
afterAll(async () => {
  await browser?.close();
  await gallery?.close();
});

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  test.each(Object.entries<Screen>(screens))('%s', async (name, screen) => {
    const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce', timezoneId: 'UTC' });
    const page = await openScreen(context, gallery.address(name));
    for (const width of widths[screen.page]) {
      await page.setViewportSize({ width, height: screen.page === 'popup' ? 600 : 720 });
      expect(await overflows(page), `at ${width}`).toEqual([]);
      // What scrolls can be reached with the keyboard in both browsers, which axe does not know yet.
      const found = (await violations(page)).filter((one) => !one.startsWith('scrollable-region-focusable'));
      expect(width === widths[screen.page][0] ? await violations(page) : found, `at ${width}`).toEqual([]);
    }
    await context.close();
  });
});
