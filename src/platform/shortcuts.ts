/** The user's keyboard shortcuts for us, as the manifest names them. */
import browser from 'webextension-polyfill';

/** @param name the command's name in the manifest */
export function onShortcut(name: string, pressed: () => void): void {
  browser.commands.onCommand.addListener((command) => {
    if (command === name) pressed();
  });
}
