/**
 * Named places at which a test may hold the worker, to stop it exactly there. Release builds hold none of this:
 * the condition is a constant, so the whole call disappears, and the build check makes sure of it.
 */
declare const __TEST_HOOKS__: boolean | undefined;

export type Checkpoint =
  | 'sign-in:journalled'
  | 'sign-in:redirected'
  | 'sign-in:answered'
  | 'call:signed'
  | 'renewal:journalled'
  | 'renewal:answered'
  | 'reseal:begun'
  | 'reseal:copied'
  | 'reseal:whole'
  | 'reseal:deleted';

interface TestHooks {
  /** Set by a test in the worker: called at each checkpoint; the worker goes on when it resolves. */
  countersignCheckpoint?: (name: Checkpoint) => Promise<void>;
}

export async function checkpoint(name: Checkpoint): Promise<void> {
  if (typeof __TEST_HOOKS__ !== 'undefined' && __TEST_HOOKS__) await (globalThis as TestHooks).countersignCheckpoint?.(name);
}
