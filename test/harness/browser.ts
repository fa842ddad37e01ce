/** The browser under test, whichever it is: the scenarios know no other. */
import type { BrowserContext, Page, Worker } from 'playwright';
import type { Popup } from './popup';

export type BrowserName = 'chromium' | 'firefox';

export interface Browser {
  readonly name: BrowserName;
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** Where services lead back to: the origin of the browser's own redirect URL. */
  readonly redirectOrigin: string;
  /** `chrome-extension://<id>` or `moz-extension://<uuid>`. */
  readonly origin: string;
  /** The extensions that were loaded beside it, in the order in which their folders were given. */
  readonly beside: readonly { readonly id: string; readonly origin: string }[];
  /** Opens a tab with a page of the extension: `extension/pages/options/options.html`, with query and hash if wanted. */
  page(path: string): Promise<Page>;
  /** Opens a tab at any address. */
  tab(url: string): Promise<Page>;
  /** The running background, a service worker or an event page; a sleeping one is woken first. */
  worker(): Promise<Worker>;
  workerRuns(): Promise<boolean>;
  /** Kills the background; resolves once it is gone. It starts again at the next event. */
  stopWorker(): Promise<void>;
  /** Runs in the worlds of the extension's own content scripts in a page, of which there may be none. The result passes as JSON. */
  inContentScripts<T>(page: Page, work: () => T): Promise<T[]>;
  /** Gives the extension hosts at once. Match patterns; one for a host without a port covers every port. */
  grantHosts(patterns: readonly string[]): Promise<void>;
  /** Lets the next `permissions.request()` for them resolve to true, as a user who will agree. */
  promiseHosts(patterns: readonly string[]): Promise<void>;
  /** Takes hosts away again, granted or promised. */
  withdrawHosts(patterns: readonly string[]): Promise<void>;
  /** Clicks the toolbar button while `on` is in front (by default the newest page), which grants `activeTab` there. */
  popup(on?: Page): Promise<Popup>;
  /** Waits for the popup that the extension opens by itself. It has no `activeTab`. Milliseconds, 10 000 by default. */
  openedPopup(timeout?: number): Promise<Popup>;
  /** Waits for the window of `launchWebAuthFlow`, or in Firefox for the tab that stands in for it. Milliseconds, 10 000 by default. */
  signInWindow(timeout?: number): Promise<Page>;
  /** Ends the browser as a crash of the computer would: at once, with nothing written any more. A profile that was given stays. */
  kill(): Promise<void>;
  /** Ends the browser and removes its temporary profile. */
  close(): Promise<void>;
}
