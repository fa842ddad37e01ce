/** What Countersign's own worker does when it wakes: what every engine does, and the bridges of its sites. */
import type { House } from '../../src/engine/house';
import { recover as recoverEngine } from '../../src/engine/recover';
import { alignSites } from './enable-site';
import { endingPorts } from './leave';

/** @param bridge the bridge's file in the built extension */
export async function recover(house: House, bridge: string): Promise<void> {
  await recoverEngine(house, endingPorts(house, bridge), () => alignSites(house, bridge));
}
