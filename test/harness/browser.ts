/** The browser under test, whichever it is: the scenarios know no other. */
import type { BrowserContext, Page, Worker } from 'playwright';
import { launchChromium } from './chromium';
import type { StartOptions } from './chromium-start';
import { launchFirefox } from './firefox-driver/browser';
import type { Popup } from './popup';

export type BrowserName = 'chromium' | 'firefox';

export interface LaunchOptions extends Partial<StartOptions> {
  /** Folder of the unpacked extension. By default the test build for the browser. */
  readonly extension?: string | undefined;
  /** By default the one that the tests run in. */
  readonly name?: BrowserName | undefined;
}

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
  /** Waits for the window of `launchWebAuthFlow`. Milliseconds, 10 000 by default. */
  signInWindow(timeout?: number): Promise<Page>;
  /** Ends the browser and removes its temporary profile. */
  close(): Promise<void>;
}

/**
 * Starts the browser that this test runs in, with the test build unless another is named. Where no Vitest runs, name all three.
 * @throws Error with a sentence, if the browser does not start or refuses the extension
 */
export async function launchBrowser({ extension, name, executable, ...options }: LaunchOptions = {}): Promise<Browser> {
  if (!name || !extension || !executable) {
    const { inject } = await import('vitest');
    const which = name ?? inject('browser');
    const [builds, browsers] = [inject('builds'), inject('browsers')];
    const ours = which === 'chromium' ? builds.chromiumTest : builds.firefoxTest;
    return launchBrowser({
      ...options,
      name: which,
      extension: extension ?? ours,
      executable: executable ?? browsers[which] ?? 'none',
    });
  }
  const all = { ...options, extension, executable };
  return name === 'chromium' ? launchChromium(all) : launchFirefox(all);
}
