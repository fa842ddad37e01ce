/** The engine as another extension's background: services, vault, accounts, permits, gateway, and the ports for its pages and content scripts. */
import browser from 'webextension-polyfill';
import type { EndingPorts } from '../accounts/remove';
import { reached } from '../accounts/sign-in';
import { after } from '../admin/calls';
import type { AppRegistration, Engine } from '../admin/engine';
import { engineOver } from '../admin/engine-over';
import type { Template } from '../core/catalogue';
import { signedCall } from '../gateway/call';
import { fetchOverLine } from '../messaging/fetch-over-line';
import { linePair } from '../messaging/line-pair';
import type { FetchDown, FetchUp } from '../messaging/lines';
import type { OwnCall, OwnInput, OwnOutput } from '../messaging/own-calls';
import { serveFetch } from '../messaging/serve-fetch';
import type { OwnHandlers } from '../messaging/serve';
import type { Overview } from '../messaging/views';
import { enableSite } from '../permits/sites';
import { sendsJson } from '../platform/which';
import { windows } from '../platform/worker';
import { consentDesk, type Consent } from './consent';
import { engineHandlers } from './handlers';
import { buildHouse, type House } from './house';
import { listen } from './listen';
import { checkManifest } from './needs';
import { startAnnouncing } from './outsiders';
import { overview } from './overview';
import { recover } from './recover';
import { checkedEntries, seed } from './seed';
import { lifeNumber, visitOpener, windowsFor } from './visits';
import { addWatcher, startWatching } from './watch';

/** What the engine is started with. */
export interface EngineOptions {
  /** The services, as entries: data, each by its own id. Those without variables are in use from the start. */
  readonly services: readonly Template[];
  /** The apps that you registered at services, by the services' ids. What ships with an extension is no secret to its users. */
  readonly apps?: Readonly<Record<string, AppRegistration>>;
  /** Asks the user whether a content script may use an account. Without it, every question is refused. */
  readonly consent?: Consent;
}

/**
 * Starts the engine. Call it at the top level of the background's script, once, before anything is awaited: it registers every listener
 * before it returns, so that whatever wakes the background finds it.
 * @throws CountersignError `invalid_input` naming the field of an entry that is wrong
 * @throws Error naming what the manifest lacks
 */
export function startEngine({ services, apps = {}, consent = () => 'refuse' }: EngineOptions): Engine {
  checkManifest(browser.runtime.getManifest(), sendsJson());
  const entries = checkedEntries(services);
  const life = lifeNumber();
  const house = buildHouse({
    catalogue: async () => ({ services: entries }),
    windows: windowsFor(life, windows),
    seesRedirects: false,
    doors: {
      tellTabs: false,
      mayKnow: async (_, caller) => caller.kind === 'site' && seeded.then(() => true),
      asked: (id) => putQuestion(id),
    },
  });
  const seeded = seed(house, entries, apps).then(() => true);
  seeded.catch(() => undefined); // told to everyone who asks for something
  const own = afterwards(seeded, ownHandlers(house));
  const engine = engineOver(reachIn(house, own));
  const putQuestion = consentDesk(engine, consent);
  const openVisits = visitOpener(house, life);
  const goOn = (): Promise<void> => recover(house, endingPorts(house), async () => openVisits(await overview(house)));
  listen(house, { own, extensions: false, recover: goOn });
  browser.permissions.onAdded.addListener(() => void goOnReached(house));
  startWatching(house, openVisits);
  void goOn();
  return engine;
}

function ownHandlers(house: House): Partial<OwnHandlers> {
  return {
    ...engineHandlers(house, endingPorts(house), startAnnouncing(house)),
    'sites.enable': ({ origin }) => enableSite(house, origin),
  };
}

/** Other extensions have no bridges and no hosts of ours to give back: only the traces are outside of the vault. */
function endingPorts(house: House): EndingPorts {
  return {
    ...house,
    forgetTraces: (accountId) => house.traces.wipe({ accountId }),
    leave: () => house.traces.wipe({}),
  };
}

/** Every call waits until the vault knows the services. */
function afterwards(seeded: Promise<unknown>, handlers: Partial<OwnHandlers>): Partial<OwnHandlers> {
  type Handler = (input: unknown, page: number | undefined) => Promise<unknown>;
  const waiting = Object.entries(handlers).map(([name, handler]) => [
    name,
    async (input: unknown, page: number | undefined) => {
      await seeded;
      return (handler as Handler)(input, page);
    },
  ]);
  return Object.fromEntries(waiting) as Partial<OwnHandlers>;
}

/** The same ways in as those of our pages, inside the worker. */
function reachIn(house: House, own: Partial<OwnHandlers>): Parameters<typeof engineOver>[0] {
  return {
    call: <K extends OwnCall>(name: K, input: OwnInput<K>): Promise<OwnOutput<K>> => {
      const handler = own[name] as (input: OwnInput<K>, page: undefined) => Promise<OwnOutput<K>>;
      return handler(input, undefined);
    },
    watch(listener) {
      const [near, far] = linePair<never, Partial<Overview>>();
      let known: Overview | undefined;
      near.onFrame((news) => {
        known = after(known, news);
        if (known) listener(known);
      });
      addWatcher(house, far);
      return () => near.close();
    },
    fetch(handle, input, init) {
      const open = () => {
        const [near, far] = linePair<FetchUp, FetchDown>();
        serveFetch(far, (call, signal) => signedCall(house, { kind: 'own' }, call, signal));
        return near;
      };
      return fetchOverLine(open, { handle }, input, init);
    },
  };
}

/** The user has granted hosts: the sign-ins that wait for them go on. */
async function goOnReached(house: House): Promise<void> {
  for (const { id, wait } of await house.vault.db.journal.where({ state: 'waiting' }).toArray())
    if (wait?.for === 'reach' && (await house.hosts.granted(wait.origins))) await reached(house, id, true);
}
