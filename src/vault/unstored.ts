/**
 * Renewed secrets that the disk did not take: sealed, in the memory of the browser, until it does. The service has replaced the old secret
 * by then, so that dropping the new one would cost the account. They outlive the worker, and end with this run of the browser.
 */
import { isStorageProblem, toProblem, type Problem } from '../core/errors';
import type { Memory } from '../core/ports';
import type { Facts, Grant } from '../core/protocol';
import type { Instant } from '../core/words';
import { bytesOf, toBase64 } from '../crypto/base64';
import { mergeFacts, sealAccount, storeGrant, updateUnlessReplaced, type AccountBox } from './accounts';
import type { AccountRow } from './schema';
import type { Vault } from './vault';

/** One renewed secret that waits for room. */
export interface Unstored {
  readonly id: string;
  /** The account whose secret was renewed: when it was signed in, and when its old secret was issued. */
  readonly signedInAt: Instant;
  readonly issuedAt?: Instant;
  /** The new ones. */
  readonly facts: Facts;
  /** The account's box with the new secret, base64. */
  readonly iv: string;
  readonly data: string;
  /** Why it could not be stored. */
  readonly problem: Problem;
}

export type UnstoredMemory = Memory<readonly Unstored[]>;

let last: Promise<unknown> = Promise.resolve();

/** One change of the memory after the other: of two renewals at once, neither may drop what the other keeps. */
function change(memory: UnstoredMemory, to: (all: readonly Unstored[]) => readonly Unstored[]): Promise<void> {
  const next = last.then(async () => memory.write(to(await memory.read())));
  last = next.catch(() => undefined);
  return next;
}

/** Keeps a renewed secret for {@link storeHeld}. */
export async function hold(
  vault: Vault,
  memory: UnstoredMemory,
  seen: AccountRow,
  box: AccountBox,
  grant: Grant,
  problem: Problem,
): Promise<void> {
  const { iv, data } = await sealAccount(vault, seen.id, { ...box, secret: grant.secret });
  const { id, signedInAt, facts } = seen;
  const held: Unstored = {
    id,
    signedInAt,
    ...(facts.issuedAt !== undefined && { issuedAt: facts.issuedAt }),
    facts: grant.facts,
    iv: toBase64(iv),
    data: toBase64(new Uint8Array(data)),
    problem,
  };
  await change(memory, (all) => [...all.filter((one) => one.id !== id), held]);
  vault.changed();
}

/** An account as it is with the secret that waits to be stored; as its row says where none waits. */
export function withHeld(all: readonly Unstored[], row: AccountRow): AccountRow {
  const held = all.find((one) => one.id === row.id);
  if (!held || row.state === 'revoked' || row.signedInAt !== held.signedInAt || row.facts.issuedAt !== held.issuedAt) return row;
  const { renewing: _, renewNotBefore: __, ...rest } = row;
  return {
    ...rest,
    facts: mergeFacts(row.facts, held.facts),
    renewals: row.renewals + 1,
    sealed: boxOf(held),
    problem: held.problem,
  };
}

function boxOf({ iv, data }: Unstored): AccountRow['sealed'] {
  return { iv: bytesOf64(iv), data: bytesOf64(data).buffer };
}

/** Everything has been sealed anew meanwhile, and this was not: it can be opened no more. */
function unlessOtherKey(error: unknown): undefined {
  const { code, about } = toProblem(error);
  if (code !== 'storage_failed' || about !== 'unseal') throw error;
}

const bytesOf64 = (text: string): Uint8Array<ArrayBuffer> => bytesOf(atob(text));

/**
 * Tries to store what waits. What belongs to an account that was signed in again, revoked or removed meanwhile is dropped.
 * @returns how many still wait
 */
export async function storeHeld(vault: Vault, memory: UnstoredMemory): Promise<number> {
  if (await vault.isLocked()) return (await memory.read()).length;
  const left: Unstored[] = [];
  const before = await memory.read();
  for (const held of before) {
    const { id, signedInAt, issuedAt } = held;
    const same = (row: AccountRow): boolean => row.signedInAt === signedInAt && row.facts.issuedAt === issuedAt;
    try {
      const row = await vault.db.accounts.get(id);
      const opens = await vault.unseal('accounts', id, boxOf(held)).catch(unlessOtherKey);
      if (row && same(row) && opens) await updateUnlessReplaced(vault, row, (open) => storeGrant(open, boxOf(held), held.facts));
    } catch (error) {
      const { code } = toProblem(error);
      if (code === 'unknown_account') continue;
      if (!isStorageProblem(error)) throw error;
      left.push(held);
    }
  }
  if (left.length < before.length) {
    const done = new Set(before.filter((one) => !left.includes(one)).map(({ data }) => data));
    await change(memory, (all) => all.filter(({ data }) => !done.has(data)));
    vault.changed();
  }
  return left.length;
}
