/** Builds the house: the engine with this browser's ports. Countersign's own background and `countersign/engine` stand on it. */
import type { HeldAnswer } from '../accounts/held-answers';
import type { Ports } from '../gateway/call';
import { systemClock, systemRandom, type ReadCatalogue, type Windows } from '../core/ports';
import type { Outsider } from '../core/caller';
import { around, type Around } from '../platform/around';
import { redirectRules } from '../platform/redirect-rules';
import {
  localMemory,
  loopbackUrl,
  openHosts,
  redirectUrl,
  session,
  sessionMemory,
  tellsOfSystemLock,
  windowShows,
} from '../platform/worker';
import { makeTraces } from '../gateway/traces';
import { makeTally } from '../gateway/tally';
import { makeTurns } from '../gateway/turns';
import { makeWaitingCalls } from '../gateway/waiting';
import { openWire, type Wire } from '../platform/wire';
import type { Want } from '../messaging/lines';
import { makeTickets, type Tickets } from '../permits/tickets';
import type { Marker } from '../vault/loss';
import type { Standing } from '../vault/generations';
import { openVault } from '../vault/open-vault';

/** Who is let in from outside, and how they are told of what changes. */
export interface Doors {
  /** Whether a caller may know of us: to anyone else nothing is said. */
  mayKnow(house: House, caller: Outsider): Promise<boolean>;
  /** Whether all open tabs of a site hear that something has changed; else only those with an open channel do. */
  readonly tellTabs: boolean;
  /** Hears of each question for whose answer a caller begins to wait; in each life of the worker anew. */
  asked?(id: string): void;
}

/** What one extension does in its own way. */
export interface Furnishing {
  readonly catalogue: ReadCatalogue;
  readonly windows: Windows;
  readonly doors: Doors;
  /** Whether each sign-in by redirect asks for access to the redirect's own host too: for the answer that comes when nobody waits for it. */
  readonly seesRedirects: boolean;
}

export interface House extends Ports {
  readonly wire: Wire;
  readonly catalogue: ReadCatalogue;
  readonly doors: Doors;
  readonly tickets: Tickets<Want>;
  readonly marker: Marker;
  /** What the browser tells of itself. */
  readonly around: Around;
  /** The other form of this browser's redirect URL, at this computer, where it has one. */
  readonly loopbackUrl: string | undefined;
}

/** To be called at the worker's start, before anything is awaited: some of it listens from then on. */
export function buildHouse({ catalogue, windows, doors, seesRedirects }: Furnishing): House {
  const redirect = redirectUrl();
  const wire = openWire();
  const vault = openVault({
    memory: sessionMemory<Standing | undefined>('vault', undefined),
    now: systemClock.now,
    random: systemRandom,
    systemLock: tellsOfSystemLock(),
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
    doors,
    hosts: openHosts(),
    windows,
    redirects: redirectRules(redirect),
    windowShows,
    redirectUrl: redirect,
    loopbackUrl: loopbackUrl(),
    redirectHosts: seesRedirects ? [new URL(redirect).origin] : [],
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
