/** Renewals that nobody waits for: of accounts used lately, shortly before their access ends, and of those that were interrupted. */
import { renewalHosts } from '../core/endpoints';
import { wholeAccounts } from '../vault/whole';
import type { AccountRow } from '../vault/rows';
import { isReadOnly } from '../vault/schema';
import { shownPart } from '../vault/shown-part';
import type { Ports } from './ports';
import { renew, renewsAt } from './renew';

/** An account that was not used for so long, in milliseconds, or never since its last renewal, is renewed when it is used again. */
const lately = 24 * 60 * 60_000;
/** After a renewal that failed, the next one that nobody waits for is tried after this long, in milliseconds. */
const pause = 5 * 60_000;

/** When the next account is to be renewed without being called; undefined where there is none, and while the vault is locked. */
export async function nextAhead(ports: Ports): Promise<number | undefined> {
  if (await ports.vault.isLocked()) return undefined;
  let next: number | undefined;
  for (const row of await usedRows(ports)) {
    const at = aheadAt(ports, row);
    if (at !== undefined && at < (next ?? Infinity) && (await canRenew(ports, row))) next = at;
  }
  return next;
}

/**
 * Renews what is due. A renewal that was interrupted by the worker's end is tried once more, whoever uses the account: the sooner it is
 * known how it ended, the better. A locked vault renews nothing.
 */
export async function renewAhead(ports: Ports): Promise<void> {
  if (await ports.vault.isLocked()) return;
  const now = ports.clock.now();
  const rows = await usedRows(ports);
  const due = rows.filter((row) => wasInterrupted(row) || (aheadAt(ports, row) ?? Infinity) <= now);
  const renewAlone = async (row: AccountRow): Promise<void> => {
    if (await canRenew(ports, row)) await renew(ports, row.id, { issuedAt: row.facts.issuedAt });
  };
  await Promise.all(due.map((row) => renewAlone(row).catch(() => undefined))); // told by the row
}

/**
 * Whether the browser lets us reach where it is renewed. Where it does not, trying would fail at once and leave it as due as before, again
 * and again; that the user has allowed it is told as a change. What cannot be opened is not renewed either.
 */
async function canRenew({ vault, hosts }: Ports, row: AccountRow): Promise<boolean> {
  const shown = await shownPart(vault, row).catch(() => undefined);
  return shown !== undefined && hosts.granted(renewalHosts(shown.service));
}

/** The accounts; one through which connectors are reached was used when they were. */
async function usedRows({ vault }: Ports): Promise<AccountRow[]> {
  if (await isReadOnly(vault.db)) return []; // what is renewed could not be stored
  const rows = await wholeAccounts(vault);
  const through = new Map<string, number>();
  for (const { parentId, usedAt = 0 } of rows)
    if (parentId !== undefined) through.set(parentId, Math.max(usedAt, through.get(parentId) ?? 0));
  return rows.map((row) => ({ ...row, usedAt: Math.max(row.usedAt ?? 0, through.get(row.id) ?? 0) }));
}

/** Whether nothing is known of how its renewal ended, not even that it failed. One that is under way just now is joined. */
export function wasInterrupted({ state, renewing, problem }: Pick<AccountRow, 'state' | 'renewing' | 'problem'>): boolean {
  return state === 'fine' && renewing !== undefined && (problem?.at ?? 0) < renewing.at;
}

function aheadAt({ clock }: Ports, row: AccountRow): number | undefined {
  const due = renewsAt(row.facts);
  const from = Math.max(clock.now() - lately, row.facts.issuedAt ?? 0);
  if (row.state !== 'fine' || due === undefined || (row.usedAt ?? 0) < from) return undefined;
  return Math.max(due, row.renewNotBefore ?? 0, row.problem?.at === undefined ? 0 : row.problem.at + pause);
}
