/** Opens a sign-in's page in the browser's sign-in window or in a tab, and tells how it ends. */
import { showSignInTab, watchTab } from './sign-in-tab';
import { showSignInWindow } from './sign-in-window';

/** What is opened, and where the answer comes back. */
export interface Visit {
  readonly url: string;
  readonly back: string;
}

export interface Told {
  opened(tabId: number, windowId: number): Promise<void>;
  /** The answer, or what may be one: a page that has a service worker is shown without the browser telling anyone about a request. */
  visited(url: string): Promise<void>;
  unvisited(why: 'window_closed' | 'page_not_loaded' | 'window_busy'): Promise<void>;
}

/** Resolves when the window or tab has gone and that was told. */
export async function openVisit(visit: Visit, through: 'window' | 'tab', told: Told): Promise<void> {
  await (through === 'tab' ? inTab(visit, told) : inWindow(visit, told));
}

async function inWindow({ url, back }: Visit, told: Told): Promise<void> {
  let unwatch = (): void => undefined;
  const end = await showSignInWindow(url, (tabId, windowId) => {
    unwatch = watchTab(tabId, { back, onBack: (seen) => void told.visited(seen) });
    void told.opened(tabId, windowId);
  });
  unwatch();
  if (end.came === 'back') await told.visited(end.url);
  else await told.unvisited(end.came === 'nothing' ? end.why : 'window_busy');
}

/** Who listens for the answer hears it on its way and closes the tab. If the user did, there is none. */
async function inTab({ url, back }: Visit, told: Told): Promise<void> {
  const watch = { back, onBack: (seen: string) => void told.visited(seen) };
  await showSignInTab(url, watch, (tabId, windowId) => void told.opened(tabId, windowId));
  await told.unvisited('window_closed');
}
