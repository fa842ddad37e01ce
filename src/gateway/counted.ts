/** An answer's body that is counted, and whose end is noticed however it ends: read to the end, cancelled, aborted, broken. */
export type Body = ReadableStream<Uint8Array<ArrayBuffer>>;

/**
 * @param onEnd is told once, with the bytes that passed
 * @param signal ends the body when it aborts
 */
export function counted(body: Body, signal: AbortSignal, onEnd: (bytes: number) => void): Body {
  const reader = body.getReader();
  let bytes = 0;
  let over = false;
  const end = (): void => {
    if (over) return;
    over = true;
    signal.removeEventListener('abort', end);
    onEnd(bytes);
  };
  signal.addEventListener('abort', end);
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read().catch((error: unknown) => {
          end();
          throw error;
        });
        if (done) {
          end();
          controller.close();
        } else {
          bytes += value.byteLength;
          controller.enqueue(value);
        }
      },
      cancel(reason) {
        end();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
