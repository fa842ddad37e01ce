/** What a signed call needs from the outside, what goes in and what comes out. */
import type { Ports as AccountPorts } from '../accounts/ports';
import type { Redirect } from './redirects';
import type { Tally } from './tally';
import type { Traces } from './traces';
import type { Turns } from './turns';
import type { WaitingCalls } from './waiting';

export interface Ports extends AccountPorts {
  readonly wire: {
    expect(origin: string): void;
    /** `fetch` that follows no redirect but tells where it leads. */
    send(url: URL, init: RequestInit): Promise<{ readonly response: Response; readonly redirect?: Redirect }>;
  };
  readonly turns: Turns;
  /** Calls that wait for the vault to be opened. */
  readonly waiting: WaitingCalls;
  /** The calls under way, those of our own pages too. */
  readonly calls: Tally;
  /** How the last requests were signed, for the signature lens. */
  readonly traces: Traces;
}

export interface Call {
  readonly handle: string;
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Blob | undefined;
  /** While the vault is locked. `wait` unless told; our own pages never do. */
  readonly whenLocked?: 'wait' | 'fail' | undefined;
}

export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: [string, string][];
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
  /** Where it came from in the end, when the service redirected. */
  readonly url?: string;
  /** Aborts when the right to the answer ends, with the reason. */
  readonly signal: AbortSignal;
  /** To be told when the last byte has been read, or nobody reads any more: the bytes that passed. */
  readonly ended: (bytes: number) => void;
}
