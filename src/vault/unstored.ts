/**
 * Renewed secrets that the disk did not take: sealed, in the memory of the browser, until it does. The service has replaced the old secret
 * by then, so that dropping the new one would cost the account. They outlive the worker, and end with this run of the browser.
 */
import { isStorageProblem, toProblem, type Problem } from '../core/errors';
import type { Memory } from '../core/ports';
import type { Facts, Grant } from '../core/protocol';
import type { Instant } from '../core/words';
import { bytesOf, toBase64 } from '../core/base64';
import { mergeFacts, sealAccount, storeGrant, updateUnlessReplaced, type AccountBox } from './accounts';
import type { AccountRow } from './rows';
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
  const before = await memory.read();
  if (before.length === 0 || (await vault.isLocked())) return before.length;
  /** By what was sealed: what still waits of it. */
  const left = new Map<string, Unstored | undefined>();
  for (const held of before) left.set(held.data, await storeOne(vault, held));
  await change(memory, (all) => all.flatMap((one) => (left.has(one.data) ? (left.get(one.data) ?? []) : [one])));
  const waiting = [...left.values()].filter((one) => one !== undefined).length;
  if (waiting < before.length) vault.changed();
  return waiting;
}

/** Sealed once more on its way: shortly after everything was sealed anew, what opens may still be under the key before. @returns it, where it waits on */
async function storeOne(vault: Vault, held: Unstored): Promise<Unstored | undefined> {
  const { id, signedInAt, issuedAt, facts } = held;
  let again = held;
  try {
    const row = await vault.db.accounts.get(id);
    if (row?.signedInAt !== signedInAt || row.facts.issuedAt !== issuedAt) return undefined;
    const opens = await vault.unseal('accounts', id, boxOf(held)).catch(unlessOtherKey);
    if (!opens) return undefined;
    const sealed = await vault.seal('accounts', id, opens);
    again = { ...held, iv: toBase64(sealed.iv), data: toBase64(new Uint8Array(sealed.data)) };
    await updateUnlessReplaced(vault, row, (open) => storeGrant(open, sealed, facts));
    return undefined;
  } catch (error) {
    if (toProblem(error).code === 'unknown_account') return undefined;
    if (!isStorageProblem(error)) throw error;
    return again;
  }
}
