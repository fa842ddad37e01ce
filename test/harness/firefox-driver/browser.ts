/** A real Firefox with the add-on in it, behind the same interface as Chromium. */
import path from 'node:path';
import type { BrowserContext, Page, Worker } from 'playwright';
import { findFirefox } from '../../../tools/find-firefox';
import type { Browser } from '../browser';
import type { StartOptions } from '../chromium-start';
import { readExtension } from '../extension-folder';
import { startFirefox, type FirefoxProcess, type Preferences } from '../firefox-process';
import { Marionette, script, valueOf } from '../marionette';
import { poll } from '../poll';
import { FirefoxContext, playwrightPage, type FirefoxPage } from './context';
import { holdPopup } from './popup';
import { answerPrompt, changeHosts, speak, hostname, pressAction, promise, stop, wake } from './powers';
import { Remote } from './remote';

export interface FirefoxOptions extends Partial<StartOptions> {
  /** Folder of the unpacked add-on. */
  readonly extension: string;
  /** More of Firefox's own settings (about:config). */
  readonly preferences?: Preferences;
}

/** What the tests of Firefox's own ways do beside: no other browser has it. */
export interface FirefoxBrowser extends Browser {
  readonly name: 'firefox';
  /** Answers the prompt of `permissions.request()` and gives its text. Milliseconds, 10 000 by default. */
  answerPermission(allow: boolean, timeout?: number): Promise<string>;
  /** Runs a function in Firefox's main process, with its rights (`Services`, `ChromeUtils`). Arguments and result pass as JSON. */
  main: Remote['main'];
}

/** @throws Error when the browser is another */
export function asFirefox(browser: Browser): FirefoxBrowser {
  if (isFirefox(browser)) return browser;
  throw new Error(`The browser is ${browser.name}, not Firefox.`);
}
const isFirefox = (browser: Browser): browser is FirefoxBrowser => browser.name === 'firefox';

/** Milliseconds. A script without any limit would end at once, without its result. */
const DAY = 86_400_000;
/** Milliseconds that Firefox may take to quit before it is killed. */
const QUIT = 8000;

