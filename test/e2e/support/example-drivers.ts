/** The few things that the example's test does in a browser, the same in Chromium and in Firefox. */
import type { Page } from 'playwright';
import { launchChromium } from '../../harness/chromium';
import { launchFirefox } from '../../harness/firefox';
import type { FirefoxPage } from '../../harness/firefox-page';
import { poll } from '../../harness/poll';

export interface Tab {
  click(css: string): Promise<void>;
  type(css: string, text: string): Promise<void>;
  text(): Promise<string>;
}

export interface Driver {
  /** Opens a tab with a page of the extension. */
  own(file: string): Promise<Tab>;
  tab(url: string): Promise<Tab>;
  /** Waits for a window or tab that is none of these. */
  other(known: readonly Tab[], fits: (url: string) => boolean): Promise<Tab>;
  stopBackground(): Promise<void>;
  close(): Promise<void>;
}

export async function driveChromium(extension: string, executable: string): Promise<Driver> {
  const browser = await launchChromium({ extension, executable });
  const tabs = new Map<Page, Tab>();
  const tabOf = (page: Page): Tab => {
    const known = tabs.get(page) ?? {
      click: (css) => page.click(css),
      type: (css, text) => page.fill(css, text),
      text: () => page.innerText('body'),
    };
    tabs.set(page, known);
    return known;
  };
  return {
    own: async (file) => tabOf(await browser.page(file)),
    tab: async (url) => tabOf(await browser.tab(url)),
    other: async (known, fits) =>
      tabOf(
        await poll(
          () => browser.context.pages().find((page) => fits(page.url()) && !known.includes(tabOf(page))),
          'another window of Chromium',
        ),
      ),
    stopBackground: () => browser.stopWorker(),
    close: () => browser.close(),
  };
}

export async function driveFirefox(extension: string, executable: string): Promise<Driver> {
  const firefox = await launchFirefox({ extension, executable });
  const handles = new Map<Tab, string>();
  const tabOf = (page: FirefoxPage): Tab => {
    const tab = {
      click: (css: string) => page.click(css),
      type: (css: string, text: string) => page.type(css, text),
      text: () => page.text(),
    };
    handles.set(tab, page.handle);
    return tab;
  };
  return {
    own: async (file) => tabOf(await firefox.page(file)),
    tab: async (url) => tabOf(await firefox.tab(url)),
    async other(known, fits) {
      const taken = new Set(known.map((tab) => handles.get(tab)));
      const find = async (): Promise<FirefoxPage | undefined> => {
        for (const page of await firefox.pages())
          if (!taken.has(page.handle) && fits(await page.url().catch(() => ''))) return page;
        return undefined;
      };
      return tabOf(await poll(find, 'another window of Firefox'));
    },
    stopBackground: () => firefox.stopBackground(),
    close: () => firefox.close(),
  };
}
