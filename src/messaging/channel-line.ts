/** The transport between a page and our bridge in it: one private message channel for the page's client. */
import type { Channel, Parcel } from './trunk';

/** What a page sends to its window to open its channel; the channel's port travels with it. */
export interface Opening {
  readonly countersign: 'open';
}
/** Tells either side that the other has ended: a message port itself does not. */
export const gone = 'countersign:gone';
/** Dispatched on a page's window when Countersign may be asked now: the user has just enabled its site, or the extension has come back. */
export const readyEvent = 'countersign:ready';

/** One end of a message channel. */
export function channelLine(port: MessagePort): Channel {
  const frames: ((parcel: Parcel) => void)[] = [];
  const ends: (() => void)[] = [];
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    port.close();
    for (const listener of ends) listener();
  };
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === gone) end();
    else for (const listener of frames) listener(data as Parcel);
  };
  return {
    send(parcel) {
      if (!ended) port.postMessage(parcel);
    },
    close() {
      if (!ended) port.postMessage(gone);
      end();
    },
    onFrame: (listener) => frames.push(listener),
    onEnd: (listener) => (ended ? listener() : ends.push(listener)),
  };
}
