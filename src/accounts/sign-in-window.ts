/**
 * Whose turn it is: the browser shows one sign-in window at a time, so the next sign-in waits, and a left-over window is closed first.
 * Tabs need no turn: any number of sign-ins may have one.
 */
import { checkpoint } from '../core/checkpoint';
import { toProblem } from '../core/errors';
import { samePlace } from '../core/urls';
import { openSignIn, signInRow, touchSignIn } from '../vault/journal';
import type { Claim, SignInRow } from '../vault/rows';
import { failSignIn } from './drive';
import { leadRedirects } from './lead-redirects';
import type { Ports } from './ports';

/**
 * Takes the turn for a sign-in's window, or the right to open its tab. From then on, an answer that goes elsewhere is led back here.
 * @param page the tab of the connect page that will open it
 * @returns whether it may be opened; if not, another sign-in or another page has it. `spent`: its URL works once, and may have been opened
 */
export function claimWindow(ports: Ports, id: string, page: number): Promise<boolean | 'spent'> {
  return navigator.locks.request('sign-in-window', () => claimAlone(ports, id, page)); // of two at once, one gets it
}

async function claimAlone(ports: Ports, id: string, page: number): Promise<boolean | 'spent'> {
  const row = await signInRow(ports.vault, id);
  if (row?.state !== 'waiting' || row.wait?.for !== 'visit') return false;
  const { claim } = row.wait;
  const inTab = row.through === 'tab';
  if (await turnHolder(ports, row)) return false;
  if (claim && claim.page !== page && (await isLive(ports, claim))) return false;
  if (inTab && claim?.tabId !== undefined && !(await isTabGone(ports, row))) return false;
  if (!inTab) await closeLeftOver(ports);
  if (await isSpent(ports, row)) return 'spent';
  const session = await ports.session();
  await changeClaim(ports, id, () => ({ session, page }));
  try {
    await leadRedirects(ports);
  } catch (error) {
    await failSignIn(ports, id, toProblem(error)); // without it, the answer would go to somebody else
    return false;
  }
  await checkpoint('sign-in:claimed');
  return true;
}

/**
 * The window or tab is open: remembered so that it can be shown, and a window so that it is closed when it is left over. A service may
 * answer, and the user stop the sign-in, before a tab is known: then it is closed at once.
 * @param page the tab of the connect page that opened it
 */
export async function windowOpened(
  ports: Ports,
  id: string,
  { tabId, windowId }: Required<Pick<Claim, 'tabId' | 'windowId'>>,
  page: number | undefined,
): Promise<void> {
  await changeClaim(ports, id, (claim) => claim && { ...claim, tabId, windowId });
  await leadRedirects(ports);
  const row = await signInRow(ports.vault, id);
  if (row?.through !== 'tab') return rememberWindow(ports, tabId);
  if (row.wait?.for === 'visit') return;
  await ports.windows.closeTab(tabId);
  if (page !== undefined) await ports.windows.showTab(page);
}

async function rememberWindow(ports: Ports, tabId: number): Promise<void> {
  await ports.vault.db.settings.put({ id: 'sign-in-tab', value: tabId, session: await ports.session() });
}

/** The sign-in whose page has its window open, or is about to: the one that this one waits for. */
export async function turnHolder(ports: Ports, row: SignInRow): Promise<SignInRow | undefined> {
  if (row.through === 'tab') return undefined;
  for (const other of await ports.vault.db.journal.where({ state: 'waiting' }).toArray()) {
    if (other.id === row.id || other.through === 'tab' || other.wait?.for !== 'visit' || !other.wait.claim) continue;
    if (await isLive(ports, other.wait.claim)) return other;
  }
  return undefined;
}

/** Brings the service's window to the front. */
export async function showWindow(ports: Ports, id: string): Promise<void> {
  const row = await signInRow(ports.vault, id);
  const claim = row?.wait?.for === 'visit' ? row.wait.claim : undefined;
  if (claim?.tabId !== undefined) await ports.windows.showTab(claim.tabId);
}

/**
 * The answer has come: nothing is led back here for it any more. A tab is closed, and our page comes to the front; the sign-in window
 * closes by itself, unless the answer went past it.
 */
export async function leaveVisit(ports: Ports, { wait, through }: SignInRow, url: string): Promise<void> {
  await leadRedirects(ports);
  if (wait?.for !== 'visit' || (through !== 'tab' && samePlace(url, ports.redirectUrl))) return;
  const { claim } = wait;
  if (claim?.tabId === undefined || claim.session !== (await ports.session())) return;
  await ports.windows.closeTab(claim.tabId);
  await ports.windows.showTab(claim.page);
}

/** Whether a sign-in had a tab in this run of the browser, which is not there any more. */
export async function isTabGone(ports: Ports, { wait, through }: SignInRow): Promise<boolean> {
  if (through !== 'tab' || wait?.for !== 'visit' || wait.claim?.tabId === undefined) return false;
  return wait.claim.session === (await ports.session()) && !(await ports.windows.tabExists(wait.claim.tabId));
}

/** A sign-in window whose page has gone would block every later sign-in: the browser allows one. */
async function closeLeftOver(ports: Ports): Promise<void> {
  const last = await ports.vault.db.settings.get('sign-in-tab');
  if (!last) return;
  if (last.session === (await ports.session())) await ports.windows.closeTab(last.value);
  await ports.vault.db.settings.delete('sign-in-tab');
}

async function changeClaim(ports: Ports, id: string, change: (claim: Claim | undefined) => Claim | undefined): Promise<void> {
  await touchSignIn(ports.vault, id, (row) => {
    if (row.wait?.for !== 'visit') return;
    const { claim: old, ...rest } = row.wait;
    const claim = change(old);
    row.wait = claim ? { ...rest, claim } : rest;
  });
}

/** Whether the page that made a claim is still there. */
async function isLive(ports: Ports, claim: Claim): Promise<boolean> {
  return claim.session === (await ports.session()) && (await ports.windows.tabExists(claim.page));
}

/** Whether a visit's URL works once, and may have been opened already or is too old. */
async function isSpent(ports: Ports, row: SignInRow): Promise<boolean> {
  if (row.wait?.for !== 'visit' || (row.wait.claim === undefined && !isExpired(row, ports.clock.now()))) return false;
  const step = (await openSignIn(ports.vault, row))?.step;
  return step?.do === 'visit' && step.once === true;
}

/** Whether the service has forgotten by now what the sign-in waits for an answer to. */
export function isExpired(row: SignInRow, now: number): boolean {
  return row.wait !== undefined && row.wait.for !== 'reach' && row.wait.until !== undefined && now > row.wait.until;
}
