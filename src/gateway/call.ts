/** One signed request: caller → permit → open vault → turn → account → sign → send → react → the answer, and a line in the activity. */
import { callerKey } from '../core/caller';
import { CountersignError, isCoded, toProblem } from '../core/errors';
import type { Caller } from '../core/words';
import { checkPermit, inForce } from '../permits/check';
import { accountRow } from '../vault/accounts';
import { noteActivity } from '../vault/activity';
import type { AccountRow, PermitRow } from '../vault/rows';
import { endOfRight } from './end-of-right';
import type { Answer, Call, Ports } from './ports';
import { prepare, send, type Prepared } from './send';

export type { Answer, Ports };

/** What a call rests on. Our own pages need no permit. */
interface Right {
  readonly accountId: string;
  readonly permit?: PermitRow;
}

/**
 * Makes a caller's request with the account's signature.
 * @throws CountersignError with the reason; nothing was sent unless the reason is the service's or the network's
 */
export async function signedCall(ports: Ports, caller: Caller, call: Call, stop: AbortSignal): Promise<Answer> {
  const log = { at: ports.clock.now(), caller, method: call.method, ...placeOf(call.url), sent: call.body?.size ?? 0 };
  const { accountId, permit } = await rightTo(ports, caller, call).catch(async (error: unknown) => {
    await noteRefusal(ports, caller, call, { ...log, sent: 0 }, toProblem(error).code);
    throw error;
  });
  const over = new AbortController();
  const right = { accountId, permitId: permit?.id, method: call.method };
  const signal = AbortSignal.any([stop, endOfRight(ports.vault, right, AbortSignal.any([stop, over.signal]))]);
  const renewals = await renewalsOf(ports.vault, accountId);
  const endCall = ports.calls.begin();
  let endTurn = (): void => undefined;
  /** Once, when the last byte has passed or the call has failed. */
  const finish = async (answer: number | string, received: number): Promise<void> => {
    if (over.signal.aborted) return;
    over.abort();
    endTurn();
    endCall();
    const now = await renewalsOf(ports.vault, accountId).catch(() => renewals);
    const renewed = now !== renewals;
    noteActivity(ports.vault, { ...log, accountId, answer, took: ports.clock.now() - log.at, received, renewed });
  };
  /** The account, opened at the call's turn. The vault may be locked meanwhile: then it is waited for again, without a turn. */
  const begin = async (): Promise<Prepared> => {
    for (;;) {
      const waited = await ports.waiting.untilOpen(caller, call.whenLocked, signal);
      if (waited && permit && !(await inForce(ports, permit))) throw new CountersignError('permit_ended');
      if (caller.kind !== 'own') endTurn = await ports.turns.take(callerKey(caller), originOf(call.url), signal);
      try {
        return await prepare(ports, accountId, call);
      } catch (error) {
        if (!isCoded(error) || error.code !== 'locked' || !(await ports.vault.isLocked())) throw error;
        endTurn();
      }
    }
  };
  try {
    const answer = await send(ports, await begin(), { caller, permit }, signal);
    const ended = (bytes: number): void => void finish(answer.status, bytes);
    return { ...answer, signal, ended };
  } catch (error) {
    await finish(stop.aborted ? 'aborted' : toProblem(error).code, 0);
    throw error;
  }
}

/** The permit behind a handle. Our own pages name the account itself. */
async function rightTo(ports: Ports, caller: Caller, call: Call): Promise<Right> {
  if (caller.kind === 'own') return { accountId: (await knownAccount(ports.vault, call.handle)).id };
  if (!URL.canParse(call.url)) throw new CountersignError('invalid_input', { about: 'URL' });
  const permit = await checkPermit(ports, caller, call.handle, call.method, new URL(call.url));
  return { accountId: permit.accountId, permit };
}

/** @throws CountersignError `unknown_account` */
function knownAccount(vault: Ports['vault'], id: string): Promise<AccountRow> {
  return vault.remember(`row ${id}`, () => accountRow(vault, id));
}

/** How often the secret that signs for an account has been renewed: its own, or that of the account through which it is reached. */
async function renewalsOf(vault: Ports['vault'], id: string): Promise<number> {
  const row = await knownAccount(vault, id);
  const parent = row.parentId === undefined ? undefined : await knownAccount(vault, row.parentId).catch(() => undefined);
  return (parent ?? row).renewals;
}

type Line = Omit<Parameters<typeof noteActivity>[1], 'accountId' | 'answer' | 'took' | 'received' | 'renewed'>;

/** A call that its permit does not cover stands in the activity too; one with a handle that is not the caller's has no account to stand with. */
async function noteRefusal(ports: Ports, caller: Caller, call: Call, line: Line, answer: string): Promise<void> {
  const permit = await ports.vault.db.permits.where({ handle: call.handle }).first();
  if (permit?.callerKey !== callerKey(caller)) return;
  noteActivity(ports.vault, { ...line, accountId: permit.accountId, answer, took: 0, received: 0, renewed: false });
}

/** The place for the activity: never the query, which may hold anything. */
function placeOf(url: string): { host: string; path: string } {
  if (!URL.canParse(url)) return { host: '', path: '' };
  const { host, pathname } = new URL(url);
  return { host, path: pathname };
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : '');
