/** A real Chromium with the extension installed, for tests and for the demo. */
import { findBrowser } from '../../tools/find-browser';
import type { Browser } from './browser';
import { startChromium, type StartOptions } from './chromium-start';
import { inContentScripts } from './content-scripts';
import { readExtension } from './extension-folder';
import { hostDesk } from './hosts';
import { popupDesk } from './open-popup';
import { workerDesk } from './service-worker';
import { waitForSignInWindow, windowOf } from './sign-in-window';

export interface ChromiumOptions extends Partial<StartOptions> {
  /** Folder of the unpacked extension. */
  readonly extension: string;
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
    name: 'chromium',
    context,
    redirectOrigin: `https://${extension.id}.chromiumapp.org`,
    extensionId: extension.id,
    origin,
    beside: (options.beside ?? []).map((folder) => {
      const { id } = readExtension(folder);
      return { id, origin: `chrome-extension://${id}` };
    }),
    tab,
    page: (path) => tab(`${origin}/${path.replace(/^\//, '')}`),
    worker: () => worker.awake(),
    workerRuns: () => worker.runs(),
    stopWorker: () => worker.stop(),
    inContentScripts: (page, work) => inContentScripts(page, extension.id, work),
    grantHosts: (patterns) => hosts.grant(patterns),
    promiseHosts: (patterns) => hosts.promise(patterns),
    withdrawHosts: (patterns) => hosts.withdraw(patterns),
    popup: async (on) => await popups.open(on ?? context.pages().at(-1) ?? (await context.newPage())),
    openedPopup: (timeout) => popups.opened(timeout),
    signInWindow: (timeout) => waitForSignInWindow(context, home, timeout),
    async kill() {
      const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
      const main = processInfo.find(({ type }) => type === 'browser');
      if (!main) throw new Error('The browser has no process.');
      const gone = new Promise((resolve) => context.once('close', resolve));
      process.kill(main.id, 'SIGKILL');
      await gone;
    },
    close: () => started.close(),
  };
}
