/** A sign-in under way: answered, ended, recovered. It began in `start-sign-in.ts`; what happens between is in `drive.ts`. */
import { checkpoint } from '../core/checkpoint';
import { CountersignError, type Code } from '../core/errors';
import { samePlace } from '../core/urls';
import { moveSignIn, openSignIn, signInRow, stepOf, type SignInBox } from '../vault/journal';
import type { SignInRow, SignInWait } from '../vault/rows';
import { drive, failSignIn } from './drive';
import { orHold, tellHeld, type HowGone } from './held-answers';
import { leadRedirects } from './lead-redirects';
import type { Ports } from './ports';
import { claimWindow, isExpired, isTabGone, leaveVisit } from './sign-in-window';
import { stageAfter } from './stages';

/** A sign-in that nobody finished is given up after this long, in milliseconds. */
export const signInLifetime = 30 * 60_000;

/**
 * The redirect came back, says the page that showed it. What the browser's sign-in window gives is the answer, right or wrong; what was
 * seen in a tab, or at the page that it should not have come to, may be any visit there.
 */
export async function visited(ports: Ports, id: string, url: string): Promise<void> {
  await orHold(ports, { id, url }, async () => {
    const row = await signInRow(ports.vault, id);
    const isAnswer = row?.wait?.for === 'visit' && row.through !== 'tab' && samePlace(url, ports.redirectUrl);
    await (isAnswer ? cameBack(ports, id, url) : cameBackSomewhere(ports, url));
  });
}

async function cameBack(ports: Ports, id: string, url: string): Promise<void> {
  await answer(ports, id, 'visit', (step) =>
    step?.do === 'visit' && (samePlace(url, ports.redirectUrl) || samePlace(url, step.back)) ? { to: 'visit', url } : undefined,
  );
}

/**
 * The page is about to open a sign-in's window or tab.
 * @returns what it opens, and where the answer comes back; false where another sign-in or page has it, or a URL that works once is asked
 *   for anew
 */
export async function claimVisit(ports: Ports, id: string, page: number): Promise<{ url: string; back: string } | false> {
  const claimed = await claimWindow(ports, id, page);
  if (claimed === 'spent') await answer(ports, id, 'visit', () => ({ to: 'again' }));
  const row = claimed === true ? await signInRow(ports.vault, id) : undefined;
  const step = row?.wait?.for === 'visit' ? (await openSignIn(ports.vault, row))?.step : undefined;
  return step?.do === 'visit' && { url: step.url, back: step.back };
}

/** The service's page that shows what this sign-in asks for. @throws CountersignError `invalid_input` where it asks for nothing that is shown */
export async function pageToShow(ports: Ports, id: string): Promise<string> {
  const row = await signInRow(ports.vault, id);
  const step = row?.wait?.for === 'ask' ? (await openSignIn(ports.vault, row))?.step : undefined;
  if (step?.do !== 'ask' || step.open === undefined) throw new CountersignError('invalid_input', { about: 'id' });
  return step.open;
}

/** The user entered what was asked for. Values beside the fields are dropped. */
export async function entered(ports: Ports, id: string, values: Readonly<Record<string, string>>): Promise<void> {
  await answer(ports, id, 'ask', (step) => {
    if (step?.do !== 'ask') return undefined;
    const given = step.fields.map(({ name }) => [name, values[name]] as const).filter(([, value]) => value !== undefined);
    return { to: 'ask', values: Object.fromEntries(given) as Record<string, string> };
  });
}

/** The user granted, or refused, access to hosts. */
export async function reached(ports: Ports, id: string, granted: boolean): Promise<void> {
  if (!granted) return failSignIn(ports, id, new CountersignError('host_access_refused').problem);
  await answer(ports, id, 'reach', () => ({ to: 'reach' }));
}

/**
 * The window or tab has gone, says the page that opened it: the end of the sign-in, unless the protocol can tell whether it worked.
 * Nothing, if the answer was there before.
 */
export async function unvisited(ports: Ports, id: string, why: HowGone): Promise<void> {
  await orHold(ports, { id, why }, async () => {
    const row = await signInRow(ports.vault, id);
    if (row?.wait?.for !== 'visit') return;
    const step = await stepOf(ports.vault, row);
    const mayHaveWorked = why === 'window_closed' && step?.do === 'visit' && step.orClosed;
    await (mayHaveWorked ? answer(ports, id, 'visit', () => ({ to: 'closed' })) : endSignIn(ports, id, why));
  });
}

