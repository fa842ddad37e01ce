/** What Countersign's own pages may call: what every engine serves, and what belongs to this product. */
import { discover } from '../../src/accounts/discover';
import { CountersignError } from '../../src/core/errors';
import { engineHandlers } from '../../src/engine/handlers';
import type { House } from '../../src/engine/house';
import { closeDisabled } from '../../src/engine/outsiders';
import { explainTyped, recentTraces } from '../../src/gateway/lens';
import type { OwnHandlers } from '../../src/messaging/serve';
import { disableSite, setEverywhere } from '../../src/permits/sites';
import { lossSeen } from '../../src/vault/loss';
import type { Vault } from '../../src/vault/vault';
import { alignSites, enableWhenGranted } from './enable-site';
import { backupHandlers } from './backup-handlers';
import { endingPorts } from './leave';
import { healthHandlers } from './health-handlers';
import { lockHandlers } from './lock-handlers';
import { packHandlers } from './pack-handlers';

/**
 * @param bridge the bridge's file in the built extension
 * @param started resolves when changes of permits are seen, so that those for which the worker was woken are announced
 */
export function ownHandlers(house: House, bridge: string, started: Promise<void>): OwnHandlers {
  const { vault } = house;
  return whileLocked(vault, {
    ...engineHandlers(house, endingPorts(house, bridge), started),
    ...packHandlers(house),
    ...lockHandlers(house),
    ...backupHandlers(house, bridge),
    ...healthHandlers(house, bridge),
    'vault.lostSeen': () => lossSeen(vault, house.marker),
    'services.discover': ({ address, ownNetwork }) => discover(house, address, ownNetwork === true),

    'sites.enable': (wish) => enableWhenGranted(house, bridge, wish),
    'sites.disable': async ({ origin }) => {
      await disableSite(house, origin);
      await closeDisabled(house);
      await alignSites(house, bridge);
    },
    'sites.everywhere': async ({ on }) => {
      await setEverywhere(house, on);
      await closeDisabled(house);
      await alignSites(house, bridge);
    },

    'lens.recent': () => recentTraces(house),
    'lens.explain': (typed) => explainTyped(typed),
  });
}

/** What our pages may ask of a locked vault: to open it, to wipe it unopened, and to take note of what the user did elsewhere. */
const open = new Set<string>([
  'overview',
  'lock.params',
  'lock.unlock',
  'lock.unlockByPasskey',
  'lock.now',
  'signIn.opened',
  'signIn.visited',
  'signIn.unvisited',
  'asks.refuse',
  'asks.later',
  'asks.show',
  'forget.everything',
]);

/** Every other call fails with `locked`. */
function whileLocked(vault: Vault, handlers: OwnHandlers): OwnHandlers {
  type Handler = (input: unknown, page: number | undefined) => Promise<unknown>;
  const guarded = Object.entries(handlers).map(([name, handler]) => [
    name,
    async (input: unknown, page: number | undefined) => {
      if (!open.has(name) && (await vault.isLocked())) throw new CountersignError('locked');
      return (handler as Handler)(input, page);
    },
  ]);
  return Object.fromEntries(guarded) as OwnHandlers;
}
