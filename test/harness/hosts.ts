/**
 * Grants and withdraws host permissions from outside, through the browser's own page for extensions: the prompt of
 * `permissions.request()` is drawn by the browser and cannot be answered by a test.
 */
import type { BrowserContext, CDPSession, Page } from 'playwright';
import { poll } from './poll';

/** What the browser's own page and an extension page offer; only the parts used here. */
declare const chrome: {
  readonly developerPrivate: {
    addHostPermission(extensionId: string, pattern: string): Promise<void>;
    removeHostPermission(extensionId: string, pattern: string): Promise<void>;
  };
  readonly permissions: { request(wanted: { origins: string[] }): Promise<boolean> };
};

/** Match patterns such as `http://127.0.0.1/*` (any port) or `https://api.example.org/*`. */
type Patterns = readonly string[];

export interface HostDesk {
  /** The extension has them at once, as if it had asked for them and the user had agreed. */
  grant(patterns: Patterns): Promise<void>;
  /** The extension does not have them yet, but its next `permissions.request()` resolves to true without a prompt. */
  promise(patterns: Patterns): Promise<void>;
  /** Takes them away, granted or promised: `permissions.request()` prompts again. */
  withdraw(patterns: Patterns): Promise<void>;
}

/** Works in tabs in the background that are closed afterwards: the tab in front and an open popup stay as they are. */
export function hostDesk(context: BrowserContext, browser: CDPSession, id: string): HostDesk {
  const promise = (patterns: Patterns) =>
    inTab(context, browser, 'chrome://extensions/?harness', (page) =>
      page.evaluate(
        async (order) => {
          for (const pattern of order.patterns) await chrome.developerPrivate.addHostPermission(order.id, pattern);
        },
        { id, patterns },
      ),
    );

  return {
    promise,
    async grant(patterns) {
      await promise(patterns);
      // An optional host becomes the extension's own only when it asks for it; Playwright's evaluate counts as a click.
      const granted = await inTab(context, browser, `chrome-extension://${id}/manifest.json?harness`, (page) =>
        page.evaluate((origins) => chrome.permissions.request({ origins }), [...patterns]),
      );
      if (!granted) throw new Error(`The browser did not grant ${patterns.join(', ')}.`);
    },
    withdraw: (patterns) =>
      inTab(context, browser, 'chrome://extensions/?harness', (page) =>
        page.evaluate(
          async (order) => {
            for (const pattern of order.patterns) {
              try {
                await chrome.developerPrivate.removeHostPermission(order.id, pattern);
              } catch (error) {
                if (!String(error).includes("hasn't been granted")) throw error;
              }
            }
          },
          { id, patterns },
        ),
      ),
  };
}

async function inTab<T>(context: BrowserContext, browser: CDPSession, url: string, work: (page: Page) => Promise<T>): Promise<T> {
  const { targetId } = await browser.send('Target.createTarget', { url, background: true });
  try {
    const page = await poll(() => context.pages().find((one) => one.url() === url), `a tab with ${url}`);
    await page.waitForLoadState();
    return await work(page);
  } finally {
    await browser.send('Target.closeTarget', { targetId });
    await poll(() => context.pages().every((one) => one.url() !== url), `the tab with ${url} to close`);
  }
}
