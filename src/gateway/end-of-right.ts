/** A call ends with the right to make it: withdrawn, released or narrowed permits and removed accounts stop what is under way. */
import { CountersignError } from '../core/errors';
import { coversMethod } from '../permits/reach';
import type { Vault } from '../vault/vault';

export interface Right {
  readonly accountId: string;
  /** Absent for our own pages, which need none. */
  readonly permitId: string | undefined;
  readonly method: string;
}

/**
 * A signal that aborts, with `permit_ended`, when the right to a call ends; with the vault's error, when it cannot be read whether it has.
 * @param over aborts when the call is over: nothing is watched any longer
 */
export function endOfRight(vault: Vault, right: Right, over: AbortSignal): AbortSignal {
  const aborter = new AbortController();
  const stop = vault.onChange((what) => {
    if (what === 'anything') check().catch(end); // who cannot be asked allows nothing
  });
  const check = async (): Promise<void> => {
    if (!(await holds(vault, right))) end(new CountersignError('permit_ended'));
  };
  const end = (why: unknown): void => {
    stop();
    aborter.abort(why);
  };
  over.addEventListener('abort', stop);
  return aborter.signal;
}

async function holds(vault: Vault, { accountId, permitId, method }: Right): Promise<boolean> {
  const account = await vault.remember(`account ${accountId}`, () => vault.db.accounts.get(accountId));
  if (!account || account.state === 'revoked') return false;
  if (permitId === undefined) return true;
  const permit = await vault.remember(`permit ${permitId}`, () => vault.db.permits.get(permitId));
  return permit !== undefined && permit.endedAt === undefined && coversMethod(permit, method);
}
