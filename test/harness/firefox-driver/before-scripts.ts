/** Has a script run in every page before the page's own, as Playwright's `addInitScript` does. */

declare const Services: { readonly ppmm: { loadProcessScript(url: string, later: boolean): void } };

/** Runs in Firefox's main process. @param script an expression; its globals are the page's */
export function runBeforeScripts(script: string): void {
  // Each process with pages, now and later, does this with each document that begins.
  // In the page's realm, so that what the script changes there is changed for the page.
  const inProcess = `const { WindowRealm } = ChromeUtils.importESModule('chrome://remote/content/shared/Realm.sys.mjs');
  Services.obs.addObserver({ observe(document) {
    const window = document.defaultView;
    if (!window || !/^(https?|moz-extension):/.test(window.location.href)) return;
    if (window.location.pathname === '/_generated_background_page.html') return; // no page to Playwright
    new WindowRealm(window).globalObjectReference.executeInGlobal(${JSON.stringify(script)});
  } }, 'document-element-inserted');`;
  Services.ppmm.loadProcessScript(`data:application/javascript;charset=utf-8,${encodeURIComponent(inProcess)}`, true);
}