/** The sign-in ends without an account: the window closed, the page failed, the user stopped it. */
export async function endSignIn(ports: Ports, id: string, code: Code): Promise<void> {
  const row = await signInRow(ports.vault, id);
  if (row?.state !== 'waiting' && row?.state !== 'running') return;
  if (code === 'page_not_loaded' && isExpired(row, ports.clock.now())) code = 'request_token_expired';
  const claim = row.wait?.for === 'visit' ? row.wait.claim : undefined;
  if (claim?.tabId !== undefined && claim.session === (await ports.session())) await ports.windows.closeTab(claim.tabId);
  await failSignIn(ports, id, new CountersignError(code, { about: row.serviceName }).problem);
}

/** A redirect that the browser saw, whoever waits for it. Takes it only for the sign-in whose own value it carries. */
export async function redirected(ports: Ports, url: string): Promise<void> {
  await orHold(ports, { url }, () => cameBackSomewhere(ports, url));
}

async function cameBackSomewhere(ports: Ports, url: string): Promise<void> {
  const { searchParams, hash } = new URL(url);
  const values = new Set([...searchParams.values(), ...new URLSearchParams(hash.slice(1)).values()]);
  for (const row of await ports.vault.db.journal.where({ state: 'waiting' }).toArray()) {
    const step = await stepOf(ports.vault, row);
    if (step?.do === 'visit' && values.has(step.ours)) return cameBack(ports, row.id, url);
  }
}

/**
 * Asks the service whether the user has entered the code, if it is time to ask. Until then, nothing is sent: services count how often
 * they are asked.
 */
export async function poll(ports: Ports, id: string): Promise<void> {
  const row = await signInRow(ports.vault, id);
  if (row?.state !== 'waiting' || (row.wait?.for !== 'code' && row.wait?.for !== 'state')) return;
  const now = ports.clock.now();
  if (now >= row.wait.until) return endSignIn(ports, id, row.wait.for === 'code' ? 'code_expired' : 'connector_not_signed_in');
  if (now >= row.wait.next) await answer(ports, id, 'wait', () => ({ to: 'wait' }));
}

/**
 * Goes on with what an earlier life of the worker left unfinished, and with what came while the vault was locked; gives up what took too long.
 * While it is locked, nothing of this can be done.
 */
export async function recoverSignIns(ports: Ports): Promise<void> {
  if (await ports.vault.isLocked()) return;
  await tellHeld(ports, (held) => {
    if ('why' in held) return unvisited(ports, held.id, held.why);
    return held.id === undefined ? redirected(ports, held.url) : visited(ports, held.id, held.url);
  });
  await leadRedirects(ports);
  const rows = await ports.vault.db.journal.toArray();
  for (const row of rows) {
    const ended = row.state === 'failed' || row.state === 'done';
    const old = ports.clock.now() - row.since > signInLifetime;
    if (ended && old) await ports.vault.db.journal.delete(row.id);
    else if (ended) continue;
    else if (old) await endSignIn(ports, row.id, 'sign_in_expired');
    else if (row.state === 'running') void drive(ports, row.id);
    else if (row.wait?.for === 'code' || row.wait?.for === 'state') void poll(ports, row.id);
    else if (await isTabGone(ports, row)) await unvisited(ports, row.id, 'window_closed');
  }
}

type Answer = 'visit' | 'ask' | 'reach' | 'wait';

const waitsFor: Readonly<Record<Answer, readonly SignInWait['for'][]>> = {
  visit: ['visit'],
  ask: ['ask'],
  reach: ['reach'],
  wait: ['code', 'state'],
};

/** Journals the answer to the step a sign-in waits for, then works on it. An answer to nothing is ignored: it came twice. */
async function answer(
  ports: Ports,
  id: string,
  to: Answer,
  make: (step: SignInBox['step']) => SignInBox['reply'] | undefined,
): Promise<void> {
  const row = await signInRow(ports.vault, id);
  if (row?.state !== 'waiting' || !row.wait || !waitsFor[to].includes(row.wait.for)) return;
  const box = await openSignIn(ports.vault, row);
  if (!box) return;
  const reply = make(box.step);
  if (!reply) return failSignIn(ports, id, new CountersignError('state_mismatch', { about: row.serviceName }).problem);
  const { wait: _, ...open } = row;
  const stage = reply.to === 'again' ? 'ask' : stageAfter(box.step, row.stages);
  const answered: SignInBox = box.step ? { ...box, reply } : box;
  const running: SignInRow = { ...open, state: 'running', stage, attempt: 0, since: ports.clock.now() };
  if (!(await moveSignIn(ports.vault, ['waiting'], running, answered))) return; // the same answer came by another way just now
  if (reply.to === 'visit') await leaveVisit(ports, row, reply.url);
  await checkpoint(reply.to === 'visit' ? 'sign-in:redirected' : 'sign-in:replied');
  await drive(ports, id); // awaited by the page's message: the worker stays awake until it is answered
}
