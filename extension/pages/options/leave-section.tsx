/** Security, its part: Leave. */
import type { Overview } from '../../../src/messaging/views';

export function LeaveSection(_: { readonly overview: Overview }) {
  return null;
}
