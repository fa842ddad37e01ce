/** Security, its part: Mark. */
import type { Overview } from '../../../src/messaging/views';

export function MarkSection(_: { readonly overview: Overview }) {
  return null;
}
