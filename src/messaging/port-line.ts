/** A browser port as a line. */
import type { Line } from './lines';

/** The parts of a port that a line needs: those of our own pages, of content scripts and of other extensions alike. */
export interface PortLike {
  postMessage(message: unknown): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

export function portLine<Out, In>(port: PortLike): Line<Out, In> {
  const ends: (() => void)[] = [];
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    for (const listener of ends) listener();
  };
  port.onDisconnect.addListener(end);
  return {
    send(frame) {
      if (ended) return;
      try {
        port.postMessage(frame);
      } catch {
        end(); // the other side is gone and the browser has not told us yet
      }
    },
    close() {
      port.disconnect();
      end();
    },
    onFrame(listener) {
      port.onMessage.addListener((frame) => listener(frame as In));
    },
    onEnd(listener) {
      if (ended) listener();
      else ends.push(listener);
    },
  };
}
