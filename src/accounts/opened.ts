/** An account opened for use: what it keeps is decrypted once for many requests, and its secret renewed when it is about to expire. */
import { toProblem } from '../core/errors';
import type { Context, Held } from '../core/protocol';
import { accountRow, openAccount, type AccountBox } from '../vault/accounts';
import { openApp } from '../vault/apps';
import { withHeld } from '../vault/unstored';
import type { AccountRow } from '../vault/rows';
import { contextFor, type Ports } from './ports';
import { isRenewing, needsSignIn, renew, renewsAt, restsUntil } from './renew';

export interface Account {
  readonly row: AccountRow;
  readonly box: AccountBox;
}

/** An account that can sign. */
export interface Opened {
  readonly row: AccountRow;
  readonly context: Context;
  readonly held: Held;
  readonly apiHosts: readonly string[];
}

/** An account, opened: read and decrypted once for the many calls between two changes. @throws CountersignError `unknown_account` */
export function readAccount({ vault, unstored }: Pick<Ports, 'vault' | 'unstored'>, id: string): Promise<Account> {
  return vault.remember(`opened ${id}`, async () => {
    const row = withHeld(await unstored.read(), await accountRow(vault, id));
    return { row, box: await openAccount(vault, row) };
  });
}

/** The account ready for use, its secret renewed first when it is about to expire. @throws CountersignError `needs_sign_in`, `renewal_failed` */
export async function openFresh(ports: Ports, account: Account): Promise<Opened> {
  const opened = await usable(ports, account);
  const { id, facts } = opened.row;
  const due = renewsAt(facts);
  const now = ports.clock.now();
  const expired = (facts.expiresAt ?? Infinity) <= now;
  const patient = !expired && now < restsUntil(opened.row, now); // a try has failed, and the old secret works
  if (!isRenewing(id) && (due === undefined || now < due || patient)) return opened;
  try {
    await renew(ports, id, { issuedAt: facts.issuedAt });
  } catch (error) {
    if (expired || toProblem(error).code === 'needs_sign_in') throw error; // else the old secret still works
  }
  return usable(ports, await readAccount(ports, id));
}

/** The account as it stands. @throws CountersignError `needs_sign_in` */
export async function usable(ports: Ports, { row, box }: Account): Promise<Opened> {
  if (row.state !== 'fine') throw needsSignIn(row);
  const app = await ports.vault.remember(`app ${row.appId ?? row.serviceId}`, () =>
    openApp(ports.vault, row.appId, row.serviceId),
  );
  const context = contextFor(ports, box.service, app, row.keyId);
  return { row, context, held: { secret: box.secret, facts: row.facts, notes: row.notes }, apiHosts: box.apiHosts };
}
