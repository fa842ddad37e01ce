/** The journal of sign-ins: each step is durable before anyone acts on it, its data sealed. */
import type { Reply, Step } from '../core/protocol';
import type { Service } from '../core/words';
import type { SignInRow } from './schema';
import type { Vault } from './vault';

/** What is sealed with a sign-in under way. */
export interface SignInBox {
  readonly service: Service;
  readonly appId: string;
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

/** Writes a sign-in's row with its box; without a box, what was sealed is gone. */
export async function writeSignIn(vault: Vault, row: SignInRow, box?: SignInBox): Promise<void> {
  const { sealed: _, ...open } = row;
  await vault.db.journal.put(box ? { ...open, sealed: await vault.seal('journal', row.id, { ...box }) } : open);
  vault.changed();
}

/** Changes a sign-in's open part. */
export async function touchSignIn(vault: Vault, id: string, change: (row: SignInRow) => void): Promise<void> {
  await vault.db.journal.where({ id }).modify(change);
  vault.changed();
}
