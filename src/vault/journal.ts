/** The journal of sign-ins: each step is durable before anyone acts on it, its data sealed. */
import { toProblem } from '../core/errors';
import type { Reply, Step } from '../core/protocol';
import type { Service, Way } from '../core/service';
import type { AppRow, SignInRow } from './rows';
import type { Vault } from './vault';

/** What is sealed with a sign-in under way. */
export interface SignInBox {
  readonly service: Service;
  /** Absent where the protocol has no app, or the sign-in brings it along. */
  readonly appId?: string;
  readonly way?: Way;
  /** What is asked for. */
  readonly scopes?: readonly string[];
  readonly force?: boolean;
  /** Where the service redirects to: stays as it was when the sign-in began, whatever becomes of the app. Absent for this browser's own. */
  readonly redirectUrl?: string;
  readonly step?: Exclude<Step, { do: 'done' }>;
  /** The answer that is being worked on, without its attempt, which the row counts. */
  readonly reply?: WithoutAttempt<Reply>;
}
type WithoutAttempt<R> = R extends unknown ? Omit<R, 'attempt'> : never;

export async function signInRow(vault: Vault, id: string): Promise<SignInRow | undefined> {
  return vault.db.journal.get(id);
}

export async function openSignIn(vault: Vault, row: SignInRow): Promise<SignInBox | undefined> {
  if (!row.sealed) return undefined;
  return (await vault.unseal('journal', row.id, row.sealed)) as unknown as SignInBox;
}

/** The step at which a sign-in stands; none where its record is damaged, which driving it tells, so that it stops no other. */
export async function stepOf(vault: Vault, row: SignInRow): Promise<SignInBox['step']> {
  try {
    return (await openSignIn(vault, row))?.step;
  } catch (error) {
    const { code, about } = toProblem(error);
    if (code !== 'storage_failed' || about !== 'unseal') throw error;
    return undefined;
  }
}

/** Adds a sign-in to the journal. */
export async function addSignIn(vault: Vault, row: SignInRow, box: SignInBox): Promise<void> {
  await vault.db.journal.add({ ...row, sealed: await vault.seal('journal', row.id, { ...box }) });
  vault.changed();
}

/**
 * Moves a sign-in on, in one transaction: two answers to one step may arrive at once, and only the first may count.
 * Without a box, what was sealed is gone; with a failure, the key pair that was made for it.
 * @param app one that the sign-in has registered: stored in the same transaction
 * @param from the states in which the sign-in may be just before
 * @returns whether it was; if not, nothing was written
 */
export async function moveSignIn(
  vault: Vault,
  from: readonly SignInRow['state'][],
  row: SignInRow,
  box?: SignInBox,
  app?: AppRow,
): Promise<boolean> {
  const { sealed: _, ...open } = row;
  const next = box ? { ...open, sealed: await vault.seal('journal', row.id, { ...box }) } : open;
  const { journal, apps, keys } = vault.db;
  const moved = await vault.db.transaction('rw', journal, apps, keys, async () => {
    const now = await journal.get(row.id);
    if (!now || !from.includes(now.state)) return false;
    if (app) await apps.put(app);
    await journal.put(next);
    if (row.state === 'failed') await keys.delete(row.id);
    return true;
  });
  if (moved) vault.changed();
  return moved;
}

/** Changes a sign-in's open part. */
export async function touchSignIn(vault: Vault, id: string, change: (row: SignInRow) => void): Promise<void> {
  await vault.db.journal.where({ id }).modify(change);
  vault.changed();
}
