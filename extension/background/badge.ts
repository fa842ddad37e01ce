/** Keeps the toolbar's count of what waits for the user: while the vault is locked, the calls that wait for it. */
import type { Overview } from '../../src/messaging/views';
import { lockedTitle, showBadge } from '../../src/platform/worker';

export async function countWaiting({ lock, asks, accounts }: Overview): Promise<void> {
  if (lock.state === 'locked') {
    const calls = lock.waiting.reduce((sum, waiter) => sum + waiter.calls, 0);
    await showBadge(calls, lockedTitle(calls));
  } else await showBadge(asks.length + accounts.filter((account) => account.state === 'needs-sign-in').length);
}
