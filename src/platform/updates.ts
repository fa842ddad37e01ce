/** Updates of the extension, as the browser tells of them. */
import browser from 'webextension-polyfill';

export const updates = {
  /** This version. */
  get version() {
    return browser.runtime.getManifest().version;
  },
  /** Hears of an update that is ready. While somebody listens, the browser does not put it in over an extension that is at work. */
  onUpdate(listener: (version: string) => void): void {
    browser.runtime.onUpdateAvailable.addListener(({ version }) => listener(version));
  },
  /** Starts the extension anew, with its update; every page of ours is closed. */
  reload(): void {
    browser.runtime.reload();
  },
};
