/** The transport inside the extension: runtime messages and ports, as answers and lines. */
import browser from 'webextension-polyfill';
import { CountersignError } from '../core/errors';
import type { Line } from './lines';
import { portLine } from './port-line';
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

/** Opens a line to the worker from one of our own pages. */
export function ownPort<Out, In>(name: string): Line<Out, In> {
  return portLine<Out, In>(browser.runtime.connect({ name }));
}
