/**
 * What a test does with Firefox's own powers: grant hosts, answer the permission prompt, stop the background. The functions
 * run inside Firefox's main process.
 */
import { script, valueOf, type Marionette } from './marionette';
import { poll } from './poll';

/** The few parts of Firefox's inside that are used here. */
interface Extension {
  readonly backgroundState: 'starting' | 'running' | 'suspending' | 'stopped';
  terminateBackground(how: { ignoreDevToolsAttached: boolean; disableResetIdleForTest: boolean }): Promise<void>;
}
declare const WebExtensionPolicy: {
  getByID(id: string): { readonly extension: Extension; readonly mozExtensionHostname: string };
};
interface PermissionStore {
  add(id: string, change: object, extension: Extension): Promise<void>;
  remove(id: string, change: object, extension: Extension): Promise<void>;
}
declare const ChromeUtils: { importESModule(url: string): { readonly ExtensionPermissions: PermissionStore } };
interface Notification extends Element {
  readonly button: HTMLElement;
  readonly secondaryButton: HTMLElement;
}
declare const Services: {
  readonly wm: {
    getEnumerator(type: string): Iterable<Window & { readonly PopupNotifications: { readonly panel: { state: string } } }>;
  };
};

export class FirefoxPowers {
  readonly #wire: Marionette;
  readonly #addon: string;

  /** @param addon the add-on's id. */
  constructor(wire: Marionette, addon: string) {
    this.#wire = wire;
    this.#addon = addon;
  }

  /** The host part of the add-on's own pages, chosen by Firefox at random. */
  hostname(): Promise<string> {
    return this.run((id) => WebExtensionPolicy.getByID(id).mozExtensionHostname, this.#addon);
  }

  backgroundState(): Promise<string> {
    return this.run((id) => WebExtensionPolicy.getByID(id).extension.backgroundState, this.#addon);
  }

  /** Stops the event page as its idle timer would, but at once. Resolves when it has stopped; the next event wakes it. */
  async stopBackground(): Promise<void> {
    await poll(
      () =>
        this.run(async (id) => {
          const { extension } = WebExtensionPolicy.getByID(id);
          if (extension.backgroundState === 'stopped') return true;
          await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
          return (extension.backgroundState as string) === 'stopped';
        }, this.#addon),
      'the background to stop',
    );
  }

  async changeHosts(change: 'add' | 'remove', origins: readonly string[]): Promise<void> {
    await this.run(
      async (id, how, hosts) => {
        const url = 'resource://gre/modules/ExtensionPermissions.sys.mjs';
        const store = ChromeUtils.importESModule(url).ExtensionPermissions;
        const wanted = { origins: hosts, permissions: [], data_collection: [] };
        await store[how](id, wanted, WebExtensionPolicy.getByID(id).extension);
      },
      this.#addon,
      change,
      origins,
    );
  }

  /** Presses a button of the prompt that `permissions.request()` opens, and gives the prompt's text. */
  async answerPermission(allow: boolean, timeout = 10_000): Promise<string> {
    return await poll(
      () =>
        this.run((yes) => {
          for (const window of Services.wm.getEnumerator('navigator:browser')) {
            const prompt = window.document.getElementById('addon-webext-permissions-notification') as Notification | null;
            if (!prompt || window.PopupNotifications.panel.state !== 'open') continue;
            const text = prompt.textContent?.replace(/\s+/g, ' ').trim();
            (yes ? prompt.button : prompt.secondaryButton).click();
            return text || 'The prompt has no text.';
          }
          return undefined;
        }, allow),
      'the permission prompt',
      { timeout, every: 50 },
    );
  }

  /** Runs a function in Firefox's main process. Arguments and result pass as JSON; a promise is awaited. */
  run<T, A extends unknown[]>(work: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
    return this.#wire.inTurn(async (send) => {
      // The current window may have closed; any other will do.
      const [handle] = (await send('WebDriver:GetWindowHandles')) as string[];
      await send('WebDriver:SwitchToWindow', { handle, focus: false });
      await send('Marionette:SetContext', { value: 'chrome' });
      try {
        return valueOf(await send('WebDriver:ExecuteScript', script(work, args, 'system'))) as T;
      } finally {
        await send('Marionette:SetContext', { value: 'content' });
      }
    });
  }
}
