/** What our own pages ask of the browser: texts, the current tab, host access, our windows. */
import browser from 'webextension-polyfill';
import { everySitePatterns, hostPattern } from '../core/urls';
import type { Origin } from '../core/words';
import { isFirefox } from './which';

/** A text from `_locales` by its key, with up to nine placeholders. Throws on an unknown key, so that none is shown empty. */
export function text(key: string, ...placeholders: string[]): string {
  const found = browser.i18n.getMessage(key, placeholders);
  if (!found) throw new Error(`No text for ${key}`);
  return found;
}

/** Whether a text exists. */
export function hasText(key: string): boolean {
  return browser.i18n.getMessage(key) !== '';
}

/** The site in the current tab, readable because the user opened the popup over it. Absent on pages without a web origin. */
export async function currentSite(): Promise<{ origin: Origin; tabId: number } | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id === undefined || !tab.url || !URL.canParse(tab.url)) return undefined;
  const url = new URL(tab.url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  return { origin: url.origin, tabId: tab.id };
}

/** Asks the user for access to hosts. Call it first thing in a click handler: the browser wants the user's own gesture. */
export function requestHosts(origins: readonly Origin[]): Promise<boolean> {
  return browser.permissions.request({ origins: [...new Set(origins.map(hostPattern))] });
}

/** Asks the user for access to every site. Call it first thing in a click handler, too. */
export function requestEverySite(): Promise<boolean> {
  return browser.permissions.request({ origins: [...everySitePatterns] });
}

/** Whether access to all these hosts has been granted already. */
export function hasHosts(origins: readonly Origin[]): Promise<boolean> {
  return browser.permissions.contains({ origins: [...new Set(origins.map(hostPattern))] });
}

/** What the connect window is opened for. */
export type ConnectFor =
  | { readonly ask: string }
  | { readonly signIn: string }
  /** `catalogue`: an entry of the catalogue that may not be in use yet. */
  | { readonly service?: string; readonly account?: string; readonly catalogue?: string };

/** Opens the connect window. */
export async function openConnect(what: ConnectFor): Promise<void> {
  const hash = new URLSearchParams(Object.entries(what).filter((entry): entry is [string, string] => entry[1] !== undefined));
  await browser.windows.create({
    url: browser.runtime.getURL(`extension/pages/connect/connect.html#${hash}`),
    type: 'popup',
    width: 480,
    height: 760,
  });
}

/** Opens (or shows) the options page at one of its views, such as `accounts/ID` or `sites`. */
export async function openOptions(view: string): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(`extension/pages/options/options.html#${view}`) });
}

/** Opens the full page on which a passkey unlocks: a popup would close when the authenticator's own window takes the focus. */
export async function openUnlock(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL('extension/pages/unlock/unlock.html') });
}

/** The keys that the user may press, as the browser shows them. Absent where none is set. */
export interface Shortcuts {
  /** Opens the popup. */
  readonly open?: string;
  /** Locks the vault. */
  readonly lock?: string;
}

export async function shortcuts(): Promise<Shortcuts> {
  const commands = await browser.commands.getAll();
  const keysOf = (name: string): string | undefined => commands.find((each) => each.name === name)?.shortcut || undefined;
  const [open, lock] = [keysOf('_execute_action'), keysOf('lock')];
  return { ...(open && { open }), ...(lock && { lock }) };
}

declare const window: { close(): void };

/** Closes the page in which this runs. Firefox lets a script close only a page that stands alone in its tab's history; the browser itself closes any. */
export function closePage(): void {
  const close = async (): Promise<void> => {
    const { id } = (await browser.tabs.getCurrent()) ?? {};
    if (id !== undefined) await browser.tabs.remove(id);
  };
  window.close();
  void close().catch(() => undefined); // gone already
}

/** Shows a tab with a web page, such as a service's developer page. */
export async function openTab(url: string): Promise<void> {
  await browser.tabs.create({ url });
}

/** Reads a JSON file that is packaged with the extension. */
export async function packaged(file: string): Promise<unknown> {
  const response = await fetch(browser.runtime.getURL(file));
  if (!response.ok) throw new Error(`${file} is not packaged`);
  return response.json();
}

/**
 * Whether a passkey may belong to an extension. Chromium takes the extension's own id as the party that it belongs to; Firefox (153) says
 * that it knows `prf` and then refuses every page of an extension.
 */
export function takesPasskeys(): boolean {
  return !isFirefox();
}

/** This version of the extension, for reports. */
export function version(): string {
  return browser.runtime.getManifest().version;
}
