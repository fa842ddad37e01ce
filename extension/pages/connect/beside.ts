/**
 * The service's page beside a sign-in that asks for what stands on it: opened once by itself, shown again when the user wants, closed
 * when the sign-in has what it needs or ends. What is open is kept over a reload of this window.
 */
import { call } from '../../../src/admin/calls';
import type { SignInView } from '../../../src/messaging/views';
import { bringToFront, closeWindow, isThere, openBeside } from '../../../src/platform/beside-window';
import { hash } from '../shared/random';

interface Beside {
  /** The page's URL as a number: the URL itself carries the request token, and this is kept on the disk. */
  readonly page: number;
  readonly windowId?: number;
}

const slot = (id: string): string => `beside ${id}`;
const busy = new Set<string>();
const latest = new Map<string, SignInView>();

function kept(id: string): Beside | undefined {
  const text = sessionStorage.getItem(slot(id));
  return text === null ? undefined : (JSON.parse(text) as Beside);
}

/** Call it with every new view of the sign-in: the latest one counts, also of those that come while a window is being opened. */
export async function keepBeside(signIn: SignInView): Promise<void> {
  const { id } = signIn;
  latest.set(id, signIn);
  if (busy.has(id)) return;
  busy.add(id);
  try {
    for (let view = latest.get(id); view; view = latest.get(id)) {
      latest.delete(id);
      if (asksPin(view)) await openOnce(id, await call('signIn.page', { id }), view);
      else if (isOver(view)) await close(id);
    }
  } finally {
    busy.delete(id);
  }
}

/** By the user's click: to the front, or opened anew. */
export async function showBeside(id: string): Promise<void> {
  const url = await call('signIn.page', { id });
  const beside = kept(id);
  if (beside?.page === hash(url) && beside.windowId !== undefined && (await bringToFront(beside.windowId))) return;
  await open(id, url);
}

/** Only a PIN stands on a page that must be open for it. */
function asksPin({ wait, state }: SignInView): boolean {
  return state === 'waiting' && wait?.for === 'ask' && wait.page === true;
}

/** While the service checks what was entered its page stays: it may be needed for a second look. */
function isOver({ state, stage }: SignInView): boolean {
  return state === 'failed' || state === 'done' || stage === 'identify' || stage === 'seal';
}

/** Not again for the same page while its window is there, and not when it is asked again for what the user has seen already. */
async function openOnce(id: string, url: string, { wait }: SignInView): Promise<void> {
  const beside = kept(id);
  if (beside?.page === hash(url)) {
    const seen = wait?.for === 'ask' && wait.problem !== undefined;
    if (seen || (beside.windowId !== undefined && (await isThere(beside.windowId)))) return;
  }
  if (beside) await close(id);
  await open(id, url);
}

async function open(id: string, url: string): Promise<void> {
  const { availWidth, availHeight } = screen;
  const { availLeft = 0, availTop = 0 } = screen as { availLeft?: number; availTop?: number };
  const windowId = await openBeside(url, { left: availLeft, top: availTop, width: availWidth, height: availHeight });
  sessionStorage.setItem(
    slot(id),
    JSON.stringify({ page: hash(url), ...(windowId === undefined ? {} : { windowId }) } satisfies Beside),
  );
}

async function close(id: string): Promise<void> {
  const beside = kept(id);
  sessionStorage.removeItem(slot(id));
  if (beside?.windowId !== undefined) await closeWindow(beside.windowId);
}
