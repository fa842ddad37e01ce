/** What the ends of accounts reach outside of the vault: the lens's memory, and all that the browser keeps or has granted for us. */
import browser from 'webextension-polyfill';
import type { EndingPorts } from '../../src/accounts/remove';
import { alignSites } from './enable-site';
import type { House } from '../../src/engine/house';
import { closeDisabled } from '../../src/engine/outsiders';

/** @param bridge the bridge's file in the built extension */
export function endingPorts(house: House, bridge: string): EndingPorts {
  return {
    ...house,
    forgetTraces: (accountId) => house.traces.wipe({ accountId }),
    async leave() {
      await closeDisabled(house);
      await alignSites(house, bridge);
      await house.traces.wipe({});
      await browser.storage.session.remove(['tickets', 'wish']);
      await giveBackHosts();
    },
  };
}

/** Every host that the user has granted; none is required, so all of them go. */
async function giveBackHosts(): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll();
  if (origins.length > 0) await browser.permissions.remove({ origins });
}
