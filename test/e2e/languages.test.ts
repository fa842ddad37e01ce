/** A browser in another language: the texts are in it where they are packaged, else English with English habits; never a mixture. */
import type { Page } from 'playwright';
import { afterEach, expect, inject, test } from 'vitest';
import type { Browser } from '../harness/browser';
import { launchChromium } from '../harness/chromium';
import { launchFirefox } from '../harness/firefox';

/** What these tests ask of the browsers themselves. */
declare const chrome: { readonly i18n: { getUILanguage(): string } };
declare const Services: { readonly locale: { availableLocales: string[]; requestedLocales: string[] } };
declare const ChromeUtils: {
  importESModule(url: string): { AddonManager: { getAddonByID(id: string): Promise<{ reload(): Promise<void> }> } };
};

let browser: Browser | undefined;
afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

/** What the page says of its language. */
const facts = (page: Page): Promise<{ lang: string; dir: string }> =>
  page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));

const name = inject('browser');

const start = async (locale: string): Promise<Browser> =>
  (browser = await launchChromium({
    executable: inject('browsers').chromium,
    extension: inject('builds').chromium,
    locale,
  }));

test.runIf(name === 'chromium')('a German browser gets German pages, from left to right', async () => {
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

test.runIf(name === 'chromium')('a Hebrew browser gets English pages, from left to right like their texts', async () => {
  const hebrew = await start('he');
  const options = await hebrew.page('extension/pages/options/options.html#accounts');
  await options.getByRole('heading', { name: 'No accounts yet' }).waitFor();
  expect(await options.evaluate(() => chrome.i18n.getUILanguage())).toBe('he');
  expect(await facts(options)).toEqual({ lang: 'en', dir: 'ltr' });
});

test.runIf(name === 'firefox')('a German Firefox gets them too', async () => {
  const firefox = await launchFirefox({ executable: inject('browsers').firefox ?? '', extension: inject('builds').firefoxTest });
  try {
    await firefox.privileged(async (id) => {
      Services.locale.availableLocales = ['de', 'en-US'];
      Services.locale.requestedLocales = ['de'];
      const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
      await (await AddonManager.getAddonByID(id)).reload();
    }, firefox.addonId);
    const options = await firefox.page('extension/pages/options/options.html#accounts');
    await options.waitFor('h1, h2');
    expect(await options.text()).toContain('Noch keine Konten');
    expect(await options.evaluate(() => document.documentElement.lang)).toBe('de');
  } finally {
    await firefox.close();
  }
});
