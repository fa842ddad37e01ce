/** A caller asks, the user answers in our own window. Questions are kept in the vault, so the worker may die while the user thinks. */
import { callerKey, type Outsider } from '../core/caller';
import { CountersignError } from '../core/errors';
import type { Access } from '../core/words';
import type { AccountRow, AskRow, PermitRow } from '../vault/rows';
import { showAsk } from './ask-window';
import { givePermit, permitsOf, type Grant } from './give';
import { checkPattern } from './patterns';
import { covered } from './reach';
import { forget, settle } from './settle';
import { countRefusal, forgive, isQuiet } from './silence';
import type { Ports } from './ports';

/** Questions that may wait for the user at once, over all callers. */
const queueLength = 3;
const longestReason = 200;

export interface Question {
  /** The asker's own id: asking it again joins the same question. */
  readonly id: string;
  readonly serviceId: string;
  readonly access: Access;
  readonly methods?: readonly string[] | undefined;
  readonly paths: readonly string[];
  readonly scopes?: readonly string[] | undefined;
  /** An account beside those that the caller may use already. */
  readonly another?: boolean | undefined;
  /** The user must sign in anew, whoever is signed in here already. */
  readonly force?: boolean | undefined;
  readonly reason?: string | undefined;
  /** Whether the page has the user's activation, as our own script in it saw. */
  readonly activated: boolean;
  /** `fail`: nobody is asked while the vault is locked. */
  readonly whenLocked?: 'wait' | 'fail' | undefined;
  /** Takes the service into use, where it is not yet: done only when the user is really asked. */
  readonly take?: (() => Promise<void>) | undefined;
}

/**
 * Puts a question to the user, unless a permit in force already covers it.
 * @returns the permit, or the id under which {@link answerTo} will know the answer
 * @throws CountersignError `no_activation`, `silenced`, `prompt_open`, `busy`, `invalid_input`, `locked`
 */
export async function ask(ports: Ports, caller: Outsider, question: Question): Promise<{ permit: PermitRow } | { ask: string }> {
  const { db } = ports.vault;
  question.paths.forEach(checkPattern);
  const id = `${callerKey(caller)} ${question.id}`;
  if (await db.asks.get(id)) return { ask: id };
  const covering = question.another || question.force ? undefined : await coveringPermit(ports, caller, question);
  if (covering) return { permit: covering };
  if (question.whenLocked === 'fail' && (await ports.vault.isLocked())) throw new CountersignError('locked');
  const row: AskRow = {
    id,
    caller,
    callerKey: callerKey(caller),
    serviceId: question.serviceId,
    access: question.access,
    ...(question.methods && { methods: question.methods }),
    paths: question.paths,
    ...(question.scopes && { scopes: question.scopes }),
    ...(question.another && { another: true }),
    ...(question.force && { force: true }),
    ...(question.reason && { reason: question.reason.slice(0, longestReason) }),
    ...(question.take && { took: true }),
    at: ports.clock.now(),
  };
  return putQuestion(ports, row, question.activated, question.take);
}

/**
 * Shows a question to the user, if its caller may ask now.
 * @param take what is done only when the user is really asked
 * @throws CountersignError `no_activation`, `silenced`, `prompt_open`, `busy`
 */
export async function putQuestion(
  ports: Ports,
  row: AskRow,
  activated: boolean,
  take?: () => Promise<void>,
): Promise<{ ask: string }> {
  if (!activated) throw new CountersignError('no_activation');
  await allowedToAsk(ports, row.caller);
  await take?.();
  await ports.vault.db.asks.add(row);
  ports.vault.changed();
  await showAsk(ports, row.id);
  return { ask: row.id };
}

/** The answer to a question, once there is one. @throws CountersignError `refused`, `not_now` */
export async function answerTo(ports: Ports, id: string): Promise<PermitRow | undefined> {
  const row = await ports.vault.db.asks.get(id);
  if (!row) throw new CountersignError('not_now');
  if (!row.answer) {
    const permit = await signedInAgain(ports, row);
    if (permit) await settle(ports, row, { permitId: permit.id });
    return undefined; // the change brings us here again
  }
  await ports.vault.db.asks.delete(id);
  if ('code' in row.answer) throw new CountersignError(row.answer.code);
  const permit = await ports.vault.db.permits.get(row.answer.permitId);
  if (!permit) throw new CountersignError('permit_ended');
  return permit;
}

