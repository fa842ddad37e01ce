/** Whether the user is at the computer, as far as the browser tells: it tells the time since the last input, and nothing of what it was. */
import browser, { type Idle } from 'webextension-polyfill';
import type { Idleness } from '../core/ports';

/** The browser takes no shorter time, in seconds. */
const shortest = 15;

/** Whether the browser tells when the computer itself is locked: Firefox does not. */
export function tellsOfSystemLock(): boolean {
  return !browser.runtime.getURL('').startsWith('moz-extension:');
}

/**
 * @param told hears when the user goes, comes back, and when the computer is locked
 * @returns what watches; it listens from the start, because an event that woke the worker is told to no later listener
 */
export function watchIdle(told: () => void): Idleness {
  const heard = (_: Idle.IdleState): void => told();
  const { onStateChanged } = browser.idle;
  onStateChanged.addListener(heard);
  return {
    state: (seconds) => browser.idle.queryState(Math.max(shortest, seconds)),
    listen(seconds) {
      browser.idle.setDetectionInterval(Math.max(shortest, seconds));
      if (!onStateChanged.hasListener(heard)) onStateChanged.addListener(heard);
    },
    deafen: () => onStateChanged.removeListener(heard),
  };
}
