/** Which family of browsers this is. Asked in this folder only: the rest of the house asks what a browser can do (`test/unit/walls`). */
import browser from 'webextension-polyfill';

export function isFirefox(): boolean {
  return browser.runtime.getURL('').startsWith('moz-extension:');
}

/** Whether this browser sends messages as JSON unless the manifest asks for structured clones. */
export function sendsJson(): boolean {
  return !isFirefox();
}
