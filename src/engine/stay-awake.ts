/**
 * Keeps the worker running while it is at work. Browsers stop one that hears and says nothing for half a minute, whatever it waits for:
 * a slow service, a re-seal, the answer that a page of ours still expects.
 */
import { putOffStop } from '../platform/worker';
import type { House } from './house';

/** Well within the half minute of either browser, in milliseconds. */
const rhythm = 10_000;

/** Own calls that are being answered. */
const answering = new Set<object>();

/** To be called at the worker's start. */
export function stayAwake({ vault, calls }: Pick<House, 'vault' | 'calls'>): void {
  setInterval(() => {
    if (answering.size > 0 || calls.count() > 0 || vault.isBusy()) putOffStop();
  }, rhythm);
}

/** An own call that is being answered is work under way until it has its answer. */
export function atWork<T>(answer: Promise<T> | undefined): Promise<T> | undefined {
  const call = {};
  if (answer) answering.add(call);
  return answer?.finally(() => answering.delete(call));
}
