/** Every screen in both schemes at every width, with all that axe knows. */
import { describe, expect, test } from 'vitest';
import { galleryBrowser } from '../pages/gallery-pages';
import { screens, type Screen } from '../pages/gallery/screens';
import { openScreen, overflows, violations, widths } from '../pages/look';

const { newContext, address } = galleryBrowser();

/**
 * What axe is wrong about where a page is narrow: both browsers let one reach what scrolls, which it does not know yet; and a link to
 * another page that the strip of pages has scrolled away is for it a skip link without a target.
 */
const mistaken = /^(scrollable-region-focusable|skip-link: a\[href\$="#\w+"\]):/u;

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  test.concurrent.each(Object.entries<Screen>(screens))('%s', async (name, screen) => {
    const context = await newContext({ colorScheme, reducedMotion: 'reduce', timezoneId: 'UTC' });
    const page = await openScreen(context, address(name));
    for (const width of widths[screen.page]) {
      await page.setViewportSize({ width, height: screen.page === 'popup' ? 600 : 720 });
      expect(await overflows(page), `at ${width}`).toEqual([]);
      const found = await violations(page);
      const isUsual = width === widths[screen.page][0];
      expect(isUsual ? found : found.filter((one) => !mistaken.test(one)), `at ${width}`).toEqual([]);
    }
    await context.close();
  });
});
