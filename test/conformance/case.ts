/** What a conformance case is made of: the answer that it wants from the double, the tools that it gets, and what it gives back. */

/** How the double answers one request. It travels in the request's path, so that each case stands in one place. */
export interface Answer {
  /** 200 unless said otherwise. */
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: readonly (readonly [string, string])[];
  /** So many headers more, each of so many bytes. */
  readonly long?: { readonly count: number; readonly length: number };
  /** Sent as UTF-8. */
  readonly body?: string;
  /** The body as byte values, where no text says it. */
  readonly bytes?: readonly number[];
  /** Compresses the body and says so. */
  readonly encoding?: 'gzip' | 'deflate' | 'br';
  /** The body in pieces, with so many milliseconds between two. */
  readonly pieces?: { readonly texts: readonly string[]; readonly gap: number };
  /** A body of so many bytes, each its own index modulo 251. */
  readonly size?: number;
  /** What ends the answer: the whole body, a reset connection, or nothing at all. */
  readonly end?: 'whole' | 'reset' | 'hang';
  /** Instead of an answer: the connection is reset, or nothing ever comes. */
  readonly instead?: 'reset' | 'hang';
  /** Milliseconds before the head. */
  readonly delay?: number;
  /** Sends 103 Early Hints first. */
  readonly hints?: boolean;
  /** Redirects (with `status`, else 302) to itself with one hop less, until none is left. */
  readonly hops?: number;
  /** Serves a file of 100 bytes with an entity tag, and ranges of it. */
  readonly file?: boolean;
  /** Answers with these request headers as JSON; absent ones are null. */
  readonly tell?: readonly string[];
  /** These bytes (Latin-1) instead of an HTTP answer; the connection ends after them. */
  readonly raw?: string;
}

/** The double's own origins: two API hosts of the account, one more where nobody listens, and a host that is none. */
export interface Hosts {
  readonly double: string;
  readonly sibling: string;
  readonly dead: string;
  readonly foreign: string;
}

/** Which `fetch` a case is run with: a page's own, `account.fetch` of a page; a content script's own, `account.fetch` of a content script. */
export type Way = 'plain' | 'page' | 'plainScript' | 'script';

export interface Tools {
  readonly fetch: typeof fetch;
  /** The URL that is answered so. `rest` is the path (and query) after the double's own part. */
  url(answer?: Answer, rest?: string, host?: keyof Hosts): string;
  /** Everything that a page can see of an answer, with its body as text; or how it failed. */
  tell(work: Response | Promise<Response>): Promise<Record<string, unknown>>;
  /** How a promise failed; `worked` when it did not. */
  failure(work: () => unknown, reason?: unknown): Promise<unknown>;
  /** A text without what is different in each run: the origin and the case's own path. */
  plain(text: string): string;
}

/** Returns plain data. A name that ends with `(unseen)`: whether or in which order requests arrive is a race, so the double is not asked. */
export type Case = (t: Tools) => unknown;
export type Cases = Readonly<Record<string, Case>>;

/** One request as the double saw it, without what the page has no say in. */
export interface Seen {
  readonly host: keyof Hosts;
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly length: number; readonly sha256: string };
  /** The client left before the answer was whole. */
  cut?: boolean;
  /** The request came without a token that the service issued. */
  readonly unsigned?: boolean;
}
