/** The caller's side of a signed call: a `fetch` whose request goes out as frames and whose `Response` comes back as a stream. */
import { CodedError } from '../core/problem';
import { isStopped, workerStopped } from './worker-stopped';
import { aliveEvery, type CallFrame, type FetchDown, type FetchUp, type Line } from './lines';

export type OpenLine = () => Line<FetchUp, FetchDown>;

/** Statuses whose responses have no body, as `Response` wants it. */
const bodiless = new Set([101, 103, 204, 205, 304]);
/** Options that would ask the browser for something a signed call does not do: refused, never ignored. */
const fixed = {
  credentials: ['omit', 'same-origin'],
  mode: ['cors', 'same-origin'],
  cache: ['default', 'no-store'],
  redirect: ['follow'],
} as const;

/**
 * `fetch` with an account's signature.
 * @param open opens a line to the worker
 * @param account `handle`: the permit's handle, or for our own pages the account's id; and what its calls do while the vault is locked
 * @throws CountersignError `worker_stopped` when the worker ended during a call that is not safe to repeat; any code of the gateway
 * @throws DOMException `AbortError` (or the signal's reason) when aborted, as `fetch` does
 */
export async function fetchOverLine(
  open: OpenLine,
  account: Pick<CallFrame, 'handle' | 'whenLocked'>,
  input: string | URL | Request,
  init: RequestInit = {},
): Promise<Response> {
  const request = new Request(input, init);
  refuseOptions(request);
  const { signal, method, url } = request;
  signal.throwIfAborted();
  const body = method === 'GET' || method === 'HEAD' ? undefined : await request.blob();
  signal.throwIfAborted(); // it may have been aborted while the body was read
  const call: FetchUp = {
    t: 'call',
    ...account,
    url,
    method,
    headers: [...request.headers],
    ...(body && body.size > 0 && { body }),
  };
  const safe = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  try {
    return await once(open, call, signal);
  } catch (error) {
    // A worker that was stopped is woken by the next line; what only reads is asked again, once.
    if (safe && isStopped(error)) return once(open, call, signal);
    throw error;
  }
}

/** Looks at the finished request: its options may come from `init` or from a `Request` that was passed in. */
function refuseOptions(request: Request): void {
  for (const [name, allowed] of Object.entries(fixed)) {
    const value = request[name as keyof typeof fixed];
    if (!(allowed as readonly string[]).includes(value)) throw optionRefused(`${name}: ${value}`);
  }
  if (request.integrity) throw optionRefused('integrity');
}

const optionRefused = (about: string): CodedError =>
  new CodedError({ code: 'option_not_supported', message: `An option of fetch is not supported. (${about})`, about });

/** One try: resolves with the head, goes on feeding the body. */
function once(open: OpenLine, call: Extract<FetchUp, { t: 'call' }>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const line = open();
    const alive = setInterval(() => line.send({ t: 'alive' }), aliveEvery);
    let over = false;
    let whenWhole = (): void => undefined;
    const finish = (error?: unknown): void => {
      if (over) return; // closing the line below tells us of its end
      over = true;
      clearInterval(alive);
      signal.removeEventListener('abort', abort);
      line.close();
      body.end(error);
      if (error === undefined) whenWhole();
      else reject(error);
    };
    const abort = (): void => finish(signal.reason);
    const body = bodyOver(line, () => finish());
    signal.addEventListener('abort', abort);
    line.onEnd(() => finish(workerStopped()));
    line.onFrame((frame) => {
      if (frame.t === 'data') body.push(frame.chunk);
      else if (frame.t === 'end') finish();
      else if (frame.t === 'fail') finish(new CodedError(frame.problem));
      else {
        const answer = (): void => resolve(responseOf(frame, body, call.url));
        if (body.streams || frame.whole) answer();
        else whenWhole = answer;
        if (frame.whole) finish();
      }
    });
    line.send(call);
  });
}

/** A content script of Firefox can't make a stream: its own objects are closed to the page's `ReadableStream`, which it uses. */
function canStream(): boolean {
  try {
    return Boolean(new ReadableStream({ type: 'bytes' }));
  } catch {
    return false;
  }
}

