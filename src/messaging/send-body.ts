/** Sends an answer's body over a line: small pieces at once, a large body gathered into Blobs, never more than the reader asked for. */
import { checkpoint } from '../core/checkpoint';
import { CountersignError, isCoded } from '../core/errors';
import type { Credit } from './credit';
import { blobBytes, chunkBytes, type FetchDown, type Line } from './lines';

type Bytes = Uint8Array<ArrayBuffer>;
export type Body = ReadableStream<Bytes>;

/** A body of which so much has passed is a large one: from here on its pieces are gathered. */
const largeBody = 1024 * 1024;
/** Less than this is not worth a Blob, whose bytes the reader has to fetch. */
const leastBlob = 512 * 1024;
/** How long gathered bytes may wait for more, in milliseconds. */
const patience = 10;

/** Reads a body into one buffer over and over: a gigabyte leaves no garbage behind. */
export class BodyReader {
  readonly #reader: ReadableStreamBYOBReader | ReadableStreamDefaultReader<Bytes>;
  #buffer: ArrayBuffer | undefined;
  #next: Promise<Bytes | undefined> | undefined;

  constructor(body: Body) {
    try {
      this.#reader = body.getReader({ mode: 'byob' });
      this.#buffer = new ArrayBuffer(chunkBytes);
    } catch {
      this.#reader = body.getReader(); // no byte stream: a body that was looked into
    }
  }

  /**
   * The next bytes, good until the next call; undefined at the end.
   * @throws CountersignError `network_failed`, or the reason for which the call was ended
   */
  read(): Promise<Bytes | undefined> {
    const next = this.#next ?? this.#pull();
    this.#next = undefined;
    return next;
  }

  /** Whether {@link BodyReader.read} will have an answer soon. */
  async soon(): Promise<boolean> {
    this.#next ??= this.#pull();
    this.#next.catch(() => undefined); // told by read()
    return isSoon(this.#next);
  }

  cancel(): void {
    void this.#reader.cancel().catch(() => undefined);
  }

  async #pull(): Promise<Bytes | undefined> {
    try {
      if (!(this.#reader instanceof ReadableStreamBYOBReader)) return (await this.#reader.read()).value;
      const { done, value } = await this.#reader.read(new Uint8Array(this.#buffer ?? new ArrayBuffer(chunkBytes)));
      this.#buffer = value?.buffer;
      return done ? undefined : value;
    } catch (error) {
      throw isCoded(error) ? error : new CountersignError('network_failed', { about: 'body' });
    }
  }
}

/** Sends all that is left to read. @returns the bytes sent; fewer than there are when the line has ended */
export async function sendBody(line: Line<FetchDown, unknown>, reader: BodyReader, credit: Credit): Promise<number> {
  let passed = 0;
  let gathered: Bytes | undefined;
  let size = 0;
  const flush = async (): Promise<boolean> => {
    if (!gathered || size === 0) return true;
    const bytes = gathered.subarray(0, size);
    size = 0;
    return sendPiece(line, bytes, credit);
  };
  for (;;) {
    if (size > 0 && !(await reader.soon()) && !(await flush())) return passed;
    const piece = await reader.read();
    if (!piece) break;
    if (passed < largeBody) {
      if (!(await sendPiece(line, piece, credit))) return passed;
    } else {
      gathered ??= new Uint8Array(blobBytes);
      if (size + piece.byteLength > blobBytes && !(await flush())) return passed;
      gathered.set(piece, size);
      size += piece.byteLength;
    }
    passed += piece.byteLength;
    await checkpoint('call:streaming');
  }
  await flush();
  return passed;
}

/** @returns whether the line is still there */
async function sendPiece(line: Line<FetchDown, unknown>, bytes: Bytes, credit: Credit): Promise<boolean> {
  if (bytes.byteLength >= leastBlob) {
    if (!(await credit.take(bytes.byteLength))) return false;
    line.send({ t: 'data', chunk: new Blob([bytes]) });
    return true;
  }
  for (let at = 0; at < bytes.byteLength; at += chunkBytes) {
    const chunk = bytes.slice(at, at + chunkBytes); // a message takes a view's whole buffer along
    if (!(await credit.take(chunk.byteLength))) return false;
    line.send({ t: 'data', chunk });
  }
  return true;
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