/**
 * The user's yes, which may narrow the question and never widen it.
 * @throws CountersignError `invalid_input` for more than was asked, `not_now` when the question is gone, `unknown_account`
 */
export async function allow(ports: Ports, id: string, yes: Omit<Grant, 'caller'>): Promise<void> {
  const row = await openAsk(ports, id);
  if (!row) throw new CountersignError('not_now');
  const account = await ports.vault.db.accounts.get(yes.accountId);
  if (!account || account.serviceId !== row.serviceId) throw new CountersignError('unknown_account');
  if (row.again) throw new CountersignError('invalid_input', { about: 'permit' }); // answered by the sign-in alone
  if (row.force && account.signedInAt < row.at) throw new CountersignError('invalid_input', { about: 'account' });
  const wider = !covered(yes, row);
  if (wider) throw new CountersignError('invalid_input', { about: 'permit' });
  yes.paths.forEach(checkPattern);
  const permit = await givePermit(ports, { caller: row.caller, ...yes });
  await settle(ports, row, { permitId: permit.id });
  await forgive(ports, row.caller);
}

/** The user's no. */
export async function refuse(ports: Ports, id: string): Promise<void> {
  const row = await openAsk(ports, id);
  if (!row) return;
  await settle(ports, row, { code: 'refused' });
  await countRefusal(ports, row.caller);
}

/** The window was closed without an answer: not a refusal. */
export async function later(ports: Ports, id: string): Promise<void> {
  const row = await openAsk(ports, id);
  if (row) await settle(ports, row, { code: 'not_now' });
}

/** The asker has gone: the question goes with it, unless it was answered. */
export async function withdraw(ports: Ports, id: string): Promise<void> {
  const row = await openAsk(ports, id);
  if (row) {
    await ports.vault.db.asks.delete(id);
    await forget(ports, row);
  }
  ports.vault.changed();
}

async function openAsk(ports: Ports, id: string): Promise<AskRow | undefined> {
  const row = await ports.vault.db.asks.get(id);
  return row?.answer ? undefined : row;
}

async function coveringPermit(ports: Ports, caller: Outsider, question: Question): Promise<PermitRow | undefined> {
  for (const permit of await permitsOf(ports, caller)) {
    const account = await ports.vault.db.accounts.get(permit.accountId);
    const usable = account !== undefined && account.state !== 'revoked' && account.serviceId === question.serviceId;
    // One that leaves API hosts out does not answer a question, which is about all of them.
    if (usable && !permit.hosts && permit.lasting !== 'once' && covered(question, permit) && hasScopes(account, question.scopes))
      return permit;
  }
  return undefined;
}

/** Whether an account was granted all these scopes. A service that names none is taken at its word. */
function hasScopes(account: AccountRow, scopes: readonly string[] = []): boolean {
  const granted = account.facts.scopes;
  return granted === undefined || scopes.every((scope) => granted.includes(scope));
}

async function allowedToAsk(ports: Ports, caller: Outsider): Promise<void> {
  const { db } = ports.vault;
  const waiting = await db.asks.filter((row) => !row.answer).toArray();
  if (waiting.some((row) => row.callerKey === callerKey(caller))) throw new CountersignError('prompt_open');
  if (waiting.length >= queueLength) throw new CountersignError('busy');
  if (await isQuiet(ports, caller)) throw new CountersignError('silenced');
}

/** The permit of a question whose person has signed in again since it was asked. */
async function signedInAgain({ vault: { db } }: Ports, { again, at }: AskRow): Promise<PermitRow | undefined> {
  const account = again && (await db.accounts.get(again.accountId));
  if (!again || account?.state !== 'fine' || account.signedInAt < at) return undefined;
  return db.permits.get(again.permitId);
}
