/** What pages and the background say on their consoles, and what they throw. Each function runs in Firefox's main process. */

export interface Said {
  readonly kind: 'console' | 'weberror';
  readonly text: string;
  /** Of the page that said it. */
  readonly url: string;
}

interface ScriptError {
  readonly errorMessage: string;
  readonly sourceName: string;
  readonly stack?: unknown;
  QueryInterface(type: unknown): ScriptError;
}
declare const Services: {
  readonly ppmm: {
    loadProcessScript(url: string, later: boolean): void;
    addMessageListener(name: string, heard: (message: { readonly data: Said }) => void): void;
  };
  readonly console: { registerListener(listener: { observe(message: ScriptError): void }): void };
};
declare const Ci: { readonly nsIScriptError: unknown };
/** The first window's own global, which lives as long as the browser. */
declare const window: Window & { countersignSaid?: Said[] };

/** From now on it is written down. */
export function hearConsoles(): void {
  if (window.countersignSaid) return;
  const said: Said[] = [];
  window.countersignSaid = said;
  const name = 'countersign: said';
  const inProcess = `Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage).addLogEventListener((event) => {
    const { arguments: given, innerID, filename } = event.wrappedJSObject ?? event;
    const spell = (one) => {
      try {
        return typeof one === 'object' ? String(one) + ' ' + JSON.stringify(one) : String(one);
      } catch (error) {
        return String(error);
      }
    };
    const url = WindowGlobalChild.getByInnerWindowId(Number(innerID))?.documentURI?.spec ?? filename;
    Services.cpmm.sendAsyncMessage('${name}', { kind: 'console', text: [...given].map(spell).join(' '), url });
  }, Services.scriptSecurityManager.getSystemPrincipal());`;
  Services.ppmm.addMessageListener(name, ({ data }) => void said.push(data));
  Services.ppmm.loadProcessScript(`data:application/javascript;charset=utf-8,${encodeURIComponent(inProcess)}`, true);
  Services.console.registerListener({
    observe(message) {
      try {
        const { errorMessage, sourceName } = message.QueryInterface(Ci.nsIScriptError);
        if (/^(https?|moz-extension):/.test(sourceName)) said.push({ kind: 'weberror', text: errorMessage, url: sourceName });
      } catch {
        // no error, but a plain message of the browser's own
      }
    },
  });
}

/** Takes what was said since. */
export function takeSaid(): Said[] {
  return window.countersignSaid?.splice(0) ?? [];
}
