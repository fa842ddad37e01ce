/** Enables a site as soon as the browser grants its host: the browser's question may close the popup that asked for it. */
import browser from 'webextension-polyfill';
import { readyEvent } from '../../src/messaging/channel-line';
import { enableSite } from '../../src/permits/sites';
import { injectBridge, registerBridge } from '../../src/platform/bridges';
import type { House } from './house';

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
  await registerBridge(bridge, origin);
  if (tabId !== undefined) await injectBridge(bridge, tabId, readyEvent);
}
