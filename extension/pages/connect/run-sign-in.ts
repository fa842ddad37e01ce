/** Keeps a sign-in's window open for as long as the worker waits for it. The worker owns the sign-in; this page only opens the window. */
import { call } from '../../../src/admin/calls';
import type { SignInView } from '../../../src/messaging/views';
import { showSignInWindow } from '../../../src/platform/sign-in-window';

const running = new Set<string>();

/** Call it with every new view of the sign-in: it opens the window once per visit, and does nothing otherwise. */
export async function runSignIn(view: SignInView): Promise<void> {
  const { wait, id } = view;
  if (wait?.for !== 'visit' || running.has(wait.url)) return;
  running.add(wait.url);
  try {
    await visit(id, wait.url);
  } finally {
    running.delete(wait.url);
  }
}

async function visit(id: string, url: string): Promise<void> {
  if (!(await call('signIn.claim', { id }))) return; // another sign-in has the window; the view says which
  const end = await showSignInWindow(url, (tabId, windowId) => void call('signIn.opened', { id, tabId, windowId }));
  if (end.came === 'back') await persist(() => call('signIn.visited', { id, url: end.url }));
  else if (end.came === 'nothing') await persist(() => call('signIn.unvisited', { id, why: end.why }));
  else await persist(() => call('signIn.unvisited', { id, why: 'window_busy' }));
}

/** The worker may be stopping just now: an own call wakes it again, so the one retry reaches its successor. */
async function persist(send: () => Promise<void>): Promise<void> {
  await send().catch(send);
}