/**
 * A body fed from a line: for each chunk that the reader takes, the worker is told that it may send as much again. Where there are no
 * streams, every chunk is taken at once, and the body is there when it is whole.
 */
function bodyOver(line: Line<FetchUp, FetchDown>, onCancel: () => void) {
  const queue: (Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>)[] = [];
  let ended: { readonly error: unknown } | undefined;
  let wake: (() => void) | undefined;
  const kept: BlobPart[] = [];
  const make = (): ReadableStream<Uint8Array<ArrayBuffer>> =>
    new ReadableStream(
      {
        type: 'bytes', // as fetch has it: a reader may bring its own buffer
        async pull(controller) {
          while (queue.length === 0 && !ended) await new Promise<void>((resolve) => (wake = resolve));
          const chunk = queue.shift();
          if (chunk) {
            const bytes = await chunk;
            line.send({ t: 'took', bytes: bytes.byteLength });
            controller.enqueue(bytes);
          } else if (ended?.error !== undefined) controller.error(ended.error);
          else {
            controller.close();
            controller.byobRequest?.respond(0);
          }
        },
        cancel: onCancel,
      },
      { highWaterMark: 0 },
    );
  const stream = canStream() ? make() : undefined;
  return {
    streams: stream !== undefined,
    body: (): BodyInit => stream ?? new Blob(kept),
    broke: () => (ended?.error === undefined ? undefined : ended),
    push(chunk: Uint8Array<ArrayBuffer> | Blob): void {
      if (!stream) {
        line.send({ t: 'took', bytes: chunk instanceof Blob ? chunk.size : chunk.byteLength });
        return void kept.push(chunk);
      }
      queue.push(chunk instanceof Blob ? bytesOf(chunk) : chunk); // fetched while earlier ones are read
      wake?.();
    },
    /** The first end counts; an error drops what was not read yet, as it does with `fetch`. */
    end(error?: unknown): void {
      if (ended) return;
      ended = { error };
      if (error !== undefined) queue.length = 0;
      wake?.();
    },
  };
}

function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = blob.arrayBuffer().then((buffer) => new Uint8Array(buffer));
  bytes.catch(() => undefined); // told to who reads it
  return bytes;
}

/** What the browser would know about an answer, and `Response`'s constructor cannot be told. */
interface Told {
  readonly url: string;
  readonly redirected: boolean;
  readonly status: number;
  /** How the body broke off; absent while it has not. */
  readonly broke: () => { readonly error: unknown } | undefined;
}

const whole = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const;

/** A real `Response`, in what `fetch` gives no different from its own. */
function responseOf(head: Extract<FetchDown, { t: 'head' }>, body: ReturnType<typeof bodyOver>, url: string): Response {
  const { status, statusText } = head;
  const response = new Response(head.empty || bodiless.has(status) ? null : (head.whole ?? body.body()), {
    status: status <= 599 ? status : 500, // the constructor knows no others; servers do
    statusText,
    headers: head.headers.map(([name, value]): [string, string] => [name, value]),
  });
  const from = head.url ?? url.replace(/#.*$/, '');
  return tell(response, { url: from, redirected: head.url !== undefined, status, broke: body.broke });
}

function tell(response: Response, told: Told): Response {
  const values: Record<string, unknown> = {
    url: told.url,
    redirected: told.redirected,
    status: told.status,
    type: 'cors',
    clone: () => tell(Response.prototype.clone.call(response), told),
  };
  for (const name of whole) values[name] = () => readWhole(response, name, told);
  for (const [name, value] of Object.entries(values)) Object.defineProperty(response, name, { value });
  return response;
}

/** Chromium hides the reason for which a body made by a script broke off; `fetch` says it. */
async function readWhole(response: Response, name: (typeof whole)[number], { broke }: Told): Promise<unknown> {
  const usable = !response.bodyUsed && response.body?.locked !== true;
  try {
    return (await Response.prototype[name].call(response)) as unknown;
  } catch (error) {
    const reason = usable ? broke() : undefined;
    throw reason ? reason.error : error;
  }
}
