/** Lets a protocol look at the beginning of an answer and leaves the stream whole for the caller. */
import type { Incoming } from '../core/protocol';

type Body = ReadableStream<Uint8Array<ArrayBuffer>>;

/** @returns the answer to look at; and its body, to be asked for when nobody looks any more: complete, whether or not anyone looked */
export function look(response: Response): { got: Incoming; readonly body: () => Body | null } {
  let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  const seen: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  let ended = false;
  const got: Incoming = {
    status: response.status,
    headers: response.headers,
    async peek(bytes) {
      reader ??= response.body?.getReader();
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
  const rest = (from: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>): Body =>
    new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        async pull(controller) {
          const first = seen.shift();
          if (first) return controller.enqueue(first);
          if (ended) return controller.close();
          const { done, value } = await from.read();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: (reason) => from.cancel(reason),
      },
      { highWaterMark: 0 },
    );
  return { got, body: () => (reader ? rest(reader) : response.body) };
}
