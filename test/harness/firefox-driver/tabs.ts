/** What Firefox shows at the moment, and what is done to tabs and windows. Each function runs in Firefox's main process. */

export interface Shown {
  /** Of the first window first. */
  readonly tabs: readonly {
    /** Stays the same while the tab navigates. */
    readonly tab: number;
    readonly url: string;
    readonly window: number;
    /** The tab that opened it by script, if one did. */
    readonly opener: number;
    /** Frames inside, without the page itself. */
    readonly frames: readonly { readonly frame: number; readonly url: string }[];
  }[];
  /** The toolbar popup's context, or 0. */
  readonly popup: number;
  readonly background: string;
}

interface Context {
  readonly id: number;
  readonly browserId: number;
  readonly embedderElement: BrowserElement;
  readonly opener: Context | null;
  readonly currentWindowGlobal: {
    readonly documentURI: { readonly spec: string };
    readonly innerWindowId: number;
    drawSnapshot(...how: unknown[]): Promise<ImageBitmap>;
  } | null;
  getAllBrowsingContextsInSubtree(): Context[];
}
interface BrowserElement extends HTMLElement {
  readonly browsingContext: Context;
  readonly browserId: number;
  readonly currentURI: { readonly spec: string };
  readonly webProgress: { readonly isLoadingDocument: boolean };
  readonly ownerDocument: Document & { readonly defaultView: BrowserWindow };
  fixupAndLoadURIString(url: string, how: object): void;
  reload(): void;
}
interface Tab {
  readonly linkedBrowser: BrowserElement;
}
interface BrowserWindow extends Window {
  readonly docShell: { readonly outerWindowID: number };
  readonly gBrowser: {
    readonly tabs: readonly Tab[];
    selectedTab: Tab;
    getTabForBrowser(browser: BrowserElement): Tab;
    addTab(url: string, how: object): Tab;
    removeTab(tab: Tab): void;
  };
}
declare const BrowsingContext: { get(id: number): Context | null; getCurrentTopByBrowserId(id: number): Context | null };
declare const Services: {
  readonly wm: { getEnumerator(type: string): Iterable<BrowserWindow> };
  readonly scriptSecurityManager: { getSystemPrincipal(): unknown };
  readonly focus: { readonly activeWindow: Window | null };
};
declare const WebExtensionPolicy: {
  getByID(id: string): {
    readonly extension: {
      readonly backgroundState: string;
      readonly views: Iterable<{
        readonly viewType: string;
        readonly xulBrowser: { readonly browsingContext: { readonly id: number } | null };
      }>;
    };
  } | null;
};

export function shown(addon: string): Shown {
  const tabs = [...Services.wm.getEnumerator('navigator:browser')]
    .filter((window) => window.gBrowser)
    .flatMap((window) =>
      window.gBrowser.tabs.map(({ linkedBrowser }) => {
        const context = linkedBrowser.browsingContext;
        return {
          tab: linkedBrowser.browserId,
          url: linkedBrowser.currentURI.spec,
          window: window.docShell.outerWindowID,
          opener: context?.opener?.browserId ?? 0,
          frames: (context?.getAllBrowsingContextsInSubtree() ?? [])
            .filter((one) => one !== context)
            .map((one) => ({ frame: one.id, url: one.currentWindowGlobal?.documentURI.spec ?? '' })),
        };
      }),
    );
  const extension = WebExtensionPolicy.getByID(addon)?.extension;
  const popup = [...(extension?.views ?? [])].find(({ viewType }) => viewType === 'popup')?.xulBrowser.browsingContext?.id ?? 0;
  return { tabs, popup, background: extension?.backgroundState ?? 'none' };
}

/** Opens an empty tab in the first window, in front. @returns the tab */
export function openTab(): number {
  const [window] = Services.wm.getEnumerator('navigator:browser');
  if (!window) throw new Error('Firefox has no window.');
  const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal();
  const tab = window.gBrowser.addTab('about:blank', { triggeringPrincipal });
  window.gBrowser.selectedTab = tab;
  return tab.linkedBrowser.browserId;
}

/** Closes a tab, and with the last one its window, unless it is the browser's first. */
export function closeTab(tab: number): void {
  const browser = BrowsingContext.getCurrentTopByBrowserId(tab)?.embedderElement;
  if (!browser) return;
  const window = browser.ownerDocument.defaultView;
  const [first] = Services.wm.getEnumerator('navigator:browser');
  if (window.gBrowser.tabs.length === 1 && window !== first) window.close();
  else window.gBrowser.removeTab(window.gBrowser.getTabForBrowser(browser));
}

