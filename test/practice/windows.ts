/** Finds Countersign's own windows, takes pictures of them and waits for their end. */
import type { Page } from 'playwright';
import type { Browser } from '../harness/browser';
import { poll } from '../harness/poll';
import type { Popup } from '../harness/popup';

/** Is told of every view worth a picture; the second argument takes one. */
export type Look = (view: string, shoot: (file: string) => Promise<unknown>) => Promise<unknown>;

export const unseen: Look = async () => undefined;
/** The inner size of the connect window; Playwright would give it the size of a tab. */
const connectSize = { width: 480, height: 720 };

/** A picture of a page as it is; what moves is shown at its end. */
export const shotOf = (page: Page) => (file: string) => page.screenshot({ path: file, animations: 'disabled' });

/**
 * Waits for a connect window: one that asks for consent, or another one.
 * @param open what opens it; a window that was there before does not count then
 */
export async function connectWindow(browser: Browser, kind: 'ask' | 'other', open?: () => Promise<unknown>): Promise<Page> {
  const before = new Set(open ? browser.context.pages() : []);
  await open?.();
  const address = `${browser.origin}/extension/pages/connect/connect.html`;
  const fits = (page: Page) =>
    !before.has(page) && page.url().startsWith(address) && page.url().startsWith(`${address}#ask=`) === (kind === 'ask');
  const window = await poll(
    () => browser.context.pages().find(fits),
    kind === 'ask' ? 'the consent window' : 'the connect window',
  );
  await window.setViewportSize(connectSize);
  return window;
}

/** Waits for a page whose address begins so, wherever it opens. */
export function pageAt({ context }: Pick<Browser, 'context'>, address: string): Promise<Page> {
  return poll(() => context.pages().find((page) => page.url().startsWith(address)), `a page at ${address}`);
}

/** Does what closes a window, and waits until it is closed. */
export async function closing(window: Page, work: () => Promise<unknown>): Promise<void> {
  const closed = poll(() => window.isClosed(), 'the window to close');
  await Promise.all([closed, work().catch((error: unknown) => (window.isClosed() ? undefined : Promise.reject(error)))]);
}

/** Closes a popup, if it is still open, as a click beside it does. */
export async function leave(popup: Popup): Promise<void> {
  if (!popup.isClosed()) await popup.leave();
}

/** Chooses an account on the service's page, where it asks for one, up to the page that asks for its name and password. */
export async function choosesAccount(page: Page, username: string): Promise<void> {
  const choice = page.locator(`#choose-${username}`);
  await choice.or(page.locator('#username')).first().waitFor();
  if ((await choice.count()) > 0) await choice.click();
}
