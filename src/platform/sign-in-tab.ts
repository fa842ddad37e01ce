/** A service's page in an ordinary tab, opened by our connect page where the browser's sign-in window cannot show it. */
import browser, { type Tabs } from 'webextension-polyfill';
import { samePlace } from '../core/urls';

export interface TabWatch {
  /** Told of each time that the tab shows the page that answers go to: nobody caught it on the way. */
  readonly back: string;
  readonly onBack: (url: string) => void;
}

/**
 * Opens a tab and resolves when it is closed, by whomever.
 * @param onOpened told which tab it is, and in which window
 */
export async function showSignInTab(
  url: string,
  watch: TabWatch,
  onOpened: (tabId: number, windowId: number) => void,
): Promise<void> {
  const { id = -1, windowId = -1 } = await browser.tabs.create({ url });
  const closed = tabClosed(id);
  const unwatch = watchTab(id, watch);
  onOpened(id, windowId);
  await browser.windows.update(windowId, { focused: true }).catch(() => undefined); // the service may have answered, and the tab be gone
  await closed;
  unwatch();
}

/** Resolves when a tab is closed, from now on. */
export function tabClosed(tabId: number): Promise<void> {
  return new Promise((resolve) => {
    const removed = (which: number): void => {
      if (which !== tabId) return;
      browser.tabs.onRemoved.removeListener(removed);
      resolve();
    };
    browser.tabs.onRemoved.addListener(removed);
  });
}

/** @returns ends the watch */
export function watchTab(tabId: number, { back, onBack }: TabWatch): () => void {
  const updated = (id: number, { url }: Tabs.OnUpdatedChangeInfoType): void => {
    if (id === tabId && url !== undefined && samePlace(url, back)) onBack(url);
  };
  browser.tabs.onUpdated.addListener(updated);
  return () => browser.tabs.onUpdated.removeListener(updated);
}
