/** What the browser tells of itself and of what it keeps for us, for the checks of health. */
import browser from 'webextension-polyfill';
import { isFirefox } from './which';

export interface Alarm {
  readonly name: string;
  /** When it rings next, in milliseconds since 1970. */
  readonly at: number;
}

export interface Storage {
  /** The browser promised, when asked, to keep what is stored even when the disk is full. */
  readonly persisted: boolean;
  /** It need not be asked: `unlimitedStorage` keeps an extension's data out of what it clears. */
  readonly exempt: boolean;
  /** Bytes in use, and bytes allowed, where it tells. */
  readonly usage?: number;
  readonly quota?: number;
}

export interface Around {
  /** This version of the extension. */
  readonly version: string;
  /** The browser and the computer it runs on, as both name themselves. */
  named(): Promise<{ browser: string; platform: string }>;
  alarms(): Promise<readonly Alarm[]>;
  storage(): Promise<Storage>;
}

export const around: Around = {
  get version() {
    return browser.runtime.getManifest().version;
  },
  named: async () => {
    const { os, arch } = await browser.runtime.getPlatformInfo();
    return { browser: navigator.userAgent, platform: `${os} ${arch}` };
  },
  alarms: async () => (await browser.alarms.getAll()).map(({ name, scheduledTime }) => ({ name, at: scheduledTime })),
  storage: async () => {
    const { usage, quota } = await navigator.storage.estimate();
    return {
      persisted: await navigator.storage.persisted(),
      exempt: isExempt(),
      ...(usage !== undefined && { usage }),
      ...(quota !== undefined && { quota }),
    };
  },
};

/**
 * Chromium: the permission exempts from quota and from eviction, while `persisted()` stays false. Firefox has to be asked.
 * @see https://developer.chrome.com/docs/extensions/develop/concepts/storage-and-cookies
 */
function isExempt(): boolean {
  const { permissions = [] } = browser.runtime.getManifest();
  return permissions.includes('unlimitedStorage') && !isFirefox();
}