export async function toFront(tab: number): Promise<void> {
  const browser = BrowsingContext.getCurrentTopByBrowserId(tab)?.embedderElement;
  if (!browser) throw new Error('InactiveActor: the tab is closed');
  const window = browser.ownerDocument.defaultView;
  for (const panel of window.document.querySelectorAll('panel'))
    if (panel.querySelector('.webextension-popup-browser')) (panel as Element & { hidePopup(): void }).hidePopup();
  const mine = window.gBrowser.getTabForBrowser(browser);
  if (window.gBrowser.selectedTab !== mine) window.gBrowser.selectedTab = mine;
  if (Services.focus.activeWindow !== window) {
    window.focus();
    for (let tries = 0; tries < 100 && Services.focus.activeWindow !== window; tries++)
      await new Promise((resolve) => {
        window.setTimeout(resolve, 10);
      });
  }
  (browser as HTMLElement).focus();
}

/**
 * Goes to an address, or loads the page anew without one. Resolves when the new page has loaded.
 * @returns the error page's address when the browser shows one instead
 */
export async function navigate(tab: number, url: string | null, patience: number): Promise<string | undefined> {
  const browser = BrowsingContext.getCurrentTopByBrowserId(tab)?.embedderElement;
  if (!browser) throw new Error('InactiveActor: the tab is closed');
  const inner = () => BrowsingContext.getCurrentTopByBrowserId(tab)?.currentWindowGlobal;
  const [before, from] = [inner()?.innerWindowId, browser.currentURI.spec];
  const samePage = url?.includes('#') && from.split('#')[0] === url.split('#')[0] && from !== url;
  if (url === null) browser.reload();
  else {
    // An empty tab becomes the page's own, as if it had been opened with it: a page with others before it can't close itself.
    const loadFlags = from === 'about:blank' ? 0x40 : 0;
    browser.fixupAndLoadURIString(url, { triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal(), loadFlags });
  }
  // A new tab's own empty page may replace its first one before the load begins: that is not the page yet.
  const isStillEmpty = () => !inner() || (url !== null && url !== 'about:blank' && inner()?.documentURI.spec === 'about:blank');
  const end = Date.now() + patience;
  const arrived = () =>
    samePage
      ? browser.currentURI.spec === url
      : inner()?.innerWindowId !== before && !isStillEmpty() && !browser.webProgress.isLoadingDocument;
  while (!arrived()) {
    if (Date.now() > end)
      throw new Error(
        `Timeout ${patience}ms exceeded: ${url ?? 'the page'} did not load; the tab is at ${browser.currentURI.spec}.`,
      );
    await new Promise((resolve) => {
      browser.ownerDocument.defaultView.setTimeout(resolve, 10);
    });
  }
  const page = inner()?.documentURI.spec ?? '';
  return /^about:(neterror|certerror|httpsonlyerror)/.test(page) ? page : undefined;
}

/**
 * Gives a tab's page this inner size by resizing its window. CSS pixels.
 * @throws Error when the window cannot have it
 */
export async function resize(tab: number, width: number, height: number): Promise<void> {
  const browser = BrowsingContext.getCurrentTopByBrowserId(tab)?.embedderElement;
  if (!browser) throw new Error('InactiveActor: the tab is closed');
  const window = browser.ownerDocument.defaultView;
  window.resizeBy(width - browser.clientWidth, height - browser.clientHeight);
  const isDone = () => browser.clientWidth === width && browser.clientHeight === height;
  for (let tries = 0; tries < 50 && !isDone(); tries++)
    await new Promise((resolve) => {
      window.setTimeout(resolve, 10);
    });
  if (!isDone())
    throw new Error(`The page is ${browser.clientWidth} × ${browser.clientHeight}, and cannot be ${width} × ${height}.`);
}

/** @returns a PNG in Base64 of what a page shows */
export async function picture(context: number): Promise<string> {
  const page = BrowsingContext.get(context)?.currentWindowGlobal;
  const [window] = Services.wm.getEnumerator('navigator:browser');
  if (!page || !window) throw new Error('InactiveActor: no page to draw');
  const bitmap = await page.drawSnapshot(null, 1, 'white');
  const canvas = window.document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas') as HTMLCanvasElement;
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
}

/** The context that a tab shows now. */
export function contextOf(tab: number): number {
  return BrowsingContext.getCurrentTopByBrowserId(tab)?.id ?? 0;
}
