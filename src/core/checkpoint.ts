/**
 * Named places at which a test may hold the worker, to stop it exactly there. Release builds hold none of this:
 * the condition is a constant, so the whole call disappears, and the build check makes sure of it.
 */
declare const __TEST_HOOKS__: boolean | undefined;

/**
 * Each lies between two durable steps, or just before or after something that others see. `docs/reliability.md` says what becomes of a worker
 * that is stopped there.
 */
export type Checkpoint =
  /** A sign-in is in the journal; nothing was sent for it yet. */
  | 'sign-in:begun'
  /** The attempt is counted, the request not sent. */
  | 'sign-in:counted'
  /** The protocol has come to its next step, which is not written. */
  | 'sign-in:answered'
  /** A step that waits for the user or the service is written. */
  | 'sign-in:journalled'
  /** A step that goes on by itself is written: an app that was registered, tokens before who signed in is asked. */
  | 'sign-in:advanced'
  /** A page has the turn; the window is not open. */
  | 'sign-in:claimed'
  /** The redirect is written, the code not traded. */
  | 'sign-in:redirected'
  /** Another answer is written: what the user entered, hosts that were granted, or that it is time to ask the service. */
  | 'sign-in:replied'
  /** The account is written. */
  | 'sign-in:sealed'
  | 'renewal:journalled'
  | 'renewal:answered'
  | 'renewal:stored'
  | 'call:signed'
  /** The service has answered, and nothing of it was passed on. */
  | 'call:answered'
  /** The head is passed on, the body not. */
  | 'call:headed'
  /** A part of the body is passed on. */
  | 'call:streaming'
  /** The whole body is passed on, its end not. */
  | 'call:last'
  | 'reseal:begun'
  | 'reseal:copied'
  | 'reseal:whole'
  | 'reseal:deleted'
  | 'revoke:journalled'
  | 'revoke:answered'
  | 'forget:wiped'
  | 'forget:cleared'
  | 'import:read'
  | 'import:written'
  | 'move:written';

interface TestHooks {
  /** Set by a test in the worker: called at each checkpoint; the worker goes on when it resolves. */
  countersignCheckpoint?: (name: Checkpoint) => Promise<void>;
}

export async function checkpoint(name: Checkpoint): Promise<void> {
  if (typeof __TEST_HOOKS__ !== 'undefined' && __TEST_HOOKS__) await (globalThis as TestHooks).countersignCheckpoint?.(name);
}
