/** Builds the house: the engine with this browser's ports. */
import type { Ports } from '../../src/gateway/call';
import { systemClock, systemRandom } from '../../src/core/ports';
import { hosts, redirectUrl, session, sessionMemory, windows } from '../../src/platform/worker';
import { makeTraces } from '../../src/gateway/traces';
import { makeTurns } from '../../src/gateway/turns';
import { openWire, type Wire } from '../../src/platform/wire';
import type { Want } from '../../src/messaging/lines';
import { makeTickets, type Tickets } from '../../src/permits/tickets';
import { openVault } from '../../src/vault/vault';

export interface House extends Ports {
  readonly wire: Wire;
  readonly tickets: Tickets<Want>;
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
    redirectUrl: redirect,
    redirectHosts: [new URL(redirect).origin],
    session,
    wire,
    turns: makeTurns((origin) => wire.multiplexed(origin), systemClock.now),
    tickets: makeTickets(sessionMemory('tickets', []), systemClock),
    traces: makeTraces(sessionMemory('traces', [])),
  };
}
