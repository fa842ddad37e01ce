/** Every screen in both schemes at every width, with all that axe knows. */
import { describe, expect, test } from 'vitest';
import { galleryBrowser } from '../pages/gallery-pages';
import { screens, type Screen } from '../pages/gallery/screens';
import { openScreen, overflows, violations, widths } from '../pages/look';

const { newContext, address } = galleryBrowser();

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  test.each(Object.entries<Screen>(screens))('%s', async (name, screen) => {
    const context = await newContext({ colorScheme, reducedMotion: 'reduce', timezoneId: 'UTC' });
    const page = await openScreen(context, address(name));
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
