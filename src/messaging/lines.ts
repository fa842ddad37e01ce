/** The wire: what travels between a caller and the worker. A line is anything that carries these frames both ways. */
import type { Problem } from '../core/errors';
import type { Access } from '../core/words';

/** One end of a channel. `close` and the other side's end both come out as `onEnd`, at most once. */
export interface Line<Out, In> {
  send(frame: Out): void;
  close(): void;
  onFrame(listener: (frame: In) => void): void;
  onEnd(listener: () => void): void;
}

/** What becomes of a call while the vault is locked: it waits for the user to open it, for a few minutes at most, or fails with `locked`. */
export type WhenLocked = 'wait' | 'fail';

/** A signed request, first frame on a line named `fetch`. `handle` is a permit's handle; our own pages name the account's id. */
export interface CallFrame {
  readonly t: 'call';
  readonly handle: string;
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Blob;
  /** `wait` unless told. Calls of our own pages always fail. */
  readonly whenLocked?: WhenLocked | undefined;
}

export type FetchUp =
  | CallFrame
  /** The reader took this many bytes: so many more may be sent. */
  | { readonly t: 'took'; readonly bytes: number }
  /** Keeps the worker awake while an answer is awaited. */
  | { readonly t: 'alive' };

export type FetchDown =
  | {
      readonly t: 'head';
      readonly status: number;
      readonly statusText: string;
      readonly headers: readonly (readonly [string, string])[];
      readonly empty: boolean;
      /** Where the answer came from in the end, when the service redirected. */
      readonly url?: string;
      /** The whole of a short body; nothing follows. */
      readonly whole?: Uint8Array<ArrayBuffer>;
    }
  /** Bytes; a large piece comes as a `Blob`, whose bytes only the reader fetches. */
  | { readonly t: 'data'; readonly chunk: Uint8Array<ArrayBuffer> | Blob }
  | { readonly t: 'end' }
  | { readonly t: 'fail'; readonly problem: Problem };

/** What a site asks for when it wants to use an account. */
export interface Want {
  /** A service's id, its name, or one of its API hosts. */
  readonly service: string;
  /** `read` (the default) covers GET, HEAD and OPTIONS; `change` every method. */
  readonly access?: Access;
  /** The only methods that are wanted, such as `['GET', 'POST']`; in place of `access`. */
  readonly methods?: readonly string[];
  /** Scopes that the account must have, by the service's names. */
  readonly scopes?: readonly string[];
  /** An account beside those that may be used already: asks even if a permit covers the question. */
  readonly another?: boolean;
  /** The user must sign in anew at the service, even if an account is here or a permit covers the question. */
  readonly force?: boolean;
  /** Path patterns such as `/v1/photos*`. */
  readonly paths?: readonly string[];
  /** Shown to the user as the site's own words. */
  readonly reason?: string;
  /** `fail`: while the vault is locked nobody is asked, and calls fail with `locked`. They wait for the user unless told. */
  readonly whenLocked?: WhenLocked;
}

/** A question to the user: for an account, or with a ticket for the question that was prepared, or for a new sign-in with the account of a handle. */
export type Asking = { readonly id: string; readonly activated: boolean } & (
  | { readonly want: Want }
  | { readonly ticket: string }
  | { readonly again: string; readonly force?: boolean }
);

/** What happens in the page once a ticket has led to an account. */
export interface WhenDone {
  /** An origin or URL of the page's own, to which it goes. */
  readonly targetOrigin?: string;
  /** What its window is sent by `postMessage` instead, as it stands. */
  readonly callbackMessage?: string;
}

/** Frames on a line named `ask`: one question each. */
export type AskUp =
  | { readonly t: 'hello' }
  /** `id` is the asker's own: the same question after a lost line is the same question. */
  | ({ readonly t: 'connect' } & Asking)
  /** A ticket for a question that will be asked later, from a click. */
  | { readonly t: 'request'; readonly want: Want & WhenDone }
  | { readonly t: 'permits' }
  | { readonly t: 'release'; readonly handle: string }
  | { readonly t: 'alive' };

export type AskDown = { readonly t: 'done'; readonly value: unknown } | { readonly t: 'fail'; readonly problem: Problem };

/** Bytes that may be under way to a reader that has not taken them yet. */
export const windowBytes = 8 * 1024 * 1024;
/** Bytes in one data frame at most, when it carries the bytes themselves. */
export const chunkBytes = 256 * 1024;
/** Bytes gathered into one `Blob` frame once a body has turned out to be large: twice as fast as frames of bytes (`npm run bench`). */
export const blobBytes = 4 * 1024 * 1024;
/** How often a waiting caller keeps the worker awake, in milliseconds; the browser ends an idle worker after 30 s. */
export const aliveEvery = 20_000;
