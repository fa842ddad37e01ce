/** Keeps a sign-in's window or tab open for as long as the worker waits for it. The worker owns the sign-in; this page only opens it. */
import { call } from '../../../src/admin/calls';
import type { SignInView } from '../../../src/messaging/views';
import { showSignInTab, watchTab } from '../../../src/platform/sign-in-tab';
import { showSignInWindow } from '../../../src/platform/sign-in-window';

interface Visit {
  readonly url: string;
  readonly back: string;
}

const running = new Set<string>();

/** Call it with every new view of the sign-in: it opens the window or tab once per visit, and does nothing otherwise. */
export async function runSignIn({ id, wait, since }: SignInView): Promise<void> {
  const visit = `${id} ${since}`;
  if (wait?.for !== 'visit' || running.has(visit)) return;
  running.add(visit);
  try {
    const claimed = await call('signIn.claim', { id });
    if (!claimed) return; // another sign-in has the window, or the tab is open; the view says which
    await (wait.through === 'tab' ? inTab(id, claimed) : inWindow(id, claimed));
  } finally {
    running.delete(visit);
  }
}

async function inWindow(id: string, { url, back }: Visit): Promise<void> {
  let unwatch = (): void => undefined;
  const end = await showSignInWindow(url, (tabId, windowId) => {
    unwatch = watchTab(tabId, { back, onBack: (seen) => void tell(id, seen) });
    void persist(() => call('signIn.opened', { id, tabId, windowId }));
  });
  unwatch();
  if (end.came === 'back') await tell(id, end.url);
  else if (end.came === 'nothing') await persist(() => call('signIn.unvisited', { id, why: end.why }));
  else await persist(() => call('signIn.unvisited', { id, why: 'window_busy' }));
}

/** The worker hears the answer on its way and closes the tab. If the user did, there is none. */
async function inTab(id: string, { url, back }: Visit): Promise<void> {
  const watch = { back, onBack: (seen: string) => void tell(id, seen) };
  await showSignInTab(url, watch, (tabId, windowId) => void persist(() => call('signIn.opened', { id, tabId, windowId })));
  await persist(() => call('signIn.unvisited', { id, why: 'window_closed' }));
}

/** The answer, or what may be one: a page that has a service worker is shown without the browser telling anyone about a request. */
function tell(id: string, url: string): Promise<void> {
  return persist(() => call('signIn.visited', { id, url }));
}

/** The worker may be stopping just now: an own call wakes it again, so the one retry reaches its successor. */
async function persist(send: () => Promise<void>): Promise<void> {
  await send().catch(send);
}
