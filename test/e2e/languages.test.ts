/** A browser in another language: the texts are in it where they are packaged, else English with English habits; never a mixture. */
import type { Page } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import type { Browser } from '../harness/browser';
import { launchBrowser } from '../harness/launch';

/** What these tests ask of the browsers themselves. */
declare const chrome: { readonly i18n: { getUILanguage(): string } };

let browser: Browser | undefined;
afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

/** What the page says of its language. */
const facts = (page: Page): Promise<{ lang: string; dir: string }> =>
  page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));

const start = async (locale: string): Promise<Browser> => (browser = await launchBrowser({ locale }));

test('a German browser gets German pages, from left to right', async () => {
  const german = await start('de');
  const options = await german.page('extension/pages/options/options.html#accounts');
  await options.getByRole('heading', { name: 'Noch keine Konten' }).waitFor();
  expect(await facts(options)).toEqual({ lang: 'de', dir: 'ltr' });
  await options.getByRole('link', { name: 'Sicherheit' }).click();
  await options.getByRole('heading', { name: 'Sicherung speichern' }).waitFor();
  const popup = await german.popup(options);
  await popup.waitFor({ text: 'Dienst verbinden' });
  expect(await popup.evaluate(() => document.documentElement.lang)).toBe('de');
});

test('a Hebrew browser gets English pages, from left to right like their texts', async () => {
  const hebrew = await start('he');
  const options = await hebrew.page('extension/pages/options/options.html#accounts');
  await options.getByRole('heading', { name: 'No accounts yet' }).waitFor();
  expect(await options.evaluate(() => chrome.i18n.getUILanguage())).toBe('he');
  expect(await facts(options)).toEqual({ lang: 'en', dir: 'ltr' });
});
