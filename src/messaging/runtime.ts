/** The transport inside the extension: runtime messages and ports, as answers and lines. */
import browser, { type Runtime } from 'webextension-polyfill';
import { CountersignError } from '../core/errors';
import type { Line } from './lines';
import type { OwnAnswer, OwnCall, OwnInput } from './own-calls';

/** An own call on the wire. */
export interface OwnMessage<K extends OwnCall = OwnCall> {
  readonly own: K;
  readonly input: OwnInput<K>;
}

/**
 * Sends one own call to the worker.
 * @throws CountersignError `worker_stopped` when the worker ended without an answer
 */
export async function sendOwn<K extends OwnCall>(own: K, input: OwnInput<K>): Promise<OwnAnswer<K>> {
  const message: OwnMessage<K> = { own, input };
  const answer = (await browser.runtime.sendMessage(message).catch(() => undefined)) as OwnAnswer<K> | undefined;
  if (!answer) throw new CountersignError('worker_stopped');
  return answer;
}

/** Opens a line to the worker from one of our own pages or content scripts. */
export function ownPort<Out, In>(name: string): Line<Out, In> {
  return portLine<Out, In>(browser.runtime.connect({ name }));
}

/** A browser port as a line. */
export function portLine<Out, In>(port: Runtime.Port): Line<Out, In> {
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
