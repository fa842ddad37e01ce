/** Has a script run in every page before the page's own, as Playwright's `addInitScript` does. */

declare const Services: { readonly ppmm: { loadProcessScript(url: string, later: boolean): void } };

/** Runs in Firefox's main process. @param script an expression; its globals are the page's */
export function runBeforeScripts(script: string): void {
  // Each process with pages, now and later, does this with each document that begins.
  const inProcess = `Services.obs.addObserver({ observe(document) {
    const window = document.defaultView;
    if (!window || !/^(https?|moz-extension):$/.test(window.location.protocol)) return;
    const sandbox = Cu.Sandbox(window, { sandboxPrototype: window, wantXrays: false, sameZoneAs: window });
    Cu.evalInSandbox(${JSON.stringify(`((globalThis, self) => { ${script} })(window, window)`)}, sandbox);
  } }, 'document-element-inserted');`;
  Services.ppmm.loadProcessScript(`data:application/javascript;charset=utf-8,${encodeURIComponent(inProcess)}`, true);
}
