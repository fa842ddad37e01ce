/** Puts the bridge into the pages of enabled sites, and nowhere else. */
import browser from 'webextension-polyfill';
import { everySitePatterns, hostPattern } from '../core/urls';
import type { Origin } from '../core/words';

const prefix = 'bridge-';
const everySite = { id: `${prefix}everywhere`, matches: [...everySitePatterns] };

/** Who may ask: these sites, or every site. */
export interface Reachable {
  readonly origins: readonly Origin[];
  readonly everywhere: boolean;
}

/**
 * Makes what is registered equal to what the user enabled; a worker that died between the two leaves a difference.
 * Patterns know no port in every browser, so a page on another port of the same host may get the bridge too: it stays silent there,
 * because the worker answers enabled origins only.
 * @param reachable is asked when it is this one's turn
 */
export function alignBridges(file: string, reachable: () => Promise<Reachable>): Promise<void> {
  const next = last.catch(() => undefined).then(async () => align(file, await reachable()));
  last = next;
  return next;
}

/** One after the other: two at once would register the same script twice, which the browser refuses. */
let last: Promise<void> = Promise.resolve();

async function align(file: string, { origins, everywhere }: Reachable): Promise<void> {
  const known = await browser.scripting.getRegisteredContentScripts();
  const wanted = new Map(origins.map((origin) => [`${prefix}${origin}`, [hostPattern(origin)]]));
  if (everywhere) wanted.set(everySite.id, everySite.matches);
  const stale = known.map(({ id }) => id).filter((id) => id.startsWith(prefix) && !wanted.has(id));
  if (stale.length > 0) await browser.scripting.unregisterContentScripts({ ids: stale });
  for (const { id } of known) wanted.delete(id);
  const scripts = [...wanted].map(([id, matches]) => ({
    id,
    js: [file],
    matches,
    runAt: 'document_start' as const,
    allFrames: true,
    persistAcrossSessions: true,
  }));
  if (scripts.length > 0) await browser.scripting.registerContentScripts(scripts);
}

/** Puts the bridge into an open tab at once and tells the frames of the site that they may ask now. */
export async function injectBridge(file: string, tabId: number, origin: Origin, readyEvent: string): Promise<void> {
  const target = { tabId, allFrames: true };
  await browser.scripting.executeScript({ target, files: [file], injectImmediately: true });
  await browser.scripting.executeScript({
    target,
    args: [origin, readyEvent],
    func: (site: string, name: string) => void (location.origin === site && dispatchEvent(new Event(name))),
  });
}

/** Puts the bridge into every open tab of these sites: the one of an earlier version of ours has lost its worker. */
export async function injectIntoOpenTabs(file: string, { origins, everywhere }: Reachable, readyEvent: string): Promise<void> {
  const url = everywhere ? everySite.matches : [...new Set(origins.map(hostPattern))];
  if (url.length === 0) return;
  for (const tab of await browser.tabs.query({ url })) {
    const origin = tab.url !== undefined && URL.canParse(tab.url) ? new URL(tab.url).origin : '';
    if (tab.id === undefined || !(everywhere || origins.includes(origin))) continue;
    await injectBridge(file, tab.id, origin, readyEvent).catch(() => undefined); // a tab that is asleep, closing or showing an error
  }
}
