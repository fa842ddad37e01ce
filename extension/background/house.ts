/** Builds the house: the engine with this browser's ports. */
import type { Ports } from '../../src/gateway/call';
import { systemClock, systemRandom, type ReadCatalogue } from '../../src/core/ports';
import { around, type Around } from '../../src/platform/around';
import { redirectRules } from '../../src/platform/redirect-rules';
import { catalogue, hosts, redirectUrl, session, sessionMemory, windows, windowShows } from '../../src/platform/worker';
import { makeTraces } from '../../src/gateway/traces';
import { makeTurns } from '../../src/gateway/turns';
import { openWire, type Wire } from '../../src/platform/wire';
import type { Want } from '../../src/messaging/lines';
import { makeTickets, type Tickets } from '../../src/permits/tickets';
import { openVault } from '../../src/vault/vault';

export interface House extends Ports {
  readonly wire: Wire;
  readonly catalogue: ReadCatalogue;
  readonly tickets: Tickets<Want>;
  /** What the browser tells of itself. */
  readonly around: Around;
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
    wire,
    turns: makeTurns((origin) => wire.multiplexed(origin), systemClock.now),
    tickets: makeTickets(sessionMemory('tickets', []), systemClock),
    around,
    traces: makeTraces(sessionMemory('traces', [])),
  };
}
