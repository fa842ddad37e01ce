/** The accounts in the vault: rows that may be shown, and what only the worker opens. */
import { CountersignError, toProblem } from '../core/errors';
import type { Facts, Grant, Sealed } from '../core/protocol';
import type { Service } from '../core/service';
import { isWhole } from './whole';
import type { AccountRow } from './rows';
import type { Vault } from './vault';

/** What is sealed with an account: the secret, and the service as it was when the user signed in. */
export interface AccountBox {
  readonly secret: Sealed;
  readonly service: Service;
  readonly apiHosts: readonly string[];
}

/** @throws CountersignError `unknown_account` */
export async function accountRow(vault: Vault, id: string): Promise<AccountRow> {
  const row = await vault.db.accounts.get(id);
  if (!row) throw new CountersignError('unknown_account');
  return row;
}

/** @throws CountersignError `unknown_account`; `record_damaged` when the row lacks what every row has */
export async function wholeRow(vault: Vault, id: string): Promise<AccountRow> {
  const row = await accountRow(vault, id);
  if (!isWhole(row)) throw new CountersignError('record_damaged');
  return row;
}

/**
 * Opens what is sealed with an account.
 * @throws CountersignError `record_damaged` when it does not open, or the row lacks what every row has; `locked`
 */
export async function openAccount(vault: Vault, row: AccountRow): Promise<AccountBox> {
  if (!isWhole(row)) throw new CountersignError('record_damaged');
  try {
    return (await vault.unseal('accounts', row.id, row.sealed)) as unknown as AccountBox;
  } catch (error) {
    // That the key could not be read says nothing about the box.
    const { code, about } = toProblem(error);
    throw code === 'storage_failed' && about === 'unseal' ? new CountersignError('record_damaged') : error;
  }
}

/** Seals an account's box for its record. */
export function sealAccount(vault: Vault, id: string, box: AccountBox): Promise<AccountRow['sealed']> {
  return vault.seal('accounts', id, { ...box });
}

/**
 * Stores a renewed secret and ends the journalled renewal, in one durable write; of an account that was replaced meanwhile, nothing.
 * @param seen the account whose secret was renewed
 * @throws CountersignError `unknown_account` when the account was removed meanwhile
 */
export async function storeRenewal(vault: Vault, seen: AccountRow, box: AccountBox, grant: Grant): Promise<void> {
  const sealed = await sealAccount(vault, seen.id, { ...box, secret: grant.secret });
  await updateUnlessReplaced(vault, seen, (row) => storeGrant(row, sealed, grant.facts));
}

/** Puts a renewed secret into an account's row. */
export function storeGrant(row: AccountRow, sealed: AccountRow['sealed'], facts: Facts): void {
  row.sealed = sealed;
  row.facts = mergeFacts(row.facts, facts);
  row.renewals += 1;
  row.state = 'fine';
  delete row.renewing;
  delete row.renewNotBefore;
  delete row.problem;
}

/** Changes an account's row in one transaction. */
export async function update(vault: Vault, id: string, change: (row: AccountRow) => void): Promise<void> {
  const found = await vault.db.accounts.where({ id }).modify(change);
  if (found === 0) throw new CountersignError('unknown_account');
  vault.changed();
}

/**
 * Changes an account by what became of its secret, unless it was signed in again or revoked since: then that says nothing about it.
 * @param seen the account as it was when its secret was read
 * @returns whether it is still the same
 */
export async function updateUnlessReplaced(
  vault: Vault,
  { id, signedInAt, facts: { issuedAt } }: AccountRow,
  change: (row: AccountRow) => void,
): Promise<boolean> {
  let same = false;
  await update(vault, id, (row) => {
    same = row.signedInAt === signedInAt && row.facts.issuedAt === issuedAt && row.state !== 'revoked';
    if (same) change(row);
  });
  return same;
}

/** A renewal rarely repeats who signed in or what was granted: what it leaves out stays. What rotated once may do so again. */
export function mergeFacts(old: Facts, renewed: Facts): Facts {
  const { expiresAt: _, ...kept } = old;
  const rotates = old.rotates === true ? { rotates: true } : {};
  return { ...kept, ...renewed, ...rotates, extra: { ...old.extra, ...renewed.extra } };
}
