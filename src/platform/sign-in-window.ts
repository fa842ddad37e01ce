/** The browser's own sign-in window, opened by our connect page. */
import browser, { type Windows } from 'webextension-polyfill';

export type WindowEnd =
  | { readonly came: 'back'; readonly url: string }
  | { readonly came: 'nothing'; readonly why: 'window_closed' | 'page_not_loaded' }
  /** Another sign-in window is open in this browser. */
  | { readonly came: 'busy' };

/**
 * Shows a service's page in the browser's sign-in window until it redirects back.
 * @param onOpened told which tab and window the browser opened
 */
export async function showSignInWindow(url: string, onOpened: (tabId: number, windowId: number) => void): Promise<WindowEnd> {
  const seen = ({ type, id }: Windows.Window): void => {
    if (type === 'popup' && id !== undefined) void tell(id);
  };
  const tell = async (windowId: number): Promise<void> => {
    const [tab] = await browser.tabs.query({ windowId });
    if (tab?.id === undefined || isOurs(tab.pendingUrl ?? tab.url)) return; // a window of ours that opened just now
    browser.windows.onCreated.removeListener(seen);
    onOpened(tab.id, windowId);
  };
  browser.windows.onCreated.addListener(seen);
  try {
    return { came: 'back', url: await browser.identity.launchWebAuthFlow({ url, interactive: true }) };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (/only one/i.test(message)) return { came: 'busy' };
    return { came: 'nothing', why: /could not be loaded/i.test(message) ? 'page_not_loaded' : 'window_closed' };
  } finally {
    browser.windows.onCreated.removeListener(seen);
  }
}

function isOurs(url: string | undefined): boolean {
  return url?.startsWith(browser.runtime.getURL('')) === true;
}
