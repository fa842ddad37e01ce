/** Actions of several steps in the journal: each step is durable before the next, so that another life of the worker goes on with it. */
import type { ActionView } from '../core/action';
import type { Vault } from './vault';

export async function actionViews(vault: Vault): Promise<ActionView[]> {
  const rows = (await vault.db.actions.toArray()).filter(({ kind, handed }) => kind !== 'move' || handed);
  return rows.map(({ left, attempt, moved: _, handed: __, ...row }) => ({
    ...row,
    interrupted: attempt > 1,
    done: row.total - left.length,
  }));
}
