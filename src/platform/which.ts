/** Which family of browsers this is. Asked in this folder only: the rest of the house asks what a browser can do (`test/unit/walls`). */
import browser from 'webextension-polyfill';

export function isFirefox(): boolean {
  return browser.runtime.getURL('').startsWith('moz-extension:');
}
