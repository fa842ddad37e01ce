/** What the worker asks of the browser: host access, tabs and windows, the redirect URL and who can come back there, this run's name. */
import browser from 'webextension-polyfill';
import type { Catalogue } from '../core/catalogue';
import type { Hosts, Windows } from '../core/ports';
import { hostPattern } from '../core/urls';
import { language } from './language';

const page = (path: string): string => browser.runtime.getURL(`extension/pages/${path}`);

/** Our own id and origin: what a sender is compared with. */
export function self(): { id: string; origin: string } {
  return { id: browser.runtime.id, origin: browser.runtime.getURL('').replace(/\/$/, '') };
}

/** The redirect URL to register with every service: the same on every computer. */
export function redirectUrl(): string {
  return browser.identity.getRedirectURL('cb');
}

/**
 * The other form of it, for services that take only addresses of the user's own computer: Firefox has one, the same on every computer.
 * Its sign-in window does not lead it back unsent, so that it is led like any other place (`redirect-rules.ts`).
 */
export function loopbackUrl(): string | undefined {
  const { hostname, pathname } = new URL(redirectUrl());
  return isFirefox() ? `http://127.0.0.1/mozoauth2/${hostname.split('.')[0]}${pathname}` : undefined;
}

/** The packaged file with the services that everyone may take into use. @throws TypeError when it cannot be read */
export async function catalogue(): Promise<Catalogue> {
  return (await (await fetch(browser.runtime.getURL('catalogue.json'))).json()) as Catalogue;
}

/**
 * Whether the browser's own sign-in window can show a service's page. Firefox refuses one that redirects to anywhere but its own place,
 * and fetches each twice: in silence first, then for the user.
 */
export function windowShows({ foreign, once }: { readonly foreign: boolean; readonly once: boolean }): boolean {
  return !isFirefox() || !(foreign || once);
}

/** Whether the browser tells when the computer locks: Firefox knows only of its user being away. */
export function tellsOfSystemLock(): boolean {
  return !isFirefox();
}

function isFirefox(): boolean {
  return browser.runtime.getURL('').startsWith('moz-extension:');
}

/** The hosts that the user has granted. To be called at the worker's start: it listens for what is granted and withdrawn. */
export function openHosts(): Hosts {
  /** Answers of the browser that hold until then. */
  const answers = new Map<string, Promise<boolean>>();
  browser.permissions.onAdded.addListener(() => answers.clear());
  browser.permissions.onRemoved.addListener(() => answers.clear());
  return {
    granted(origins) {
      const patterns = [...new Set(origins.map(hostPattern))];
      const key = patterns.join(' ');
      const known = answers.get(key) ?? browser.permissions.contains({ origins: patterns });
      answers.set(key, known);
      return known;
    },
  };
}

export const windows: Windows = {
  tabExists: (tabId) =>
    browser.tabs.get(tabId).then(
      () => true,
      () => false,
    ),
  closeTab: (tabId) => browser.tabs.remove(tabId).catch(() => undefined),
  focus: async (windowId) => {
    await browser.windows.update(windowId, { focused: true });
  },
  showTab: async (tabId) => {
    const tab = await browser.tabs.update(tabId, { active: true }).catch(() => undefined);
    if (tab?.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
  },
  openAsk: async (askId) => {
    const url = page(`connect/connect.html#${new URLSearchParams({ ask: askId })}`);
    const { id } = await browser.windows.create({ url, type: 'popup', width: 480, height: 760 });
    return id ?? -1;
  },
};

/** A name for this run of the browser: session storage ends with it and outlives the worker. */
export function session(): Promise<string> {
  return (thisRun ??= runName());
}

let thisRun: Promise<string> | undefined;

async function runName(): Promise<string> {
  const { session: known } = await browser.storage.session.get('session');
  if (typeof known === 'string') return known;
  const fresh = crypto.randomUUID();
  await browser.storage.session.set({ session: fresh });
  return fresh;
}

/** Plain data under a name, in memory: it ends with this run of the browser and outlives the worker. */
export function sessionMemory<T>(name: string, none: T): { read(): Promise<T>; write(value: T): Promise<void> } {
  return {
    read: async () => ((await browser.storage.session.get(name))[name] as T | undefined) ?? none,
    write: (value) =>
      value === undefined ? browser.storage.session.remove(name) : browser.storage.session.set({ [name]: value }),
  };
}

/** Plain data under a name, on disk and outside of the vault: nothing that names anyone. */
export function localMemory<T>(name: string, none: T): { read(): Promise<T>; write(value: T): Promise<void> } {
  return {
    read: async () => ((await browser.storage.local.get(name))[name] as T | undefined) ?? none,
    write: (value) => browser.storage.local.set({ [name]: value }),
  };
}

const alarm = 'recover';

/** Wakes the worker every half minute, the shortest that browsers allow, while something is under way that no open page would ask for. */
export async function wakeWhile(needed: boolean): Promise<void> {
  const known = await browser.alarms.get(alarm);
  if (needed && !known) await browser.alarms.create(alarm, { periodInMinutes: 0.5 });
  if (!needed && known) await browser.alarms.clear(alarm);
}

/**
 * Has the browser count the half minute of idleness, after which it stops the worker, from now on. Work alone does not: neither a request
 * that waits for its answer, nor in Firefox a message that does. A question to the browser does, whatever it is about.
 */
export function putOffStop(): void {
  void browser.runtime.getPlatformInfo();
}

/** Wakes the worker once, at this time (milliseconds since 1970) or as soon as the browser allows; without a time, not at all. */
export async function wakeAt(when: number | undefined): Promise<void> {
  const name = 'renew';
  const known = await browser.alarms.get(name);
  if (when === undefined) await browser.alarms.clear(name);
  else if (known?.scheduledTime !== when) await browser.alarms.create(name, { when });
}

/** Alarms with a rhythm: the look whether the user is still there, and whether an update may be put in. */
export type Rhythm = 'auto-lock' | 'update';

/**
 * Wakes the worker every so many minutes; undefined for not any more. A rhythm that is kept already goes on undisturbed.
 * @param first when the first time shall be, in milliseconds since 1970: begins the rhythm anew
 */
export async function wakeEvery(name: Rhythm, minutes: number | undefined, first?: number): Promise<void> {
  const known = await browser.alarms.get(name);
  if (minutes === undefined) {
    if (known) await browser.alarms.clear(name);
  } else if (first !== undefined) await browser.alarms.create(name, { when: first, periodInMinutes: minutes });
  else if (known?.periodInMinutes !== minutes) await browser.alarms.create(name, { periodInMinutes: minutes });
}

/** Shows on the toolbar icon how many things wait for the user, in wax, and says it there: the product's name where no text is given. */
export async function showBadge(count: number, title = messageOf('name')): Promise<void> {
  await browser.action.setBadgeText({ text: count > 0 ? String(count) : '' });
  await browser.action.setBadgeBackgroundColor({ color: '#ab5c25' });
  await browser.action.setTitle({ title });
}

/** What the toolbar icon says while the vault is locked. @param calls how many wait for it to be opened */
export function lockedTitle(calls: number): string {
  if (calls === 0) return messageOf('toolbar_locked');
  const [base, shown] = ['toolbar_calls_wait', new Intl.NumberFormat(language()).format(calls)];
  return messageOf(`${base}_${new Intl.PluralRules(language()).select(calls)}`, shown) || messageOf(`${base}_other`, shown);
}

function messageOf(key: string, ...placeholders: string[]): string {
  return browser.i18n.getMessage(key, placeholders);
}
