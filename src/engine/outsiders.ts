/** The channels of sites and other extensions: only who may know of us is answered, and everyone concerned hears of changes. */
import browser from 'webextension-polyfill';
import { callerKey, type Outsider } from '../core/caller';
import { hostPattern } from '../core/urls';
import { CountersignError, isStorageProblem } from '../core/errors';
import { signedCall, type Answer } from '../gateway/call';
import type { CallFrame } from '../messaging/lines';
import { serveAsk } from '../messaging/outside';
import { serveFetch } from '../messaging/serve-fetch';
import { serveTrunk, type Channel } from '../messaging/trunk';
import { inForce } from '../permits/check';
import type { House } from './house';
import { outsideHandlers } from './outside-handlers';

/** Lines that one channel may have open: the calls under way and those that queue, and some questions. */
const mostLines = 1100;
/** Changes that come closer together than this are announced at once, in milliseconds. */
const pause = 20;

/** Open channels with whom they belong to. */
const channels = new Map<Channel, Outsider>();

/** Serves a channel. Nothing is said on it before it is known that its caller may know of us; else it is closed without a word. */
export function serveOutsider(house: House, caller: Outsider, channel: Channel): void {
  const handlers = outsideHandlers(house);
  channels.set(channel, caller);
  channel.onEnd(() => channels.delete(channel));
  serveTrunk(
    gated(channel, house.doors.mayKnow(house, caller)),
    (name, line, crowded) => {
      if (crowded) line.send({ t: 'fail', problem: new CountersignError('busy').problem });
      else if (name === 'ask') serveAsk(line, caller, handlers);
      else serveFetch(line, handlers.fetch(caller));
    },
    mostLines,
  );
}

/** The signed calls of our own pages, which name the account itself. */
export function serveOwnFetch(house: House, channel: Channel): void {
  const own = { kind: 'own' } as const;
  const make = (call: CallFrame, signal: AbortSignal): Promise<Answer> => signedCall(house, own, call, signal);
  serveTrunk(channel, (name, line) => (name === 'fetch' ? serveFetch(line, make) : line.close()), mostLines);
}

/** A channel whose parcels wait until it is known whether they may be answered. Where that cannot be known, they are not. */
function gated(channel: Channel, open: Promise<boolean>): Channel {
  let waiting: (() => void)[] | undefined = [];
  const known = open.catch(() => false);
  void known.then((yes) => {
    if (!yes) return channel.close();
    const held = waiting ?? [];
    waiting = undefined;
    for (const hear of held) hear();
  });
  return {
    ...channel,
    onFrame: (listener) =>
      channel.onFrame((parcel) => {
        if (!waiting) listener(parcel);
        else if (waiting.length < mostLines) waiting.push(() => listener(parcel));
      }),
  };
}

/** Closes the channels of callers that may not know of us any more, or that the browser keeps us out of: what they have under way ends with them. */
export async function closeDisabled(house: House): Promise<void> {
  for (const [channel, caller] of channels) if (!(await house.doors.mayKnow(house, caller))) channel.close();
}

/**
 * Tells callers whose permits have changed, and closes the channels of sites that were turned off.
 * @returns resolves when it knows how things stood at the start: changes made from then on are seen
 */
export async function startAnnouncing(house: House): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let before = permitsOrNone(house);
  const tell = async (): Promise<void> => {
    timer = undefined;
    await closeDisabled(house);
    const earlier = await before;
    before = permitsOrNone(house);
    const now = await before;
    for (const key of new Set([...earlier.keys(), ...now.keys()])) {
      const caller = (now.get(key) ?? earlier.get(key))?.caller;
      if (caller && now.get(key)?.told !== earlier.get(key)?.told) await announce(house, caller);
    }
  };
  house.vault.onChange((what) => {
    if (what === 'anything') timer ??= setTimeout(() => void tell(), pause);
  });
  await before;
}

/** A vault that cannot be read just now is looked at again at the next change: then everyone hears of it. */
function permitsOrNone(house: House): ReturnType<typeof permitsByCaller> {
  return permitsByCaller(house).catch((error: unknown) => {
    if (!isStorageProblem(error)) throw error;
    return new Map();
  });
}

/** What each caller may do, as one text that differs when anything of it does. */
async function permitsByCaller({ vault: { db }, ...ports }: House): Promise<Map<string, { caller: Outsider; told: string }>> {
  const [permits, accounts] = await db.transaction('r', db.permits, db.accounts, () =>
    Promise.all([db.permits.toArray(), db.accounts.toArray()]),
  );
  const states = new Map(accounts.map(({ id, state, label }) => [id, `${state} ${label}`]));
  const found = new Map<string, { caller: Outsider; told: string }>();
  for (const permit of permits) {
    if (!(await inForce(ports, permit))) continue;
    const { told = '' } = found.get(permit.callerKey) ?? {};
    const more = JSON.stringify([permit, states.get(permit.accountId)]);
    found.set(permit.callerKey, { caller: permit.caller, told: told + more });
  }
  return found;
}

/** A site hears it in all its open tabs, whether or not a port of theirs is open, where bridges are there to hear it; anyone else over its open channel. */
async function announce({ doors }: House, caller: Outsider): Promise<void> {
  if (caller.kind === 'extension' || !doors.tellTabs) {
    const key = callerKey(caller);
    for (const [channel, other] of channels) if (callerKey(other) === key) channel.send({ l: 0 });
    return;
  }
  const tabs = await browser.tabs.query({ url: hostPattern(caller.within ?? caller.origin) });
  for (const { id } of tabs) if (id !== undefined) void browser.tabs.sendMessage(id, 'changed').catch(() => undefined);
}
