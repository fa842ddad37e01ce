/** The client over any way to reach the worker: who is there, who may do what, and the calls themselves. */
import { CodedError } from '../core/problem';
import type { Given } from '../core/words';
import { askOverLine } from '../messaging/ask-over-line';
import { readyEvent } from '../messaging/channel-line';
import { fetchOverLine } from '../messaging/fetch-over-line';
import type { Asking, Want, WhenDone, WhenLocked } from '../messaging/lines';
import { trunkOver, type Channel } from '../messaging/trunk';
import { isStopped } from '../messaging/worker-stopped';

/** An account that the user lets this page use, by its handle. */
export interface Account {
  /** Stands for the account here, as long as the permit lasts. May be stored; means nothing to anyone else. */
  readonly handle: string;
  /**
   * `fetch`, signed by the account. Takes what `fetch` takes; the URL must lie on the service's API hosts.
   * @throws CountersignError with a `code`; `DOMException` when aborted
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /**
   * Asks the user to sign in again at the service as the same person: after `needs_sign_in`. Call it from a click. This handle, and every
   * other, stays good.
   * @param how `force`: the service lets the user prove anew who they are, where it can
   * @throws CountersignError `refused`, `not_now`, `no_permit`, `permit_ended`, `no_activation`, `silenced`, `prompt_open`
   */
  signInAgain(how?: { readonly force?: boolean }): Promise<void>;
  /** Gives the permit back: the handle is dead from then on. */
  release(): Promise<void>;
}

/** How an account's calls behave. */
export interface How {
  /** While the user's vault is locked: calls wait until it is opened, five minutes at most, or fail with `locked`. `wait` unless told. */
  readonly whenLocked?: WhenLocked;
}

