/** Lets a protocol look at the beginning of an answer and leaves the stream whole for the caller. */
import type { Incoming } from '../core/protocol';

type Body = ReadableStream<Uint8Array<ArrayBuffer>> | null;

/** @returns the answer to look at, and the body to hand on: complete, whether or not anyone looked */
export function look(response: Response): { got: Incoming; readonly body: Body } {
  const reader = response.body?.getReader();
  const seen: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  let ended = false;
  const got: Incoming = {
    status: response.status,
    headers: response.headers,
    async peek(bytes) {
      while (reader && !ended && total < bytes) {
        const { done, value } = await reader.read();
        if (done) ended = true;
        else {
          seen.push(value);
          total += value.byteLength;
        }
      }
      return new TextDecoder().decode((await new Blob(seen).arrayBuffer()).slice(0, bytes));
    },
  };
  const body: Body = reader
    ? new ReadableStream<Uint8Array<ArrayBuffer>>(
        {
          async pull(controller) {
            const first = seen.shift();
            if (first) return controller.enqueue(first);
            if (ended) return controller.close();
            const { done, value } = await reader.read();
            if (done) controller.close();
            else controller.enqueue(value);
          },
          cancel: (reason) => reader.cancel(reason),
        },
        { highWaterMark: 0 },
      )
    : null;
  return { got, body };
}
