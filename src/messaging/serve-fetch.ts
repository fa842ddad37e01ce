/** A signed call over a line: takes one call frame, sends the answer's head and then its bytes, never more than the reader asked for. */
import * as v from 'valibot';
import { checkpoint } from '../core/checkpoint';
import { CountersignError, toProblem } from '../core/errors';
import { Credit } from './credit';
import { chunkBytes, windowBytes, type CallFrame, type FetchDown, type Line } from './lines';
import { fetchUp } from './outside-frames';
import { BodyReader, sendBody, type Body } from './send-body';

/** The answer to a signed call, as far as a line needs to know it. */
export interface LineAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: [string, string][];
  readonly body: Body | null;
  /** Where it came from in the end, when the service redirected. */
  readonly url?: string;
  /** Aborts when the right to the answer ends, with the reason. */
  readonly signal: AbortSignal;
  /** To be told when the last byte has been read, or nobody reads any more: the bytes that passed. */
  readonly ended: (bytes: number) => void;
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
    await sendAnswer(line, await make(call, aborter.signal), credit, aborter.signal);
  };
  line.onFrame((frame) => {
    const parsed = v.safeParse(fetchUp, frame);
    const up = parsed.success ? parsed.output : undefined;
    if (up?.t === 'took') credit.add(up.bytes);
    if (called || up?.t === 'took' || up?.t === 'alive') return;
    called = true;
    void serve(up).catch((error: unknown) => line.send({ t: 'fail', problem: toProblem(error) }));
  });
}

async function sendAnswer(
  line: Line<FetchDown, unknown>,
  answer: LineAnswer,
  credit: Credit,
  signal: AbortSignal,
): Promise<void> {
  const { status, statusText, headers, body, url } = answer;
  const head = { t: 'head', status, statusText, headers, empty: body === null, ...(url !== undefined && { url }) } as const;
  if (!body) {
    line.send({ ...head, whole: new Uint8Array() });
    return answer.ended(0);
  }
  const reader = new BodyReader(body);
  signal.addEventListener('abort', () => reader.cancel());
  answer.signal.addEventListener('abort', () => credit.end()); // a reader who takes nothing is not waited for
  let passed = 0;
  try {
    const whole = announcesLittle(headers) ? await readWhole(reader) : undefined;
    passed = whole?.bytes.byteLength ?? 0;
    if (whole?.ended === true) {
      line.send({ ...head, whole: whole.bytes });
      return;
    }
    line.send(head);
    await checkpoint('call:headed');
    if (whole && whole.bytes.byteLength > 0) line.send({ t: 'data', chunk: whole.bytes });
    if (whole?.ended) throw whole.ended.broken;
    passed += await sendBody(line, reader, credit);
    answer.signal.throwIfAborted();
    await checkpoint('call:last');
    line.send({ t: 'end' });
  } finally {
    answer.ended(passed);
  }
}

/** Whether a body is short enough to travel with its head in one frame. */
function announcesLittle(headers: readonly (readonly [string, string])[]): boolean {
  const length = headers.find(([name]) => name === 'content-length')?.[1];
  return length !== undefined && Number(length) <= chunkBytes / 2;
}

/** A short body as far as it comes at once; and its end, if it came: a body that breaks off has a head all the same. */
async function readWhole(
  reader: BodyReader,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; ended: boolean | { readonly broken: unknown } }> {
  let bytes = new Uint8Array();
  while (bytes.byteLength <= chunkBytes && (await reader.soon())) {
    const piece = await reader.read().catch((broken: unknown) => ({ broken }));
    if (!piece) return { bytes, ended: true };
    if ('broken' in piece) return { bytes, ended: piece };
    const joined = new Uint8Array(bytes.byteLength + piece.byteLength);
    joined.set(bytes);
    joined.set(piece, bytes.byteLength);
    bytes = joined;
  }
  return { bytes, ended: false };
}
