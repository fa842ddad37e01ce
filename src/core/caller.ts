/** Callers as keys, so that "the same caller" is one comparison. */
import type { Caller } from './words';

/** A caller who needs a permit: everyone but our own pages. */
export type Outsider = Exclude<Caller, { kind: 'own' }>;

/** One text for each caller. */
export function callerKey(caller: Caller): string {
  if (caller.kind === 'own') return 'own:';
  if (caller.kind === 'extension') return `extension:${caller.id}`;
  const { origin, within, container } = caller;
  return `site:${origin}${within === undefined ? '' : ` in ${within}`}${container === undefined ? '' : ` (${container})`}`;
}
