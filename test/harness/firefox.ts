/** A real Firefox with the add-on installed, for tests. Same spirit as the Chromium harness; Firefox has no toolbar popup here. */
import path from 'node:path';
import { FirefoxPage } from './firefox-page';
import { FirefoxPowers } from './firefox-privileged';
import { startFirefox, type Preferences } from './firefox-process';
import { Marionette, valueOf } from './marionette';
import { poll } from './poll';

export interface FirefoxOptions {
  /** Folder of the unpacked add-on. */
  readonly extension: string;
  readonly executable: string;
  /** Default true. */
  readonly headless?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  /** More of Firefox's own settings (about:config). */
  readonly preferences?: Preferences;
}

export interface Firefox {
  /** As Firefox writes it: `153.7.0`. */
  readonly version: string;
  readonly addonId: string;
  /** `moz-extension://<uuid>`; the uuid differs from run to run. */
  readonly origin: string;
  /** Opens a tab with a page of the add-on: `extension/pages/popup/popup.html`. */
  page(path: string): Promise<FirefoxPage>;
  /** Opens a tab at any address. */
  tab(url: string): Promise<FirefoxPage>;
  /** All tabs and windows, the sign-in window among them. */
  pages(): Promise<FirefoxPage[]>;
  /** Waits for a tab or window whose address passes, such as the sign-in window. Milliseconds, 10 000 by default. */
  window(test: (url: string) => boolean, timeout?: number): Promise<FirefoxPage>;
  /** Waits until a tab or window is gone. Milliseconds, 10 000 by default. */
  closed(page: FirefoxPage, timeout?: number): Promise<void>;
  grantHosts(patterns: readonly string[]): Promise<void>;
  withdrawHosts(patterns: readonly string[]): Promise<void>;
  /** Answers the prompt of `permissions.request()` and gives its text. Milliseconds, 10 000 by default. */
  answerPermission(allow: boolean, timeout?: number): Promise<string>;
  backgroundState(): Promise<string>;
  /** Resolves when the background has stopped; an event may already have woken it again. */
  stopBackground(): Promise<void>;
  /** Runs a function with Firefox's own rights (`Services`, `ChromeUtils`). */
  privileged: FirefoxPowers['run'];
  /** Ends Firefox and removes its profile. */
  close(): Promise<void>;
}

/** Milliseconds that Firefox may take to quit before it is killed. */
const QUIT = 8000;

/** @throws Error with a sentence, if Firefox does not start or refuses the add-on. */
export async function launchFirefox(options: FirefoxOptions): Promise<Firefox> {
  const firefox = await startFirefox(options.executable, options.headless ?? true, {
    ...(options.colorScheme
      ? { 'layout.css.prefers-color-scheme.content-override': options.colorScheme === 'dark' ? 0 : 1 }
      : {}),
    ...options.preferences,
  });
  const wire = new Marionette(firefox.port);
  const close = async () => {
    const quit = wire.inTurn((send) => send('Marionette:Quit', { flags: ['eForceQuit'] })).catch(() => {});
    await firefox.end(QUIT);
    wire.disconnect();
    await quit;
  };
  try {
    return await take(wire, options.extension, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function take(wire: Marionette, extension: string, close: () => Promise<void>): Promise<Firefox> {
  const timeouts = { pageLoad: 30_000, script: 30_000, implicit: 0 };
  const session = await wire.inTurn((send) => send('WebDriver:NewSession', { timeouts }));
  const { capabilities } = session as { readonly capabilities: { readonly browserVersion: string } };
  const addonId = valueOf(
    await wire.inTurn((send) => send('Addon:Install', { path: path.resolve(extension), temporary: true })),
  ) as string;
  const powers = new FirefoxPowers(wire, addonId);
  const origin = `moz-extension://${await powers.hostname()}`;

  const pages = async () => {
    const handles = (await wire.inTurn((send) => send('WebDriver:GetWindowHandles'))) as string[];
    return handles.map((handle) => new FirefoxPage(wire, handle));
  };
  const tab = async (url: string) => {
    const made = await wire.inTurn(async (send) => {
      const [handle] = (await send('WebDriver:GetWindowHandles')) as string[]; // the current window may have closed
      await send('WebDriver:SwitchToWindow', { handle, focus: false });
      return send('WebDriver:NewWindow', { type: 'tab', focus: true });
    });
    const page = new FirefoxPage(wire, (made as { readonly handle: string }).handle);
    await page.goto(url);
    return page;
  };
  const find = async (test: (url: string) => boolean) => {
    for (const page of await pages()) if (test(await page.url().catch(() => ''))) return page;
    return undefined;
  };

  return {
    version: capabilities.browserVersion,
    addonId,
    origin,
    pages,
    tab,
    page: (file) => tab(`${origin}/${file.replace(/^\//, '')}`),
    window: (test, timeout = 10_000) => poll(() => find(test), 'a Firefox window', { timeout, every: 50 }),
    async closed(page, timeout = 10_000) {
      const isGone = async () => (await pages()).every((one) => one.handle !== page.handle);
      await poll(isGone, 'a Firefox window to close', { timeout, every: 50 });
    },
    grantHosts: (patterns) => powers.changeHosts('add', patterns),
    withdrawHosts: (patterns) => powers.changeHosts('remove', patterns),
    answerPermission: (allow, timeout) => powers.answerPermission(allow, timeout),
    backgroundState: () => powers.backgroundState(),
    stopBackground: () => powers.stopBackground(),
    privileged: (work, ...args) => powers.run(work, ...args),
    close,
  };
}
