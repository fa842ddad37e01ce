/** Keeps a sign-in's window or tab open for as long as the worker waits for it. The worker owns the sign-in; this page only opens it. */
import { call } from '../../../src/admin/calls';
import type { SignInView } from '../../../src/messaging/views';
import { openVisit } from '../../../src/platform/visit';

const running = new Set<string>();

/** Call it with every new view of the sign-in: it opens the window or tab once per visit, and does nothing otherwise. */
export async function runSignIn({ id, wait, since }: SignInView): Promise<void> {
  const visit = `${id} ${since}`;
  if (wait?.for !== 'visit' || running.has(visit)) return;
  running.add(visit);
  try {
    const claimed = await call('signIn.claim', { id });
    if (!claimed) return; // another sign-in has the window, or the tab is open; the view says which
    await openVisit(claimed, wait.through, {
      opened: (tabId, windowId) => persist(() => call('signIn.opened', { id, tabId, windowId })),
      visited: (url) => persist(() => call('signIn.visited', { id, url })),
      unvisited: (why) => persist(() => call('signIn.unvisited', { id, why })),
    });
  } finally {
    running.delete(visit);
  }
}

/** The worker may be stopping just now: an own call wakes it again, so the one retry reaches its successor. */
async function persist(send: () => Promise<void>): Promise<void> {
  await send().catch(send);
}
