/** Security, its part: Lock. */
import type { Overview } from '../../../src/messaging/views';

export function LockSection(_: { readonly overview: Overview }) {
  return null;
}