/** @throws Error with a sentence, if there is no Firefox, or it does not start or refuses the add-on. */
export async function launchFirefox(options: FirefoxOptions): Promise<FirefoxBrowser> {
  const executable = options.executable || (await findFirefox()).found?.path;
  if (!executable) throw new Error('There is no Firefox.');
  const process_ = await startFirefox(executable, options.headless ?? true, preferences(options), options.profile);
  const wire = new Marionette(process_.port);
  const close = async () => {
    const quit = wire.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {});
    await process_.end(QUIT);
    wire.disconnect();
    await quit;
  };
  try {
    return await take(wire, options, process_, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function preferences({ colorScheme, profile, preferences: more }: FirefoxOptions): Preferences {
  return {
    ...(colorScheme && { 'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1 }),
    // A temporary add-on leaves nothing behind when the browser ends, unless it is told to.
    ...(profile && {
      'extensions.webextensions.keepStorageOnUninstall': true,
      'extensions.webextensions.keepUuidOnUninstall': true,
    }),
    ...more,
  };
}

async function take(
  wire: Marionette,
  options: FirefoxOptions,
  process_: FirefoxProcess,
  close: () => Promise<void>,
): Promise<FirefoxBrowser> {
  await wire.send('WebDriver:NewSession', {
    timeouts: { pageLoad: 60_000, script: DAY, implicit: 0 },
    acceptInsecureCerts: options.trust !== undefined,
  });
  if (options.locale) {
    await wire.send('Marionette:SetContext', { value: 'chrome' });
    await wire.send('WebDriver:ExecuteScript', script(speak, [options.locale]));
  }
  const install = async (folder: string) =>
    valueOf(await wire.send('Addon:Install', { path: path.resolve(folder), temporary: true })) as string;
  const addon = await install(options.extension);
  const neighbours: string[] = [];
  for (const folder of options.beside ?? []) neighbours.push(await install(folder));
  const { popup } = readExtension(options.extension);
  const remote = await Remote.open(wire, addon);
  const originOf = async (id: string) => `moz-extension://${await remote.main(hostname, id)}`;
  const origin = await originOf(addon);
  const beside: { id: string; origin: string }[] = [];
  for (const id of neighbours) beside.push({ id, origin: await originOf(id) });
  const context = await FirefoxContext.open(remote);
  const home = new Set(context.now.tabs.map((one) => one.tab));
  const { viewport } = options;
  const pages = () => context.pages();
  const tabOf = (page: Page) => (page as unknown as FirefoxPage).tab;

  const tab = async (url: string) => {
    const page = await context.newPage();
    if (viewport) await page.setViewportSize(viewport);
    await page.goto(url);
    return page;
  };
  const blur = (on: Page | undefined) => async () => {
    const page = on && !on.isClosed() ? on : pages().at(-1);
    await page?.bringToFront();
  };
  const signIn = async () => {
    await context.look();
    // Not one of the test's own tabs, and not opened by a page: the sign-in's window, or the tab that stands in for it. The newest one.
    const [found] = context.now.tabs
      .filter(({ url, tab, opener }) => /^https?:/.test(url) && !opener && !home.has(tab) && !context.made.has(tab))
      .toSorted((one, other) => other.tab - one.tab);
    return found && context.pageOf(found.tab);
  };
  let redirectOrigin = '';
  if (popup) {
    await poll(() => remote.main(wake, addon).then(() => true), 'the background to start');
    redirectOrigin = await remote.page({ view: 'background' }, () => new URL(browser.identity.getRedirectURL()).origin);
  }

  return {
    name: 'firefox',
    context: context as unknown as BrowserContext,
    extensionId: addon,
    redirectOrigin,
    origin,
    beside,
    tab,
    page: (file) => tab(`${origin}/${file.replace(/^\//, '')}`),
    async worker() {
      await remote.main(wake, addon);
      return {
        url: () => `${origin}/_generated_background_page.html`,
        evaluate: ((work: never, arg: unknown) => remote.page({ view: 'background' }, work, arg)) as never,
      } as unknown as Worker;
    },
    async workerRuns() {
      await context.look();
      return context.now.background === 'running' || context.now.background === 'starting';
    },
    async stopWorker() {
      await poll(() => remote.main(stop, addon), 'the background to stop');
    },
    inContentScripts: async (page, work) => {
      const source = `(() => {
        const { ExtensionContent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionContent.sys.mjs');
        const world = ExtensionContent.getContextByExtensionId(${JSON.stringify(addon)}, window)?.sandbox;
        return world ? [Components.utils.evalInSandbox(${JSON.stringify(`JSON.stringify((${String(work)})())`)}, world)] : [];
      })()`;
      return (await remote.powerful<string[]>({ tab: tabOf(page) }, source)).map((one) => JSON.parse(one) as never);
    },
    grantHosts: (patterns) => remote.main(changeHosts, addon, 'add' as const, patterns),
    promiseHosts: (patterns) => remote.main(promise, 'add' as const, patterns),
    async withdrawHosts(patterns) {
      await remote.main(promise, 'remove' as const, patterns);
      await remote.main(changeHosts, addon, 'remove' as const, patterns);
    },
    answerPermission: (allow, timeout = 10_000) =>
      poll(() => remote.main(answerPrompt, allow), 'the permission prompt', { timeout }),
    main: (work, ...args) => remote.main(work, ...args),
    async popup(on) {
      const over = on ?? pages().at(-1) ?? (await context.newPage());
      await over.bringToFront();
      await poll(() => context.now.popup === 0, 'the earlier popup to close');
      await remote.main(pressAction, addon, tabOf(over));
      await poll(async () => (await context.look(), context.now.popup !== 0), 'the popup to open');
      return holdPopup(remote, context, blur(over));
    },
    async openedPopup(timeout = 10_000) {
      await poll(async () => (await context.look(), context.now.popup !== 0), 'the extension to open its popup', { timeout });
      return holdPopup(remote, context, blur(undefined));
    },
    async signInWindow(timeout = 10_000) {
      const page = playwrightPage(await poll(signIn, 'the sign-in window', { timeout }));
      await page.waitForLoadState('domcontentloaded');
      return page;
    },
    async kill() {
      context.end();
      await process_.end(0);
      wire.disconnect();
    },
    async close() {
      context.end();
      await close();
    },
  };
}

declare const browser: { readonly identity: { getRedirectURL(): string } };
