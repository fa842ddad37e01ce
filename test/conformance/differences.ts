/** Where `account.fetch` is not `fetch`, and why. Whatever is not listed here must be the same, and whatever is must differ. */

export interface Reason {
  /** What `fetch` does, in one sentence; Markdown. */
  readonly fetch: string;
  readonly account: string;
  readonly why: string;
  /** The code with which these cases fail, where they all fail with the same. */
  readonly code?: string;
}

/** By a short name; they stand in docs/client.md in this order. */
export const reasons = {
  coded: {
    fetch: 'What fails in the network is a `TypeError`',
    account: 'A `CountersignError` with a literal `code`, also in the middle of a body',
    why: 'A program can tell `network_failed` from `no_permit`, and a person can be told what to do',
  },
  hosts: {
    fetch: 'Goes to every URL: relative, `data:`, `blob:`, any host',
    account: 'Only to the account’s API hosts: `outside_api_hosts`',
    why: 'Nothing else may receive the account’s signature',
    code: 'outside_api_hosts',
  },
  out: {
    fetch: 'Follows a redirect wherever it leads',
    account: 'Inside the API hosts, signed anew; one that leads out ends as `redirect_refused`',
    why: 'The same',
    code: 'redirect_refused',
  },
  location: {
    fetch: 'Gives a redirect without a `Location` to the page',
    account: '`redirect_refused`',
    why: 'Browsers keep such answers from scripts, also from ours',
    code: 'redirect_refused',
  },
  authorization: {
    fetch: 'Sends the page’s `Authorization`',
    account: 'Sends the account’s in its place',
    why: 'That is what it is for; placeholders of SDKs do no harm',
  },
  names: {
    fetch: 'Sends every header that is not forbidden to scripts',
    account:
      'Those that APIs take (`accept`, `content-*`, `if-*`, `range` …) and those of the service’s entry; others fail as `header_not_allowed`',
    why: 'A header can change for whom or from where a request seems to come',
    code: 'header_not_allowed',
  },
  limits: {
    fetch: 'Sends what fits into the server',
    account: 'At most 100 headers of 16,000 characters each, and URLs of 64,000 characters: `invalid_message`',
    why: 'The worker checks all that callers send; servers take less than that',
    code: 'invalid_message',
  },
  method: {
    fetch: 'Sends `patch` in lower case, which servers refuse',
    account: 'Sends `PATCH`',
    why: 'Permits name methods; one spelling is one method',
  },
  upload: {
    fetch: 'Fails with a stream as request body over HTTP/1.1',
    account: 'Reads it to its end into a Blob (as large as the browser’s Blob storage allows), then sends it',
    why: 'A request may have to be sent twice: after a renewal, after a redirect',
  },
  options: {
    fetch: '`credentials: include`, `mode: no-cors`, `cache`, `integrity`, `redirect: manual` and `error`',
    account: '`option_not_supported`',
    why: 'Requests go out without cookies and cache; an option that would do nothing is refused, not ignored',
    code: 'option_not_supported',
  },
  origin: {
    fetch: 'Obeys `mode: same-origin`',
    account: 'Takes it and sends',
    why: 'The worker sends, so no call is one to another origin; no CORS, no preflight',
  },
  browser: {
    fetch:
      'Names the page in `Referer` and `Sec-Fetch-Site`, may be answered from the cache, and sends the page’s `Cache-Control`',
    account: 'No referrer, always from the service (`Cache-Control: no-cache`, whatever the page says)',
    why: 'What one account may see is not for the next one, nor the page’s address for the service',
  },
  empty: {
    fetch: 'Chromium gives 204, 205 and 304 an empty `body`',
    account: '`body` is `null`',
    why: 'So the standard says',
  },
  mutable: {
    fetch: 'The answer’s `headers` cannot be changed',
    account: 'They can, and only the page sees it',
    why: 'Scripts cannot make a `Response` with fixed headers',
  },
} as const satisfies Readonly<Record<string, Reason>>;

export type ReasonName = keyof typeof reasons;

/** By a case's name, where its records differ: what the page saw (`page`), and the request that the double saw (`double.0`). */
type Listed = Readonly<Record<string, readonly string[]>>;

const whole = ['double.0', 'page'];

