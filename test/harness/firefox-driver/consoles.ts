/** What pages and the background say on their consoles, and what they throw. Each function runs in Firefox's main process. */

export interface Said {
  readonly kind: 'console' | 'weberror';
  readonly text: string;
  /** Of the page that said it. */
  readonly url: string;
}

/** The same as the page's own process tells it. */
interface Heard {
  readonly kind: Said['kind'];
  readonly text: string;
  /** Of the page's document; 0 without one. */
  readonly document: number;
  /** The script's address. One that a test evaluates has none. */
  readonly script: string;
}
declare const Services: {
  readonly ppmm: {
    loadProcessScript(url: string, later: boolean): void;
    addMessageListener(name: string, heard: (message: { readonly data: Heard }) => void): void;
  };
};
declare const WindowGlobalParent: {
  getByInnerWindowId(id: number): { readonly documentURI: { readonly spec: string } | null } | null;
};
/** The first window's own global, which lives as long as the browser. */
declare const window: Window & { countersignSaid?: Said[] };

/** From now on it is written down. */
export function hearConsoles(): void {
  if (window.countersignSaid) return;
  const said: Said[] = [];
  window.countersignSaid = said;
  const name = 'countersign: said';
  // In each process, now and later: console lines stay there, and errors lose their document on the way to the main process.
  const inProcess = `const tell = (what) => Services.cpmm.sendAsyncMessage('${name}', what);
  const spell = (one) => {
    try {
      return typeof one === 'object' ? String(one) + ' ' + JSON.stringify(one) : String(one);
    } catch (error) {
      return String(error);
    }
  };
  Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage).addLogEventListener((event) => {
    const { arguments: given, innerID, filename } = event.wrappedJSObject ?? event;
    tell({ kind: 'console', text: [...given].map(spell).join(' '), document: Number(innerID) || 0, script: filename });
  }, Services.scriptSecurityManager.getSystemPrincipal());
  const isMain = Services.appinfo.processType === Services.appinfo.PROCESS_TYPE_DEFAULT;
  Services.console.registerListener({ observe(message) {
    if (!(message instanceof Ci.nsIScriptError)) return;
    const { errorMessage: text, innerWindowID: document, sourceName: script, flags } = message;
    if (flags & (Ci.nsIScriptError.warningFlag | Ci.nsIScriptError.infoFlag)) return;
    if (document > 0 || !isMain) tell({ kind: 'weberror', text, document, script });
  } });`;
  Services.ppmm.addMessageListener(name, ({ data: { kind, text, document, script } }) => {
    const page = document > 0 ? WindowGlobalParent.getByInnerWindowId(document)?.documentURI?.spec : undefined;
    const url = page ?? script;
    if (document > 0 ? !/^(chrome|resource|about):/.test(url) : /^(https?|moz-extension):/.test(url))
      said.push({ kind, text, url });
  });
  Services.ppmm.loadProcessScript(`data:application/javascript;charset=utf-8,${encodeURIComponent(inProcess)}`, true);
}

/** Takes what was said since. */
export function takeSaid(): Said[] {
  return window.countersignSaid?.splice(0) ?? [];
}
