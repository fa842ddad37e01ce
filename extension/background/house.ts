/** Builds the house: the engine with this browser's ports. */
import type { Ports } from '../../src/gateway/call';
import { systemClock, systemRandom } from '../../src/core/ports';
import { hosts, redirectUrl, session, windows } from '../../src/platform/worker';
import { openVault } from '../../src/vault/vault';

export type House = Ports;

export function buildHouse(): House {
  const redirect = redirectUrl();
  return {
    vault: openVault(),
    clock: systemClock,
    random: systemRandom,
    fetch: (url, init) => fetch(url, init),
    hosts,
    windows,
    redirectUrl: redirect,
    redirectHosts: [new URL(redirect).origin],
    session,
  };
}
