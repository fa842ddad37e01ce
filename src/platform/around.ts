/** What the browser tells of itself and of what it keeps for us, for the checks of health. */
import browser from 'webextension-polyfill';

export interface Alarm {
  readonly name: string;
  /** When it rings next, in milliseconds since 1970. */
  readonly at: number;
}

export interface Around {
  readonly version: string;
  /** The browser and the computer it runs on, as both name themselves. */
  named(): Promise<{ browser: string; platform: string }>;
  alarms(): Promise<readonly Alarm[]>;
  /** Whether the browser promised to keep what is stored; bytes in use and bytes allowed, where it tells. */
  storage(): Promise<{ persisted: boolean; usage?: number; quota?: number }>;
}

export const around: Around = {
  version: browser.runtime.getManifest().version,
  named: async () => {
    const { os, arch } = await browser.runtime.getPlatformInfo();
    return { browser: navigator.userAgent, platform: `${os} ${arch}` };
  },
  alarms: async () => (await browser.alarms.getAll()).map(({ name, scheduledTime }) => ({ name, at: scheduledTime })),
  storage: async () => ({ persisted: await navigator.storage.persisted(), ...(await navigator.storage.estimate()) }),
};