export const differences: Readonly<Record<ReasonName, Listed>> = {
  coded: {
    'redirect: an unreadable Location': ['page.error'],
    'redirect: a Location of another scheme': ['page.error'],
    'redirect: a Location with credentials': ['page.error'],
    'redirect: a chain of 21': ['page.error'],
    'redirect: an endless chain of POST': ['page.error'],
    'answer: gzip that is none': ['page.text'],
    'answer header: more than the browser takes': ['page.error'],
    'failure: reset before the head': ['page.error'],
    'failure: reset in the body': ['page.text'],
    'failure: reset in the body: what came before is readable': ['page.after'],
    'failure: a body shorter than its length': ['page.text'],
    'failure: a chunked body that is cut': ['page.text'],
    'failure: two lengths': ['page.error'],
    'failure: an empty answer': ['page.error'],
    'failure: a port where nobody listens': ['page.error'],
  },
  hosts: {
    'url: an unknown scheme': ['page.error'],
    'url: data:': ['page'],
    'url: blob:': ['page'],
    'url: file:': ['page.error'],
    'url: about:': ['page.error'],
    'url: a relative URL': ['page'],
    'url: a host that is no API host': whole,
    'option: no arguments': ['page'], // `undefined` is a relative URL
  },
  out: {
    'redirect: to a host that is no API host': ['double.1', 'page'],
    'redirect: POST to a host that is no API host': ['double.1', 'page'],
  },
  location: {
    'redirect: no Location': ['page'],
  },
  authorization: { 'request header: Authorization': ['double.0.headers.authorization'] },
  names: {
    'request header: an unknown name of the service': whole,
  },
  limits: {
    'request header: a value of 20 kB': whole,
    'request header: 150 headers': whole,
    'url: 100 kB long': whole,
  },
  method: { 'method: patch in lower case': whole },
  upload: { 'body: a stream': whole },
  options: {
    'redirect: redirect: manual': whole,
    'redirect: redirect: error': ['double.0', 'page.error'],
    'redirect: redirect: error, without a redirect': whole,
    'option: credentials: include': ['double.0', 'page.error'],
    'option: mode: no-cors': whole,
    'option: cache: reload': whole,
    'option: cache: no-cache': whole,
    'option: cache: force-cache': whole,
    'option: integrity that fits': whole,
    'option: integrity that does not fit': ['double.0', 'page.error'],
  },
  origin: { 'option: mode: same-origin': whole },
  browser: {
    'option: what the browser adds: origin and referrer': ['page.1'],
    'option: what the browser adds: where the request comes from': ['page.headers.content-length', 'page.text'],
    'request header: Cache-Control': ['page.headers.content-length', 'page.text'],
    'option: what the browser adds: the cache’s wish': ['page.headers.content-length', 'page.text'],
  },
  empty: {
    'redirect: 304 with a Location': ['page.hasBody'],
    'answer: 204': ['page.hasBody'],
    'answer: 205': ['page.hasBody'],
    'answer: 304': ['page.hasBody'],
    'answer: 204 of DELETE': ['page.hasBody'],
    'answer: 304 by If-None-Match': ['page.hasBody'],
    'stream: no body, used twice': ['page.1', 'page.2'],
  },
  mutable: { 'answer: headers cannot be changed': ['page.0', 'page.1'] },
};

/** Every difference of every reason. */
export const listed: Listed = Object.fromEntries(Object.values(differences).flatMap((one) => Object.entries(one)));

const { 'body: a stream': _, ...alsoInFirefox } = listed; // Firefox sends one as `account.fetch` does
/** What Firefox's own `fetch` does otherwise than Chromium's, and `account.fetch` not: in place of what is listed above. */
export const listedInFirefox: Listed = {
  ...alsoInFirefox,
  // It sends the page's own `User-Agent`.
  'request header: User-Agent': ['page.headers.content-length', 'page.text'],
  // It reads the bytes of a `Location` in another way.
  'redirect: a Latin-1 Location': ['double.1.target', 'page.url'],
  // Aborted while a body is read, it fails with an `AbortError` of its own in place of the signal's reason.
  'abort: AbortSignal.timeout in the body': ['page'],
  'abort: in the body, while text() waits': ['page.again', 'page.failure.error', 'page.failure.same'],
  'abort: in the body, of a clone too': ['page.0.error', 'page.0.same', 'page.1.error', 'page.1.same'],
  // It takes nothing at all for an answer.
  'failure: an empty answer': ['page'],
  // It tells the service how urgent a request is.
  'option: priority: high': ['double.0.headers.priority'],
};

/** In a content script of Firefox, against its own `fetch`: an answer is whole when it comes, and its body a Blob's. */
export const listedInFirefoxScripts: Listed = {
  ...listedInFirefox,
  // A Blob's stream goes through `for await`, which that of its own `fetch` does not; but it is not piped, and not of its class.
  'stream: by for await': ['page'],
  'stream: leaving a for await': ['page'],
  'stream: by pipeThrough': ['page'],
  // Read at once with its clone, it fails.
  'stream: clone of a body in pieces': ['page'],
  'answer: the classes': ['page.2'],
};

/** The names of the cases that fail with this reason's code. */
export const failing: readonly (readonly [name: string, code: string])[] = Object.entries(reasons).flatMap(
  ([reason, { code }]: [string, Reason]) =>
    code === undefined ? [] : Object.keys(differences[reason as ReasonName]).map((name) => [name, code] as const),
);

/** The table for docs/client.md. */
export function differencesTable(): string {
  const rows = Object.values(reasons).map(({ fetch, account, why }) => `| ${fetch} | ${account} | ${why} |`);
  return ['| `fetch` | `account.fetch` | why |', '| --- | --- | --- |', ...rows].join('\n');
}
