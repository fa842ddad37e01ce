/** Actions of several steps in the journal: each step is durable before the next, so that another life of the worker goes on with it. */
import type { ActionView } from '../core/action';
import { CountersignError } from '../core/errors';
import type { Instant } from '../core/words';
import type { Vault } from './vault';

/** A re-seal that the worker's end has cut has changed nothing: the database that it wrote into is gone. The user hears of it. */
export async function closeReseals(vault: Vault, now: Instant): Promise<void> {
  if (vault.keyring.setting()) return;
  const cut = vault.db.actions.filter(({ kind, state }) => kind === 'reseal' && state === 'running');
  if ((await cut.count()) === 0) return;
  const problem = { ...new CountersignError('action_interrupted').problem, at: now };
  await cut.modify({ state: 'failed', attempt: 2, problem });
  vault.changed();
}

export async function actionViews(vault: Vault): Promise<ActionView[]> {
  const rows = await vault.db.actions.toArray();
  return rows.map(({ left, attempt, ...row }) => ({ ...row, interrupted: attempt > 1, done: row.total - left.length }));
}
