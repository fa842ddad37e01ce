/** Security, its part: Backup. */
import type { Overview } from '../../../src/messaging/views';

export function BackupSection(_: { readonly overview: Overview }) {
  return null;
}
