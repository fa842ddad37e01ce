/** Every screen in every language that is packaged, and in the accented one: nothing cut, nothing too wide, no text from elsewhere. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pseudoLanguage } from '../../tools/pseudo';
import { galleryBrowser } from './gallery-pages';
import { screens, type Screen } from './gallery/screens';
import { openScreen, overflows, widths } from './look';
import { look } from './look-language';

const languages = [pseudoLanguage, ...readdirSync('extension/_locales').filter((language) => language !== 'en')];
const shown = Object.entries<Screen>(screens).flatMap(([name, screen]) =>
  languages.map((language) => ({ name, language, page: screen.page })),
);

const { newContext, address } = galleryBrowser();

test.concurrent.each(shown)('$name in $language', { timeout: 60_000 }, async ({ name, language, page: kind }) => {
  const context = await newContext({ reducedMotion: 'reduce', timezoneId: 'UTC' });
  const page = await openScreen(context, address(name, language));
  expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
  for (const width of widths[kind]) {
    await page.setViewportSize({ width, height: kind === 'popup' ? 600 : 720 });
    expect(await overflows(page), `at ${width}`).toEqual([]);
    const { cut, hardCoded } = await look(page);
    expect(cut, `at ${width}`).toEqual([]);
    if (language === pseudoLanguage) expect(hardCoded).toEqual([]);
  }
  await context.close();
});
