/** Finds the window that `launchWebAuthFlow` opens: a page of the context in a window of its own, which no page opened. */
import type { BrowserContext, CDPSession, Page } from 'playwright';
import { poll } from './poll';

/**
 * @param home id of the browser's first window, as `windowOf` gives it.
 * @param timeout milliseconds, 10 000 by default.
 */
export async function waitForSignInWindow(context: BrowserContext, home: number | undefined, timeout = 10_000): Promise<Page> {
  const page = await poll(() => look(context, home), 'the sign-in window', { timeout });
  await page.waitForLoadState('domcontentloaded');
  return page;
}

async function look(context: BrowserContext, home: number | undefined): Promise<Page | undefined> {
  for (const page of context.pages().reverse()) {
    if (!/^https?:/.test(page.url()) || (await page.opener())) continue;
    if ((await windowOf(context, page)) !== home) return page;
  }
  return undefined;
}

/** The browser's own number of the window in which a page is shown. */
export async function windowOf(context: BrowserContext, page: Page): Promise<number> {
  const session: CDPSession = await context.newCDPSession(page);
  try {
    return (await session.send('Browser.getWindowForTarget')).windowId;
  } finally {
    await session.detach().catch(() => {}); // the page may have closed in between
  }
}
