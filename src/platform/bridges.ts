/** Puts the bridge into the pages of enabled sites, and nowhere else. */
import browser from 'webextension-polyfill';
import { hostPattern } from '../core/urls';
import type { Origin } from '../core/words';

const scriptId = (origin: Origin): string => `bridge-${origin}`;

/**
 * Registers the bridge for a site's pages to come. Patterns know no port in every browser, so a page on another port of the
 * same host may get the bridge too: it stays silent there, because the worker answers enabled origins only.
 */
export async function registerBridge(file: string, origin: Origin): Promise<void> {
  await unregisterBridge(origin);
  await browser.scripting.registerContentScripts([
    {
      id: scriptId(origin),
      js: [file],
      matches: [hostPattern(origin)],
      runAt: 'document_start',
      allFrames: false,
      persistAcrossSessions: true,
    },
  ]);
}

export async function unregisterBridge(origin: Origin): Promise<void> {
  const ids = [scriptId(origin)];
  const known = await browser.scripting.getRegisteredContentScripts({ ids });
  if (known.length > 0) await browser.scripting.unregisterContentScripts({ ids });
}

/** Puts the bridge into an open tab at once and tells the page that it may ask now. */
export async function injectBridge(file: string, tabId: number, readyEvent: string): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId }, files: [file] });
  await browser.scripting.executeScript({
    target: { tabId },
    args: [readyEvent],
    func: (name: string) => void dispatchEvent(new Event(name)),
  });
}

/** Makes what is registered equal to what the user enabled: a worker that died between the two leaves a difference. */
export async function alignBridges(file: string, origins: readonly Origin[]): Promise<void> {
  const known = await browser.scripting.getRegisteredContentScripts();
  const wanted = new Set(origins.map(scriptId));
  const stale = known.map((script) => script.id).filter((id) => id.startsWith('bridge-') && !wanted.has(id));
  if (stale.length > 0) await browser.scripting.unregisterContentScripts({ ids: stale });
  const present = new Set(known.map((script) => script.id));
  for (const origin of origins) if (!present.has(scriptId(origin))) await registerBridge(file, origin);
}
