/** Enables a site as soon as the browser grants its host: the browser's question may close the popup that asked for it. */
import browser from 'webextension-polyfill';
import { readyEvent } from '../../src/messaging/channel-line';
import { enableSite, isEverywhere } from '../../src/permits/sites';
import { alignBridges, injectBridge, injectIntoOpenTabs, type Reachable } from '../../src/platform/bridges';
import type { House } from '../../src/engine/house';

interface Wish {
  readonly origin: string;
  readonly tabId?: number;
}

/** A wish that was not granted in this time, in milliseconds, is forgotten. */
const patience = 120_000;

/** Enables the site now if its host is granted; else remembers the wish for {@link fulfilWish}. */
export async function enableWhenGranted(house: House, bridge: string, wish: Wish): Promise<void> {
  if (await house.hosts.granted([wish.origin])) return enable(house, bridge, wish);
  await browser.storage.session.set({ wish: { ...wish, at: house.clock.now() } });
}

/** The browser has granted something: enables the site that waits for it, if this was it. */
export async function fulfilWish(house: House, bridge: string): Promise<void> {
  const { wish } = (await browser.storage.session.get('wish')) as { wish?: Wish & { at: number } };
  if (!wish || house.clock.now() - wish.at > patience || !(await house.hosts.granted([wish.origin]))) return;
  await enable(house, bridge, wish);
}

async function enable(house: House, bridge: string, { origin, tabId }: Wish): Promise<void> {
  await browser.storage.session.remove('wish');
  await enableSite(house, origin);
  await alignSites(house, bridge);
  if (tabId !== undefined) await injectBridge(bridge, tabId, origin, readyEvent);
}

/** Makes the registered bridges equal to what the user enabled. */
export async function alignSites(house: House, bridge: string): Promise<void> {
  await alignBridges(bridge, () => reachable(house));
}

/** After an update or a restart: pages that were open meanwhile work again without a reload. */
export async function reviveOpenPages(house: House, bridge: string): Promise<void> {
  await injectIntoOpenTabs(bridge, await reachable(house), readyEvent);
}

async function reachable(house: House): Promise<Reachable> {
  const sites = await house.vault.db.sites.toArray();
  const origins = sites.filter((site) => !site.off).map((site) => site.origin);
  return { origins, everywhere: await isEverywhere(house) };
}
