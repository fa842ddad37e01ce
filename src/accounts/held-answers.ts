/**
 * What happens to a sign-in's page while the vault is locked: its journal cannot be opened then. It waits in the browser's memory, where it
 * outlives the worker, and is told again once the vault is open.
 */
import { toProblem, type Code } from '../core/errors';
import type { Vault } from '../vault/vault';

interface Ports {
  readonly vault: Vault;
  readonly heldAnswers: { read(): Promise<readonly HeldAnswer[]>; write(held: readonly HeldAnswer[]): Promise<void> };
}

/** A redirect that came back, as a page has told (`id`) or the browser has seen; or a window that went. */
export type HeldAnswer = { readonly url: string; readonly id?: string } | { readonly id: string; readonly why: HowGone };

/** Why a page's window or tab brings no answer. */
export type HowGone = Extract<Code, 'window_closed' | 'page_not_loaded' | 'window_busy'>;

/** So many are kept: pages may go to the redirect URL as often as they like. The first ones stay, but for what a page of ours tells. */
const most = 30;
/** No answer of a service is longer, in characters. */
const longest = 20_000;

let last: Promise<unknown> = Promise.resolve();

/** One change of the memory after the other. */
function alone(work: () => Promise<void>): Promise<void> {
  const next = last.catch(() => undefined).then(work);
  last = next;
  return next;
}

/**
 * Keeps an answer if the vault is locked.
 * @returns whether it is: then nothing else can be done with it now
 */
async function heldWhileLocked(ports: Ports, answer: HeldAnswer): Promise<boolean> {
  if (!(await ports.vault.isLocked())) return false;
  const waits = await ports.vault.db.journal.where({ state: 'waiting' }).count();
  if (waits === 0 || ('url' in answer && answer.url.length > longest)) return true;
  await alone(async () => {
    const held = await ports.heldAnswers.read();
    const seen = held.filter(({ id }) => id === undefined);
    if (held.length < most) await ports.heldAnswers.write([...held, answer]);
    else if (answer.id !== undefined && seen.length > 0)
      await ports.heldAnswers.write([...held.filter((one) => one !== seen.at(-1)), answer]);
  });
  return true;
}

/** Works on an answer, or keeps it: also where the lock falls just while it is worked on. Told again, what was heard already counts once. */
export async function orHold(ports: Ports, answer: HeldAnswer, work: () => Promise<void>): Promise<void> {
  if (await heldWhileLocked(ports, answer)) return;
  try {
    await work();
  } catch (error) {
    if (toProblem(error).code !== 'locked' || !(await heldWhileLocked(ports, answer))) throw error;
  }
}

let telling: Promise<void> | undefined;

/**
 * Tells what was kept, and forgets it once it has been heard: told twice, after the worker's end, it counts once. Answers come before the news
 * of windows that went, which mean nothing after an answer.
 */
export function tellHeld(ports: Ports, tell: (answer: HeldAnswer) => Promise<void>): Promise<void> {
  telling ??= tellAll(ports, tell).finally(() => {
    telling = undefined;
  });
  return telling;
}

async function tellAll(ports: Ports, tell: (answer: HeldAnswer) => Promise<void>): Promise<void> {
  const held = await ports.heldAnswers.read();
  if (held.length === 0) return;
  const told = (answers: readonly HeldAnswer[]) => Promise.allSettled(answers.map(tell));
  await told(held.filter((one) => 'url' in one));
  await told(held.filter((one) => !('url' in one)));
  await alone(async () => ports.heldAnswers.write((await ports.heldAnswers.read()).slice(held.length)));
}
