/** Builds the house: the engine with this browser's ports. */
import type { HeldAnswer } from '../../src/accounts/held-answers';
import type { Ports } from '../../src/gateway/call';
import { systemClock, systemRandom, type ReadCatalogue } from '../../src/core/ports';
import { around, type Around } from '../../src/platform/around';
import { redirectRules } from '../../src/platform/redirect-rules';
import {
  catalogue,
  hosts,
  loopbackUrl,
  redirectUrl,
  session,
  localMemory,
  sessionMemory,
  tellsOfSystemLock,
  windows,
  windowShows,
} from '../../src/platform/worker';
import { makeTraces } from '../../src/gateway/traces';
import { makeTally } from '../../src/gateway/tally';
import { makeTurns } from '../../src/gateway/turns';
import { makeWaitingCalls } from '../../src/gateway/waiting';
import { openWire, type Wire } from '../../src/platform/wire';
import type { Want } from '../../src/messaging/lines';
import { makeTickets, type Tickets } from '../../src/permits/tickets';
import type { Marker } from '../../src/vault/loss';
import type { Standing } from '../../src/vault/generations';
import { openVault } from '../../src/vault/open-vault';

export interface House extends Ports {
  readonly wire: Wire;
  readonly catalogue: ReadCatalogue;
  readonly tickets: Tickets<Want>;
  readonly marker: Marker;
  /** What the browser tells of itself. */
  readonly around: Around;
  /** The other form of this browser's redirect URL, at this computer, where it has one. */
  readonly loopbackUrl: string | undefined;
}

export function buildHouse(): House {
  const redirect = redirectUrl();
  const wire = openWire();
  const vault = openVault({
    memory: sessionMemory<Standing | undefined>('vault', undefined),
    now: systemClock.now,
    random: systemRandom,
    systemLock: tellsOfSystemLock,
  });
  const turns = makeTurns((origin) => wire.multiplexed(origin), systemClock.now);
  const waiting = makeWaitingCalls(vault, turns);
  vault.waiting = () => waiting.list();
  return {
    vault,
    clock: systemClock,
    random: systemRandom,
    fetch: (url, init) => fetch(url, init),
    catalogue,
    hosts,
    windows,
    redirects: redirectRules(redirect),
    windowShows,
    redirectUrl: redirect,
    loopbackUrl: loopbackUrl(),
    redirectHosts: [new URL(redirect).origin],
    session,
    marker: localMemory('vault', { accounts: 0 }),
    unstored: sessionMemory('unstored', []),
    heldAnswers: sessionMemory<readonly HeldAnswer[]>('answers', []),
    wire,
    turns,
    waiting,
    calls: makeTally(),
    tickets: makeTickets(sessionMemory('tickets', []), systemClock),
    around,
    traces: makeTraces(sessionMemory('traces', [])),
  };
}
