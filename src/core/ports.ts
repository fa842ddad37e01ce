/** The ports through which the world reaches the engine, so that it runs in any worker and under any clock. */
import type { Catalogue } from './catalogue';

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

export interface Random {
  /** @param length number of bytes */
  bytes(length: number): Uint8Array<ArrayBuffer>;
}

export type Fetch = (url: string | URL, init: RequestInit) => Promise<Response>;

/** Reads the packaged catalogue, each time anew: it is large and seldom needed, so nobody keeps it. */
export type ReadCatalogue = () => Promise<Catalogue>;

/** Plain data in the browser's memory or storage, under one name. */
export interface Memory<T> {
  read(): Promise<T>;
  write(value: T): Promise<void>;
}

/** Which hosts the browser lets us reach. */
export interface Hosts {
  granted(origins: readonly string[]): Promise<boolean>;
}

export const systemClock: Clock = { now: () => Date.now() };
export const systemRandom: Random = { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) };

/** The browser's tabs and windows, as far as a sign-in needs them. */
export interface Windows {
  tabExists(tabId: number): Promise<boolean>;
  closeTab(tabId: number): Promise<void>;
  focus(windowId: number): Promise<void>;
  /** Brings a tab to the front, with its window; nothing where it has gone. */
  showTab(tabId: number): Promise<void>;
  /** Opens the consent window for a question. @returns its window id */
  openAsk(askId: string): Promise<number>;
}

/** Whether somebody is at the computer. `locked`: the computer itself is locked, where the browser tells of it. */
export type Presence = 'active' | 'idle' | 'locked';

export interface Idleness {
  /** @param seconds without any input from which on it counts as idle */
  state(seconds: number): Promise<Presence>;
  /** Hears of changes from now on. @param seconds as for {@link state} */
  listen(seconds: number): void;
  /** Hears of no more changes, so that they do not wake the worker. */
  deafen(): void;
}

/** A service's answer that is led to this browser's own redirect URL. */
export interface Lead {
  /** Where the service sends it: exactly this page, whatever its parameters. */
  readonly from: string;
  /** Only an answer that carries this as the value of a parameter. */
  readonly carrying: string;
  /** Only in this tab, once it is known. */
  readonly tabId?: number;
}

export interface Redirects {
  /** Leads these, and nothing else any more. */
  lead(leads: readonly Lead[]): Promise<void>;
}
