/** What a test does with Firefox's own powers: hosts, the permission prompt, the toolbar button, the background. Each runs in the main process. */

interface Extension {
  readonly backgroundState: string;
  wakeupBackground(): Promise<void>;
  terminateBackground(how: { ignoreDevToolsAttached: boolean; disableResetIdleForTest: boolean }): Promise<void>;
  readonly views: Iterable<{
    readonly viewType: string;
    readonly xulBrowser: {
      readonly browsingContext: { readonly currentWindowGlobal: { readonly isClosed: boolean } | null } | null;
    } | null;
  }>;
}
interface BrowserWindow extends Window {
  readonly gBrowser: { getTabForBrowser(browser: unknown): unknown };
  readonly PopupNotifications: { readonly panel: { readonly state: string } };
}
interface Notification extends Element {
  readonly button: HTMLElement;
  readonly secondaryButton: HTMLElement;
}
declare const WebExtensionPolicy: {
  getByID(id: string): { readonly extension: Extension; readonly mozExtensionHostname: string };
};
interface PermissionStore {
  add(id: string, change: object, extension: Extension): Promise<void>;
  remove(id: string, change: object, extension: Extension): Promise<void>;
}
interface Action {
  triggerAction(window: Window): Promise<void>;
  openPopup(window: Window, withoutGesture: boolean): Promise<void>;
}
declare const ChromeUtils: {
  importESModule(url: 'resource://gre/modules/ExtensionPermissions.sys.mjs'): { readonly ExtensionPermissions: PermissionStore };
  importESModule(url: 'resource://gre/modules/ExtensionParent.sys.mjs'): {
    readonly ExtensionParent: { readonly apiManager: { readonly global: { browserActionFor(extension: Extension): Action } } };
  };
  importESModule(url: 'resource:///modules/ExtensionsUI.sys.mjs'): { readonly ExtensionsUI: Observer };
};
interface Observer {
  observe(subject: { readonly wrappedJSObject: Asked }, topic: string, data: string): void;
}
interface Asked {
  readonly permissions: { readonly permissions: readonly string[]; readonly origins: readonly string[] };
  resolve(allowed: boolean): void;
}
declare const Services: {
  readonly locale: { availableLocales: string[]; requestedLocales: string[] };
  readonly wm: { getEnumerator(type: string): Iterable<BrowserWindow> };
  readonly obs: { addObserver(observer: Observer, topic: string): void; removeObserver(observer: Observer, topic: string): void };
};
declare const BrowsingContext: {
  getCurrentTopByBrowserId(
    id: number,
  ): { readonly embedderElement: { readonly ownerDocument: { readonly defaultView: BrowserWindow } } } | null;
};
/** The first window's own global, which lives as long as the browser. */
declare const window: Window & { countersignPromised?: Set<string> };

export function hostname(addon: string): string {
  return WebExtensionPolicy.getByID(addon).mozExtensionHostname;
}

export async function wake(addon: string): Promise<void> {
  const { extension } = WebExtensionPolicy.getByID(addon);
  if (extension.backgroundState !== 'running') await extension.wakeupBackground();
}

/** @returns whether it has stopped: for Firefox it has as soon as it is to go, but until its page is gone it still takes calls */
export async function stop(addon: string): Promise<boolean> {
  const { extension } = WebExtensionPolicy.getByID(addon);
  if (extension.backgroundState === 'stopped') return true;
  const pages = [...extension.views]
    .filter(({ viewType }) => viewType === 'background')
    .map(({ xulBrowser }) => xulBrowser?.browsingContext?.currentWindowGlobal);
  await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
  if (extension.backgroundState !== 'stopped') return false;
  while (!pages.every((page) => page?.isClosed ?? true))
    await new Promise((resolve) => {
      window.setTimeout(resolve, 5);
    });
  return true;
}

export async function changeHosts(addon: string, how: 'add' | 'remove', origins: readonly string[]): Promise<void> {
  const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
  const change = { origins, permissions: [], data_collection: [] };
  await ExtensionPermissions[how](addon, change, WebExtensionPolicy.getByID(addon).extension);
}

/** Lets the next `permissions.request()` for these hosts resolve to true without a prompt; any other still prompts. */
export function promise(how: 'add' | 'remove', origins: readonly string[]): void {
  if (!window.countersignPromised) {
    const promised = new Set<string>();
    window.countersignPromised = promised;
    const topic = 'webextension-optional-permission-prompt';
    const { ExtensionsUI } = ChromeUtils.importESModule('resource:///modules/ExtensionsUI.sys.mjs');
    Services.obs.removeObserver(ExtensionsUI, topic);
    Services.obs.addObserver(
      {
        observe(subject, about, data) {
          const { permissions, resolve } = subject.wrappedJSObject;
          if (permissions.permissions.length === 0 && permissions.origins.every((one) => promised.has(one))) resolve(true);
          else ExtensionsUI.observe(subject, about, data);
        },
      },
      topic,
    );
  }
  for (const one of origins) window.countersignPromised[how === 'add' ? 'add' : 'delete'](one);
}

/** Presses a button of the prompt that `permissions.request()` opens. @returns its text, or undefined while no prompt is open */
export function answerPrompt(allow: boolean): string | undefined {
  for (const { document, PopupNotifications } of Services.wm.getEnumerator('navigator:browser')) {
    const prompt = document.getElementById('addon-webext-permissions-notification') as Notification | null;
    if (!prompt || PopupNotifications.panel.state !== 'open') continue;
    const text = prompt.textContent?.replace(/\s+/g, ' ').trim();
    (allow ? prompt.button : prompt.secondaryButton).click();
    return text || 'The prompt has no text.';
  }
  return undefined;
}

/** Presses the toolbar button's shortcut while the tab is in front, which gives `activeTab` there. */
export async function pressAction(addon: string, tab: number): Promise<void> {
  const { extension } = WebExtensionPolicy.getByID(addon);
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const shown = BrowsingContext.getCurrentTopByBrowserId(tab)?.embedderElement.ownerDocument.defaultView;
  if (!shown) throw new Error('InactiveActor: the tab is closed');
  await ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(shown);
}

/** Makes the browser one of another language, for the add-ons that are installed from then on. No language pack is needed. */
export function speak(locale: string): void {
  Services.locale.availableLocales = [locale, 'en-US'];
  Services.locale.requestedLocales = [locale];
}
