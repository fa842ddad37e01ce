/**
 * Opens the toolbar popup as a click on the toolbar button does. `chrome.action.openPopup()` is not the same: it gives no
 * `activeTab`, so the popup cannot read the tab's address. CDP's `Extensions.triggerAction` gives it.
 */
import type { BrowserContext, CDPSession, Page } from 'playwright';
import type { ExtensionFolder } from './extension-folder';
import { poll } from './poll';
import { holdPopup, type Popup } from './popup';

export interface PopupDesk {
  /** Clicks the toolbar button while `on` is the tab in front. */
  open(on: Page): Promise<Popup>;
  /** Waits for a popup that the extension opens by itself. Milliseconds, 10 000 by default. */
  opened(timeout?: number): Promise<Popup>;
}

export function popupDesk(
  context: BrowserContext,
  browser: CDPSession,
  extension: ExtensionFolder,
  colorScheme: 'light' | 'dark' | undefined,
): PopupDesk {
  let held: { readonly id: string; readonly popup: Popup } | undefined;
  const address = `chrome-extension://${extension.id}/${extension.popup}`;

  /** Own pages in tabs are attached by Playwright; a popup is not, until it is held. */
  const openTarget = async () => {
    const { targetInfos } = await browser.send('Target.getTargets');
    return targetInfos.find(
      (one) => one.type === 'page' && one.url.split(/[?#]/)[0] === address && (!one.attached || one.targetId === held?.id),
    )?.targetId;
  };

  const hold = async (id: string, on: Page | undefined): Promise<Popup> => {
    if (held?.id === id && !held.popup.isClosed()) return held.popup;
    const blur = async () => {
      const page = on && !on.isClosed() ? on : context.pages().at(-1);
      await page?.bringToFront();
    };
    const popup = await holdPopup(browser, id, { colorScheme, blur });
    held = { id, popup };
    await poll(() => popup.evaluate(() => document.readyState === 'complete'), 'the popup to load');
    return popup;
  };

  return {
    async open(on) {
      if (!extension.popup) throw new Error('The extension has no popup.');
      await on.bringToFront(); // closes a popup that is still open
      await poll(async () => !(await openTarget()), 'the earlier popup to close');
      await browser.send('Extensions.triggerAction', { id: extension.id, targetId: await tabOf(browser, on) });
      return await hold(await poll(openTarget, 'the popup to open'), on);
    },
    async opened(timeout = 10_000) {
      return await hold(await poll(openTarget, 'the extension to open its popup', { timeout }), undefined);
    },
  };
}

/** The action works on a tab target, not on the page inside it; of tabs with one address, the page's is the one in front. */
async function tabOf(browser: CDPSession, page: Page): Promise<string> {
  const { targetInfos } = await browser.send('Target.getTargets', { filter: [{ type: 'tab' }] });
  const fits = targetInfos.filter((one) => one.url === page.url());
  const front = fits.find((one) => (one as { embedderData?: { tabActive?: boolean } }).embedderData?.tabActive);
  const tab = front ?? fits[0];
  if (!tab) throw new Error(`No tab shows ${page.url()}.`);
  return tab.targetId;
}
