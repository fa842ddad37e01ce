/**
 * What pages show of an account's box: its service and hosts, without the secret. Remembered over changes, until the box is another one, so
 * that a thousand accounts are not opened anew for each change of one.
 */
import type { Origin } from '../core/words';
import type { Service } from '../core/service';
import { openAccount } from './accounts';
import type { AccountRow } from './rows';
import type { Vault } from './vault';

export interface ShownPart {
  readonly service: Service;
  readonly apiHosts: readonly Origin[];
}

interface Known extends ShownPart {
  /** Random for each seal: another box has another one. */
  readonly iv: string;
}

const knowns = new WeakMap<Vault, Map<string, Known>>();

/** @throws CountersignError as {@link openAccount} */
export async function shownPart(vault: Vault, row: AccountRow): Promise<ShownPart> {
  const known = knowns.get(vault) ?? new Map<string, Known>();
  knowns.set(vault, known);
  const iv = String((row as Partial<AccountRow>).sealed?.iv);
  const before = known.get(row.id);
  if (before?.iv === iv) return before;
  const { service, apiHosts } = await openAccount(vault, row);
  const fresh = { iv, service, apiHosts };
  known.set(row.id, fresh);
  return fresh;
}
