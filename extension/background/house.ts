/** Builds the house: the engine with this browser's ports. */
import type { Ports } from '../../src/gateway/call';
import { systemClock, systemRandom } from '../../src/core/ports';
import { redirectRules } from '../../src/platform/redirect-rules';
import { hosts, redirectUrl, session, sessionMemory, windows, windowShows } from '../../src/platform/worker';
import { makeTraces } from '../../src/gateway/traces';
import { makeTurns } from '../../src/gateway/turns';
import { openWire, type Wire } from '../../src/platform/wire';
import { openVault } from '../../src/vault/vault';

export interface House extends Ports {
  readonly wire: Wire;
}

export function buildHouse(): House {
  const redirect = redirectUrl();
  const wire = openWire();
  return {
    vault: openVault(),
    clock: systemClock,
    random: systemRandom,
    fetch: (url, init) => fetch(url, init),
    hosts,
    windows,
    redirects: redirectRules(redirect),
    windowShows,
    redirectUrl: redirect,
    redirectHosts: [new URL(redirect).origin],
    session,
    wire,
    turns: makeTurns((origin) => wire.multiplexed(origin), systemClock.now),
    traces: makeTraces(sessionMemory('traces', [])),
  };
}