/** Stands for a question that is asked later. */
export interface Ticket {
  readonly ticket: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface Countersign {
  /**
   * Asks the user for the use of an account. Call it from a click: without the user's own action it is refused, unless a permit covers it already.
   * @throws CountersignError `refused`, `not_now`, `no_activation`, `silenced`, `prompt_open`, `unknown_service`,
   *   `service_not_set_up`, `service_ambiguous`, `not_available`; `locked` with `whenLocked: 'fail'`
   */
  connect(want: Want): Promise<Account & Given>;
  /**
   * Asks for an account that this page does not use yet, where the user may also sign in to a new one. With `force`, the user signs in
   * anew at the service, perhaps as the person whose account is used already: its handle stays good.
   * The handle may be stored and used again in a later session, if the user lets the permit last.
   * @param want what {@link connect} takes, or only the service
   * @throws CountersignError as {@link connect} does
   */
  signIn(want: Want | string): Promise<Account & Given>;
  /**
   * Prepares a question that the user will be asked later, by {@link Countersign.openSignIn}. Nobody is asked now, and nothing is told
   * about what is here.
   * @returns the ticket: good once, for this page's origin, until `expiresAt` (milliseconds since 1970), which is five minutes from now
   * @throws CountersignError `invalid_input` for a `targetOrigin` that is not this page's own, `busy` with 20 tickets unused
   */
  requestSignIn(want: Want & WhenDone): Promise<Ticket>;
  /**
   * Asks the question of a ticket, as {@link connect} does: call it from a click. Then the page goes to its `targetOrigin`, or its window is
   * sent its `callbackMessage`.
   * @throws CountersignError `ticket_invalid`, `ticket_used`, `ticket_expired`; as {@link connect} does. The ticket stays good after
   *   `no_activation`, `prompt_open`, `silenced`, `busy` and `locked`
   */
  openSignIn(ticket: string, how?: How): Promise<Account & Given>;
  /** The account behind a handle that was kept. Whether it still holds shows with the first call: `no_permit`, `permit_ended`. */
  account(handle: string, how?: How): Account;
  /** The accounts that this page may use already, without asking. @throws CountersignError `not_available` */
  accounts(how?: How): Promise<(Account & Given)[]>;
  /** The same as plain data: what is allowed, and until when. @throws CountersignError `not_available` */
  permits(): Promise<Given[]>;
  /** Whether Countersign is here and enabled for this site. A site that is not enabled cannot tell the two apart. */
  available(): Promise<boolean>;
  /** Hears when what this page may do has changed, and when the user enables Countersign here: ask anew. @returns ends it */
  on(event: 'change', listener: () => void): () => void;
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** How long the bridge may take to answer, in milliseconds; a sleeping worker has to start. Nobody answers where the site is not enabled. */
const patience = 3000;

/** @param open opens a channel to the worker */
export function clientOver(open: () => Channel): Countersign {
  const listeners = new Set<() => void>();
  const announce = (): void => {
    for (const listener of listeners) listener();
  };
  /** Whether the channel in use was answered; a new channel has to find out anew. */
  let there: Promise<boolean> | undefined;
  let answered = false;
  const trunk = trunkOver(() => {
    const channel = open();
    channel.onEnd(() => (there = undefined));
    return channel;
  }, announce);
  const restart = (): void => {
    there = undefined;
    trunk.reset();
    announce();
  };
  // Readiness comes when the user enables the site or the extension comes back: what was opened before may lead nowhere.
  globalThis.addEventListener?.(readyEvent, restart);
  globalThis.addEventListener?.('pageshow', (event) => event.persisted && restart());

  const hello = async (): Promise<boolean> => {
    const answer = askOverLine(() => trunk.line('ask'), { t: 'hello' }).then(
      () => true,
      () => false,
    );
    const silence = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patience));
    const here = await Promise.race([answer, silence]);
    if (here) answered = true;
    else {
      there = undefined;
      trunk.reset(); // it may lead to a bridge that stays silent for ever
    }
    return here;
  };
  const available = (): Promise<boolean> => (there ??= hello());
  /** Who was answered once need not wait for it again: a silent channel ends, and what is on it with it. */
  const ready = async (): Promise<void> => {
    const answer = available();
    if (!answered && !(await answer)) throw notAvailable();
  };
  const ask = async <T>(frame: Parameters<typeof askOverLine>[1]): Promise<T> => {
    await ready();
    return askOverLine<T>(() => trunk.line('ask'), frame);
  };
  /** A line that ends without an answer: the worker was stopped, or the user has turned this site off. */
  const orNotAvailable = async (error: unknown): Promise<never> => {
    if (!isStopped(error)) throw error;
    there = undefined;
    throw (await available()) ? error : notAvailable();
  };
  /** Puts a question to the user. */
  const put = async <T>(what: DistributiveOmit<Asking, 'id' | 'activated'>): Promise<T> => {
    // A page's word on this is overwritten by the bridge; that of a content script of ours is not.
    const activated = navigator.userActivation?.isActive ?? false;
    return ask<T>({ t: 'connect', id: crypto.randomUUID(), ...what, activated });
  };
  const account = (handle: string, { whenLocked }: How = {}): Account => ({
    handle,
    fetch: async (input, init) => {
      const request = new Request(input, init); // at once: what the caller does to its body later does not count
      await ready();
      return fetchOverLine(() => trunk.line('fetch'), { handle, whenLocked }, request).catch(orNotAvailable);
    },
    signInAgain: async ({ force } = {}) => void (await put({ again: handle, ...(force && { force }) })),
    release: () => ask<void>({ t: 'release', handle }),
  });
  const full = (given: Given, how?: How): Account & Given => ({ ...given, ...account(given.handle, how) });
  const connect = async (want: Want): Promise<Account & Given> => full(await put<Given>({ want }), want);
  const permits = (): Promise<Given[]> => ask<Given[]>({ t: 'permits' });
  return {
    connect,
    signIn: (want) => {
      const wanted = typeof want === 'string' ? { service: want } : want;
      return connect({ another: !wanted.force, ...wanted }); // who signs in anew may be the same person
    },
    requestSignIn: (want) => ask({ t: 'request', want }),
    async openSignIn(ticket, how) {
      const { given, say, go } = await put<{ given: Given; say?: string; go?: string }>({ ticket });
      if (go) location.assign(go);
      else if (say) window.postMessage(say, location.origin);
      return full(given, how);
    },
    account,
    accounts: async (how) => (await permits()).map((given) => full(given, how)),
    permits,
    available,
    on(_, listener) {
      listeners.add(listener);
      void available(); // announcements come over a channel that was answered
      return () => listeners.delete(listener);
    },
  };
}

export const notAvailable = (): CodedError =>
  new CodedError({ code: 'not_available', message: 'Countersign is not here, or not enabled for this site.' });
