/** Holds the worker at one of its checkpoints, so that a test can stop it exactly there. */
import type { Checkpoint } from '../../../src/core/checkpoint';
import type { Browser } from '../../harness/browser';

/** What a test puts into the worker. */
interface Hooked {
  countersignCheckpoint?: (name: Checkpoint) => Promise<void>;
  held?: Promise<void>;
  release?: () => void;
}

export interface Hold {
  /** Resolves when the worker has come there; it stays there. */
  reached(): Promise<void>;
  /** Lets it go on. */
  release(): Promise<void>;
}

/**
 * Holds the worker, which is woken for it.
 * @param nth how often it passes the checkpoint before it is held there, counting from 1
 */
export async function holdWorker(browser: Browser, checkpoint: Checkpoint, nth = 1): Promise<Hold> {
  const worker = await browser.worker();
  await worker.evaluate(
    ({ name, times }) => {
      const hooked = globalThis as Hooked;
      let left = times;
      let arrive: () => void;
      const gate = new Promise<void>((resolve) => {
        hooked.release = resolve;
      });
      hooked.held = new Promise((resolve) => {
        arrive = resolve;
      });
      hooked.countersignCheckpoint = (at) => {
        if (at !== name || --left > 0) return Promise.resolve();
        delete hooked.countersignCheckpoint;
        arrive();
        return gate;
      };
    },
    { name: checkpoint, times: nth },
  );
  return {
    reached: () => worker.evaluate(() => (globalThis as Hooked).held),
    release: () => worker.evaluate(() => (globalThis as Hooked).release?.()),
  };
}

/** Stops the worker where it is held. */
export async function killAt(browser: Browser, hold: Hold): Promise<void> {
  await hold.reached();
  await browser.stopWorker();
}

/** What the browser says to a caller whose worker went without an answer; our pages tell `worker_stopped`. */
export function cutOff({ name }: Browser): RegExp {
  return name === 'firefox' ? /Receiving end does not exist/ : /message (channel|port) closed/;
}
