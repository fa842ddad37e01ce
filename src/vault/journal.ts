/** The journal of sign-ins: each step is durable before anyone acts on it, its data sealed. */
import type { Reply, Step } from '../core/protocol';
import type { OAuth1Way, Service } from '../core/words';
import type { SignInRow } from './schema';
import type { Vault } from './vault';

/** What is sealed with a sign-in under way. */
export interface SignInBox {
  readonly service: Service;
  /** Absent where the sign-in brings its app along. */
  readonly appId?: string;
  readonly way?: OAuth1Way;
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

/** Adds a sign-in to the journal. */
export async function addSignIn(vault: Vault, row: SignInRow, box: SignInBox): Promise<void> {
  await vault.db.journal.add({ ...row, sealed: await vault.seal('journal', row.id, { ...box }) });
  vault.changed();
}

/**
 * Moves a sign-in on, in one transaction: two answers to one step may arrive at once, and only the first may count.
 * Without a box, what was sealed is gone.
 * @param from the states in which the sign-in may be just before
 * @returns whether it was; if not, nothing was written
 */
export async function moveSignIn(
  vault: Vault,
  from: readonly SignInRow['state'][],
  row: SignInRow,
  box?: SignInBox,
): Promise<boolean> {
  const { sealed: _, ...open } = row;
  const next = box ? { ...open, sealed: await vault.seal('journal', row.id, { ...box }) } : open;
  const { journal } = vault.db;
  const moved = await vault.db.transaction('rw', journal, async () => {
    const now = await journal.get(row.id);
    if (!now || !from.includes(now.state)) return false;
    await journal.put(next);
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
