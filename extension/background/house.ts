/** Builds the house: the engine with this browser's ports. */
import type { Ports } from '../../src/gateway/call';
import { systemClock, systemRandom, type ReadCatalogue } from '../../src/core/ports';
import { redirectRules } from '../../src/platform/redirect-rules';
import {
  catalogue,
  hosts,
  redirectUrl,
  session,
  localMemory,
  sessionMemory,
  windows,
  windowShows,
} from '../../src/platform/worker';
import { makeTraces } from '../../src/gateway/traces';
import { makeTurns } from '../../src/gateway/turns';
import { openWire, type Wire } from '../../src/platform/wire';
import type { Want } from '../../src/messaging/lines';
import { makeTickets, type Tickets } from '../../src/permits/tickets';
import type { Marker } from '../../src/vault/loss';
import { openVault } from '../../src/vault/vault';

export interface House extends Ports {
  readonly wire: Wire;
  readonly catalogue: ReadCatalogue;
  readonly tickets: Tickets<Want>;
  readonly marker: Marker;
}

export function buildHouse(): House {
  const redirect = redirectUrl();
  const wire = openWire();
  return {
    vault: openVault(),
    clock: systemClock,
    random: systemRandom,
    fetch: (url, init) => fetch(url, init),
    catalogue,
    hosts,
    windows,
    redirects: redirectRules(redirect),
    windowShows,
    redirectUrl: redirect,
    redirectHosts: [new URL(redirect).origin],
    session,
    marker: localMemory('vault', { accounts: 0 }),
    unstored: sessionMemory('unstored', []),
    wire,
    turns: makeTurns((origin) => wire.multiplexed(origin), systemClock.now),
    tickets: makeTickets(sessionMemory('tickets', []), systemClock),
    traces: makeTraces(sessionMemory('traces', [])),
  };
}
