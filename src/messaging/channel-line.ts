/** The transport between a page and our bridge in it: a private message channel for each line. */
import type { Line } from './lines';

/** What a page sends to the window to open a line; the port of the line travels with it. */
export interface Opening {
  readonly countersign: 'ask' | 'fetch';
}
/** Tells either side that the other has ended: a message port itself does not. */
export const gone = 'countersign:gone';
/** Dispatched on a page's window when the user has just enabled its site. */
export const readyEvent = 'countersign:ready';

/** One end of a message channel as a line. */
export function channelLine<Out, In>(port: MessagePort): Line<Out, In> {
  const frames: ((frame: In) => void)[] = [];
  const ends: (() => void)[] = [];
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    port.close();
    for (const listener of ends) listener();
  };
  port.onmessage = (event: MessageEvent<unknown>) => {
    if (event.data === gone) end();
    else for (const listener of frames) listener(event.data as In);
  };
  return {
    send(frame) {
      if (!ended) port.postMessage(frame);
    },
    close() {
      if (!ended) port.postMessage(gone);
      end();
    },
    onFrame: (listener) => frames.push(listener),
    onEnd: (listener) => (ended ? listener() : ends.push(listener)),
  };
}
