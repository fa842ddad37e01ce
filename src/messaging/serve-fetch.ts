/** A signed call over a line: takes one call frame, sends the answer's head and then its bytes, never more than the reader asked for. */
import * as v from 'valibot';
import { CountersignError, isCoded, toProblem } from '../core/errors';
import { chunkBytes, windowBytes, type CallFrame, type FetchDown, type Line } from './lines';
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
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw isCoded(error) ? error : new CountersignError('network_failed', { about: 'body' });
      });
      if (done) break;
      for (let at = 0; at < value.byteLength; at += chunkBytes) {
        const chunk = value.slice(at, at + chunkBytes);
        if (!(await credit.take(chunk.byteLength))) return;
        line.send({ t: 'data', chunk });
      }
    }
  }
  line.send({ t: 'end' });
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
