/**
 * What a page may call: `connect()` asks the user for the use of an account, `account.fetch()` is `fetch` with its signature.
 * The page holds a handle and never a secret.
 */
import { CountersignError } from '../core/errors';
import type { Given } from '../core/words';
import { askOverLine } from '../messaging/ask-over-line';
import { channelLine, readyEvent, type Opening } from '../messaging/channel-line';
import { fetchOverLine } from '../messaging/fetch-over-line';
import type { Line, Want } from '../messaging/lines';

export { CountersignError };
export type { Given, Want };

/** An account that the user lets this page use. */
export interface Account extends Given {
  /**
   * `fetch`, signed by the account. Takes what `fetch` takes; the URL must lie on the service's API hosts.
   * @throws CountersignError with a `code`; `DOMException` when aborted
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Gives the permit back: the handle is dead from then on. */
  release(): Promise<void>;
}

export interface Countersign {
  /**
   * Asks the user for the use of an account. Call it from a click: without the user's own action it is refused, unless a permit covers it already.
   * @throws CountersignError `refused`, `not_now`, `no_activation`, `silenced`, `unknown_service`, `not_available`
   */
  connect(want: Want): Promise<Account>;
  /** The accounts that this page may use already, without asking. */
  accounts(): Promise<Account[]>;
  /** Whether Countersign is here and enabled for this site. A site that is not enabled cannot tell the two apart. */
  available(): Promise<boolean>;
  /** Hears when the user enables Countersign on this page. @returns ends it */
  onReady(listener: () => void): () => void;
}

/** How long the bridge may take to answer, in milliseconds. Nobody answers where the site is not enabled. */
const patience = 1500;

/** Countersign for a page, through the bridge that the user enabled for its site. */
export function countersign(): Countersign {
  return clientOver(openChannel);
}

/** The same for any way to reach the worker. */
export function clientOver(open: <Up, Down>(name: Opening['countersign']) => Line<Up, Down>): Countersign {
  const isThere = async (): Promise<boolean> => {
    const answer = askOverLine(() => open('ask'), { t: 'hello' }).then(
      () => true,
      () => false,
    );
    const silence = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patience));
    return Promise.race([answer, silence]);
  };
  const ask = async <T>(frame: Parameters<typeof askOverLine>[1]): Promise<T> => {
    if (!(await isThere())) throw new CountersignError('not_available');
    return askOverLine<T>(() => open('ask'), frame);
  };
  /** A line that ends without an answer: the worker was stopped, or the user has turned this site off. */
  const orNotAvailable = async (error: unknown): Promise<never> => {
    const stopped = error instanceof CountersignError && error.code === 'worker_stopped';
    throw stopped && !(await isThere()) ? new CountersignError('not_available') : error;
  };
  const account = (given: Given): Account => ({
    ...given,
    fetch: (input, init) => fetchOverLine(() => open('fetch'), given.handle, input, init).catch(orNotAvailable),
    release: () => ask<void>({ t: 'release', handle: given.handle }),
  });
  return {
    connect: async (want) => {
      // A page's word on this is overwritten by the bridge; that of a content script of ours is not.
      const { isActive: activated } = navigator.userActivation;
      return account(await ask<Given>({ t: 'connect', id: crypto.randomUUID(), want, activated }));
    },
    accounts: async () => (await ask<Given[]>({ t: 'permits' })).map(account),
    available: isThere,
    onReady(listener) {
      addEventListener(readyEvent, listener);
      return () => removeEventListener(readyEvent, listener);
    },
  };
}

function openChannel<Up, Down>(name: Opening['countersign']): Line<Up, Down> {
  const { port1, port2 } = new MessageChannel();
  const opening: Opening = { countersign: name };
  window.postMessage(opening, location.origin, [port2]);
  return channelLine<Up, Down>(port1);
}
