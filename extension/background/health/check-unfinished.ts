/** What was begun and not ended: sign-ins past their time, renewals of which nobody knows how they ended, actions that stand still. */
import { wasInterrupted } from '../../../src/accounts/renew-ahead';
import { isRenewing } from '../../../src/accounts/renew';
import { signInLifetime } from '../../../src/accounts/sign-in';
import type { AccountRow, ActionRow, SignInRow } from '../../../src/vault/rows';
import type { House } from '../../../src/engine/house';
import { fine, needsYou, type Finding } from './finding';

/** An action goes on at each start of the worker; one that takes longer than this stands still, in milliseconds. */
const actionLifetime = 10 * 60_000;

export async function checkUnfinished({ vault, clock }: Pick<House, 'vault' | 'clock'>): Promise<Finding> {
  const { db } = vault;
  const [signIns, accounts, actions] = await Promise.all([db.journal.toArray(), db.accounts.toArray(), db.actions.toArray()]);
  const ours = actions.filter(({ kind }) => kind !== 'move'); // a move waits for the user's word that its file is saved
  return judgeUnfinished({ signIns, accounts, actions: ours }, clock.now(), isRenewing);
}

export function judgeUnfinished(
  rows: {
    readonly signIns: readonly Pick<SignInRow, 'state' | 'since'>[];
    readonly accounts: readonly Pick<AccountRow, 'id' | 'state' | 'renewing' | 'problem'>[];
    readonly actions: readonly Pick<ActionRow, 'state' | 'startedAt'>[];
  },
  now: number,
  isRenewing: (id: string) => boolean,
): Finding {
  const open = rows.signIns.filter(({ state }) => state === 'running' || state === 'waiting');
  const running = rows.actions.filter(({ state }) => state === 'running');
  const old = open.filter(({ since }) => now - since > signInLifetime);
  const still = running.filter(({ startedAt }) => now - startedAt > actionLifetime);
  const facts = {
    signIns: open.length - old.length,
    old: old.length,
    renewals: rows.accounts.filter((row) => wasInterrupted(row) && !isRenewing(row.id)).length,
    actions: running.length - still.length,
    still: still.length,
  };
  return facts.old + facts.renewals + facts.still === 0 ? fine(facts) : needsYou(facts, { repair: 'actions' });
}
