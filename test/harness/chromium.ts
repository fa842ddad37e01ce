/** A real Chromium with the extension installed, for tests and for the demo. */
import type { BrowserContext, Page, Worker } from 'playwright';
import { findBrowser } from '../../tools/find-browser';
import { startChromium, type StartOptions } from './chromium-start';
import { readExtension } from './extension-folder';
import { hostDesk } from './hosts';
import { popupDesk } from './open-popup';
import type { Popup } from './popup';
import { workerDesk } from './service-worker';
import { waitForSignInWindow, windowOf } from './sign-in-window';

export interface ChromiumOptions extends Partial<StartOptions> {
  /** Folder of the unpacked extension. */
  readonly extension: string;
}

export interface Browser {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** `chrome-extension://<id>`. */
  readonly origin: string;
  /** Opens a tab with a page of the extension: `extension/pages/options/options.html`, with query and hash if wanted. */
  page(path: string): Promise<Page>;
  /** Opens a tab at any address. */
  tab(url: string): Promise<Page>;
  /** The running service worker; a sleeping one is woken first. */
  worker(): Promise<Worker>;
  workerRuns(): Promise<boolean>;
  /** Kills the service worker; resolves once it is gone. It starts again at the next event. */
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
 * Starts Chromium with the extension; resolves when its service worker is registered and active.
 *
 * @throws Error with a sentence, if no browser is found or the extension does not come up (a manifest error, for one).
 */
export async function launchChromium(options: ChromiumOptions): Promise<Browser> {
  const extension = readExtension(options.extension);
  const executable = options.executable ?? (await findBrowser()).path;
  const started = await startChromium(extension, { ...options, executable, headless: options.headless ?? true });
  const { context, browser } = started;
  const origin = `chrome-extension://${extension.id}`;
  const hosts = hostDesk(context, browser, extension.id);
  const worker = workerDesk(context, browser, origin);
  const popups = popupDesk(context, browser, extension, options.colorScheme);
  const first = context.pages()[0];
  const home = first && (await windowOf(context, first));

  const tab = async (url: string) => {
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };

  return {
    context,
    extensionId: extension.id,
    origin,
    tab,
    page: (path) => tab(`${origin}/${path.replace(/^\//, '')}`),
    worker: () => worker.awake(),
    workerRuns: () => worker.runs(),
    stopWorker: () => worker.stop(),
    grantHosts: (patterns) => hosts.grant(patterns),
    promiseHosts: (patterns) => hosts.promise(patterns),
    withdrawHosts: (patterns) => hosts.withdraw(patterns),
    popup: async (on) => await popups.open(on ?? context.pages().at(-1) ?? (await context.newPage())),
    openedPopup: (timeout) => popups.opened(timeout),
    signInWindow: (timeout) => waitForSignInWindow(context, home, timeout),
    close: () => started.close(),
  };
}
