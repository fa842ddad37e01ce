/** Opens the pages of sign-ins from the worker itself, for extensions whose pages do not: a pending sign-in window keeps it alive. */
import { unvisited, claimVisit, visited } from '../accounts/sign-in';
import { windowOpened } from '../accounts/sign-in-window';
import type { Windows } from '../core/ports';
import type { Overview, SignInView } from '../messaging/views';
import { tabClosed } from '../platform/sign-in-tab';
import { openVisit } from '../platform/visit';
import { signInRow } from '../vault/journal';
import type { House } from './house';

/** An answer that woke the worker is taken before its closed window counts, in milliseconds. */
const grace = 2000;

/** Stands for one life of the worker where a sign-in is claimed by the tab of a page: a number that no tab has. */
export function lifeNumber(): number {
  return -2 - (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0);
}

/** The browser's windows, where a life of the worker counts as a tab, and questions are shown by somebody else. */
export function windowsFor(life: number, windows: Windows): Windows {
  return {
    ...windows,
    tabExists: async (tabId) => tabId === life || (tabId >= 0 && (await windows.tabExists(tabId))),
    showTab: async (tabId) => (tabId >= 0 ? windows.showTab(tabId) : undefined),
    focus: async (windowId) => {
      if (windowId < 0) throw new Error('no window of ours');
      await windows.focus(windowId);
    },
    openAsk: async () => -1,
  };
}

/** @returns to be told how things stand: opens what waits to be opened, once per visit */
export function visitOpener(house: House, life: number): (now: Overview) => void {
  const running = new Set<string>();
  return ({ signIns }) => {
    for (const view of signIns) {
      const visit = `${view.id} ${view.since}`;
      if (view.wait?.for !== 'visit' || running.has(visit)) continue;
      running.add(visit);
      void open(house, life, view, view.wait.through).finally(() => running.delete(visit));
    }
  };
}

async function open(house: House, life: number, { id }: SignInView, through: 'window' | 'tab'): Promise<void> {
  const claim = await claimOf(house, id);
  if (claim && claim.page !== life) return leftOver(house, id, life);
  const claimed = await claimVisit(house, id, life);
  if (!claimed) return; // another sign-in has the window: its end is a change
  await openVisit(claimed, through, {
    opened: (tabId, windowId) => windowOpened(house, id, { tabId, windowId }, undefined),
    visited: (url) => visited(house, id, url),
    unvisited: (why) => unvisited(house, id, why),
  });
}

/**
 * An earlier life of the worker opened it. While its window is there, the answer may still come; without it, nobody will. Should this life
 * end before the window does, the next one looks again: while a sign-in waits, the worker is woken for it.
 */
async function leftOver(house: House, id: string, life: number): Promise<void> {
  const claim = await claimOf(house, id);
  if (claim?.tabId !== undefined && claim.session === (await house.session())) {
    const closed = tabClosed(claim.tabId);
    if (await house.windows.tabExists(claim.tabId)) await closed;
  }
  await new Promise((resolve) => setTimeout(resolve, grace));
  const now = await claimOf(house, id);
  if (now && now.page !== life) await unvisited(house, id, 'window_closed');
}

async function claimOf({ vault }: House, id: string) {
  const row = await signInRow(vault, id);
  return row?.wait?.for === 'visit' ? row.wait.claim : undefined;
}
