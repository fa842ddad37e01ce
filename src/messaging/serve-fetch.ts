/** A signed call over a line: takes one call frame, sends the answer's head and then its bytes, never more than the reader asked for. */
import * as v from 'valibot';
import { CountersignError, isCoded, toProblem } from '../core/errors';
import { blobBytes, chunkBytes, windowBytes, type CallFrame, type FetchDown, type Line } from './lines';
import { fetchUp } from './outside-frames';

/** The answer to a signed call, as far as a line needs to know it. */
export interface LineAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: [string, string][];
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
  /** Where it came from in the end, when the service redirected. */
  readonly url?: string;
}

/**
 * Serves the one call of a line. The line's end aborts it.
 * @param make makes the call; what it throws is told to the caller
 */
export function serveFetch(
  line: Line<FetchDown, unknown>,
  make: (call: CallFrame, signal: AbortSignal) => Promise<LineAnswer>,
): void {
  const aborter = new AbortController();
  const credit = new Credit(windowBytes);
  let called = false;
  line.onEnd(() => {
    aborter.abort();
    credit.end();
  });
  const serve = async (call: CallFrame | undefined): Promise<void> => {
    if (!call) throw new CountersignError('invalid_message', { about: 'frame' });
    await stream(line, await make(call, aborter.signal), credit, aborter.signal);
  };
  line.onFrame((frame) => {
    const parsed = v.safeParse(fetchUp, frame);
    const up = parsed.success ? parsed.output : undefined;
    if (up?.t === 'took') credit.add(up.bytes);
    if (called || up?.t === 'took' || up?.t === 'alive') return;
    called = true;
    void serve(up).catch((error: unknown) => refuse(line, error));
  });
}

function refuse(line: Line<FetchDown, unknown>, error: unknown): void {
  line.send({ t: 'fail', problem: toProblem(error) });
}

async function stream(line: Line<FetchDown, unknown>, answer: LineAnswer, credit: Credit, signal: AbortSignal): Promise<void> {
  const { status, statusText, headers, body, url } = answer;
  line.send({ t: 'head', status, statusText, headers, empty: body === null, ...(url !== undefined && { url }) });
  const reader = body?.getReader();
  signal.addEventListener('abort', () => void reader?.cancel().catch(() => undefined));
  if (reader) {
    for await (const pieces of gathered(reader)) if (!(await sendPieces(line, pieces, credit))) return;
  }
  line.send({ t: 'end' });
}

/** @returns whether the line is still there */
async function sendPieces(line: Line<FetchDown, unknown>, pieces: readonly Piece[], credit: Credit): Promise<boolean> {
  const large = pieces.length > 1 && new Blob([...pieces]);
  if (large && large.size >= leastBlob) {
    if (!(await credit.take(large.size))) return false;
    line.send({ t: 'data', chunk: large });
    return true;
  }
  for (const piece of pieces) {
    for (let at = 0; at < piece.byteLength; at += chunkBytes) {
      const chunk = piece.slice(at, at + chunkBytes);
      if (!(await credit.take(chunk.byteLength))) return false;
      line.send({ t: 'data', chunk });
    }
  }
  return true;
}

type Piece = Uint8Array<ArrayBuffer>;

/** A body of which so much has passed is a large one: from here on its pieces are gathered. */
const largeBody = 1024 * 1024;
/** Less than this is not worth a Blob. */
const leastBlob = 1024 * 1024;
/** How long gathered pieces may wait for more, in milliseconds. */
const patience = 10;

/** A body's pieces, one by one at first; those of a large body together, as long as they keep coming. */
async function* gathered(reader: ReadableStreamDefaultReader<Piece>): AsyncGenerator<Piece[]> {
  let pieces: Piece[] = [];
  let size = 0;
  let passed = 0;
  const flush = (): Piece[] => {
    const out = pieces;
    pieces = [];
    size = 0;
    return out;
  };
  for (;;) {
    const next = reader.read().catch((error: unknown) => {
      throw isCoded(error) ? error : new CountersignError('network_failed', { about: 'body' });
    });
    if (size > 0 && !(await isSoon(next))) yield flush();
    const { done, value } = await next;
    if (done) break;
    pieces.push(value);
    size += value.byteLength;
    passed += value.byteLength;
    if (passed < largeBody || size >= blobBytes) yield flush();
  }
  if (size > 0) yield flush();
}

/** Whether a promise settles before the reader should get what there is. */
function isSoon(promise: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patience);
    const soon = (): void => {
      clearTimeout(timer);
      resolve(true);
    };
    promise.then(soon, soon);
  });
}

/** How many bytes may still be sent before the reader takes some. */
class Credit {
  #bytes: number;
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  add(bytes: number): void {
    this.#bytes = Math.min(this.#bytes + bytes, windowBytes);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** Waits until so many bytes may be sent. @returns false when the line has ended */
  async take(bytes: number): Promise<boolean> {
    while (this.#bytes < bytes && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#bytes -= bytes;
    return !this.#ended;
  }
}
