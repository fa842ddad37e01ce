/** Lets a protocol look at the beginning of an answer and leaves the stream whole for the caller. */
import type { Incoming } from '../core/protocol';

type Body = ReadableStream<Uint8Array<ArrayBuffer>>;

export interface Looked {
  /** The answer to look at. */
  readonly got: Incoming;
  /** So many first bytes can be looked at while the caller reads already; what was not asked to be held is then seen no more. */
  readonly hold: (bytes: number) => void;
  /** The body, complete, whether or not anyone looked. */
  readonly body: () => Body | null;
}

export function look(response: Response): Looked {
  let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  /** Read, and not yet passed on. */
  const waiting: Uint8Array<ArrayBuffer>[] = [];
  /** The first bytes, without a gap. */
  const first: Uint8Array<ArrayBuffer>[] = [];
  let held = 0;
  let wanted = 0;
  let isFirstOver = false;
  let isHandedOver = false;
  let ended = false;
  let reading: Promise<void> | undefined;
  /** One read at a time, for whoever looks and whoever reads: so nothing changes its order. */
  const more = (from: NonNullable<typeof reader>): Promise<void> => {
    reading ??= from
      .read()
      .then(({ done, value }) => {
        if (done) ended = true;
        else {
          waiting.push(value);
          if (held < wanted && !isFirstOver) {
            first.push(value);
            held += value.byteLength;
          } else isFirstOver = true;
        }
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
  const hold = (bytes: number): void => {
    wanted = Math.max(wanted, bytes);
    if (!isHandedOver) reader ??= response.body?.getReader();
  };
  const got: Incoming = {
    status: response.status,
    headers: response.headers,
    async peek(bytes) {
      hold(bytes);
      while (reader && !ended && !isFirstOver && held < bytes) await more(reader);
      return new TextDecoder().decode((await new Blob(first).arrayBuffer()).slice(0, bytes));
    },
  };
  const rest = (from: NonNullable<typeof reader>): Body =>
    new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        async pull(controller) {
          if (waiting.length === 0 && !ended) await more(from);
          const next = waiting.shift();
          if (next) controller.enqueue(next);
          else if (ended) controller.close();
        },
        cancel: (reason) => from.cancel(reason),
      },
      { highWaterMark: 0 },
    );
  const body = (): Body | null => {
    isHandedOver = true;
    return reader ? rest(reader) : response.body;
  };
  return { got, hold, body };
}
