/** Actions of several steps in the journal: each step is durable before the next, so that another life of the worker goes on with it. */
import type { ActionKind, ActionView, Ended } from '../core/action';
import { CountersignError } from '../core/errors';
import type { Problem } from '../core/problem';
import type { Instant } from '../core/words';
import type { ActionRow } from './rows';
import type { Database } from './schema';
import type { Vault } from './vault';

/** An ended action that nobody dismissed is forgotten after this long, in milliseconds. */
const kept = 3 * 24 * 60 * 60_000;

/** As our pages see them. */
export async function actionViews(vault: Vault): Promise<ActionView[]> {
  const rows = (await vault.db.actions.toArray()).filter(({ kind, handed }) => kind !== 'move' || handed);
  return rows
    .toSorted((one, other) => one.startedAt - other.startedAt)
    .map(({ left, attempt, tries: _, unasked: __, cleared: ___, moved: ____, handed: _____, ...row }) => ({
      ...row,
      interrupted: attempt > 1,
      done: row.total - left.length,
    }));
}

/** Writes an action's beginning, before its first step. @param ids the accounts that it is about */
export async function beginAction(
  vault: Vault,
  { id, kind, startedAt }: Pick<ActionRow, 'id' | 'kind' | 'startedAt'>,
  ids: readonly string[],
): Promise<void> {
  await vault.db.actions.add({
    id,
    kind,
    startedAt,
    state: 'running',
    attempt: 1,
    tries: 1,
    left: ids,
    total: ids.length,
    ended: [],
  });
  vault.changed();
}

/** Those of these kinds that have not ended. */
export async function runningActions({ db }: Vault, kinds: readonly ActionKind[]): Promise<ActionRow[]> {
  return (await db.actions.toArray()).filter(({ kind, state }) => state === 'running' && kinds.includes(kind));
}

/** Another life of the worker goes on with it: counted before anything is done. */
export async function countTry(vault: Vault, id: string): Promise<void> {
  await vault.db.actions.where({ id }).modify((row) => {
    row.attempt += 1;
    row.tries = (row.tries ?? 0) + 1;
  });
  vault.changed();
}

/**
 * One account of an action is done: to be called within the transaction that does it. With its last one an action has ended, but for that
 * of everything, which has more to do. One that was never cut is told by its answer, and leaves no row.
 */
export async function noteEnded(
  { actions }: Pick<Database, 'actions'>,
  id: string,
  accountId: string,
  ended?: Ended,
): Promise<void> {
  const row = await actions.get(id);
  if (!row) return;
  const left = row.left.filter((each) => each !== accountId);
  const tells = ended && (row.kind !== 'forget' || ended.revoked === 'failed' || ended.revoked === 'unsupported');
  const next: ActionRow = { ...row, left, tries: 0, ended: tells ? [...row.ended, ended] : row.ended };
  if (row.kind === 'forget' || left.length > 0) await actions.put(next);
  else if (row.attempt === 1) await actions.delete(id);
  else await actions.put({ ...next, state: 'done' });
}

/** Ends an action. @param problem why it could not be finished; with what became of the accounts that were left */
export async function endAction(vault: Vault, id: string, problem?: Problem, ended: readonly Ended[] = []): Promise<void> {
  await vault.db.actions.where({ id }).modify((row) => {
    row.state = problem ? 'failed' : 'done';
    row.ended = [...row.ended, ...ended];
    if (problem) row.problem = problem;
  });
  vault.changed();
}

/** Takes back an action of which nothing was done: who asked for it is told. */
export async function dropAction(vault: Vault, id: string): Promise<void> {
  await vault.db.actions.delete(id);
  vault.changed();
}

/** The user has seen how it ended. */
export async function dismissAction(vault: Vault, id: string): Promise<void> {
  await vault.db.actions
    .where({ id })
    .and(({ state }) => state !== 'running')
    .delete();
  vault.changed();
}

/** Wipes what ended long ago. */
export async function sweepActions({ db }: Vault, now: Instant): Promise<void> {
  await db.actions.filter(({ state, startedAt }) => state !== 'running' && now - startedAt > kept).delete();
}

/** A re-seal that the worker's end has cut has changed nothing: the database that it wrote into is gone. The user hears of it. */
export async function closeReseals(vault: Vault, now: Instant): Promise<void> {
  if (vault.keyring.setting()) return;
  const cut = vault.db.actions.filter(({ kind, state }) => kind === 'reseal' && state === 'running');
  if ((await cut.count()) === 0) return;
  const problem = { ...new CountersignError('action_interrupted').problem, at: now };
  await cut.modify({ state: 'failed', attempt: 2, problem });
  vault.changed();
}
