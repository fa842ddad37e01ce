/** Starts a Chromium with the extension in it, and tells in a sentence why the extension did not come up. */
import { mkdirSync, rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type CDPSession } from 'playwright';
import type { ExtensionFolder } from './extension-folder';
import { poll } from './poll';

export interface StartOptions {
  readonly executable: string;
  readonly headless: boolean;
  /** Folders of other unpacked extensions to load beside it. */
  readonly beside?: readonly string[] | undefined;
  /** A folder to use and keep; a temporary one by default. */
  readonly profile?: string | undefined;
  /** BCP 47, for pages and for `chrome.i18n`. */
  readonly locale?: string | undefined;
  readonly colorScheme?: 'light' | 'dark' | undefined;
  /** CSS pixels. */
  readonly viewport?: { readonly width: number; readonly height: number } | undefined;
  /** A public key (base64 of its SHA-256) whose self-signed certificate counts as valid: for servers of a test that must speak https. */
  readonly trust?: string | undefined;
}

export interface Started {
  readonly context: BrowserContext;
  readonly browser: CDPSession;
  close(): Promise<void>;
}

const ARGUMENTS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--enable-unsafe-extension-debugging', // lets CDP press the toolbar button
];

export async function startChromium(extension: ExtensionFolder, options: StartOptions): Promise<Started> {
  const profile = await openProfile(options.profile);
  try {
    const context = await launch(extension, profile.folder, options);
    const browser = await context.browser()?.newBrowserCDPSession();
    if (!browser) throw new Error('Playwright gave no connection to the browser.');
    const close = async () => {
      await context.close();
      await profile.release();
    };
    try {
      await waitForExtension(context, browser, extension);
    } catch (error) {
      await context.close();
      throw error;
    }
    return { context, browser, close };
  } catch (error) {
    await profile.release();
    throw error;
  }
}

async function launch(extension: ExtensionFolder, profile: string, options: StartOptions): Promise<BrowserContext> {
  const { executable, headless, locale, colorScheme, viewport, trust } = options;
  const folders = [extension.folder, ...(options.beside ?? [])].join(',');
  const start = (sandbox: boolean) =>
    chromium.launchPersistentContext(profile, {
      executablePath: executable,
      headless,
      chromiumSandbox: sandbox,
      args: [
        ...ARGUMENTS,
        ...(headless ? ['--screen-info={1440x1000}'] : []), // a popup is no taller than the screen allows
        `--disable-extensions-except=${folders}`,
        `--load-extension=${folders}`,
        ...(locale ? [`--lang=${locale}`] : []),
        ...(trust === undefined ? [] : [`--ignore-certificate-errors-spki-list=${trust}`]),
      ],
      ...(locale ? { locale, env: { ...definedEnv(), LANGUAGE: locale } } : {}),
      ...(colorScheme ? { colorScheme } : {}),
      ...(viewport ? { viewport } : {}),
    });
  if (process.getuid?.() === 0) return await start(false); // root has no sandbox
  try {
    return await start(true);
  } catch (error) {
    // Some systems allow the sandbox to no browser but their own. Only pages of the tests are opened here.
    if (!/sandbox/i.test(String(error))) throw error;
    return await start(false);
  }
}

/** Resolves once the extension answers and its worker is registered and active. */
async function waitForExtension(context: BrowserContext, browser: CDPSession, extension: ExtensionFolder): Promise<void> {
  const page = context.pages()[0] ?? (await context.newPage());
  const asked = `chrome-extension://${extension.id}/manifest.json`;
  try {
    await poll(async () => page.goto(asked), 'the extension', { timeout: 3000, every: 100 });
  } catch {
    const why = await browser.send('Extensions.loadUnpacked', { path: extension.folder }).then(
      () => 'it gave no reason',
      (error: unknown) => String(error).split('Extensions.loadUnpacked): ').at(-1),
    );
    throw new Error(`Chromium did not load the extension in ${extension.folder}: ${why}`);
  }
  const active = async () => (await navigator.serviceWorker.getRegistration('/'))?.active?.state === 'activated';
  if (extension.hasWorker)
    await poll(() => page.evaluate(active), 'the service worker').catch(() => {
      throw new Error(
        `The service worker of ${extension.folder} did not register: it has a syntax error, or throws while it loads.`,
      );
    });
  await page.goto('about:blank');
}

interface Profile {
  readonly folder: string;
  release(): Promise<void>;
}

async function openProfile(kept: string | undefined): Promise<Profile> {
  const folder = kept ?? (await mkdtemp(path.join(os.tmpdir(), 'countersign-chromium-')));
  mkdirSync(path.join(folder, 'Default'), { recursive: true });
  // In developer mode the extension survives `runtime.reload()`. A profile that has preferences already keeps them.
  const preferences = JSON.stringify({ extensions: { ui: { developer_mode: true } } });
  await writeFile(path.join(folder, 'Default', 'Preferences'), preferences, { flag: 'wx' }).catch(() => {});
  if (kept) return { folder, release: async () => {} };
  const options = { recursive: true, force: true, maxRetries: 5 };
  const atExit = () => rmSync(folder, options);
  process.once('exit', atExit);
  return {
    folder,
    async release() {
      process.off('exit', atExit);
      await rm(folder, options);
    },
  };
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((one): one is [string, string] => one[1] !== undefined));
}
