/** The end of an account: revoked at the service, wiped here, and the truth about both. */
import { CountersignError, toProblem, type Problem } from '../core/errors';
import { isNoAnswer } from '../core/no-answer';
import { protocolOf } from '../protocols/protocols';
import { accountRow, openAccount, update } from '../vault/accounts';
import { wipeLines } from '../vault/activity-queries';
import { openApp } from '../vault/apps';
import { wipeOwnKey } from '../vault/own-keys';
import { withHeld } from '../vault/unstored';
import type { AccountRow } from '../vault/schema';
import { contextFor, type Ports } from './ports';

/**
 * Ends an account's access at the service. The account stays here, as revoked, with an empty secret.
 * @returns `unsupported` when the service has no way to revoke: nothing is changed then
 * @throws CountersignError with the service's answer; the secret is left as it was
 */
export async function revoke(ports: Ports, id: string): Promise<'revoked' | 'unsupported'> {
  const row = withHeld(await ports.unstored.read(), await accountRow(ports.vault, id));
  const box = await openAccount(ports.vault, row);
  const protocol = protocolOf(box.service);
  if (!protocol.revoke) return 'unsupported';
  const context = contextFor(ports, box.service, await openApp(ports.vault, row.appId, row.serviceId), row.keyId);
  const outcome = await protocol
    .revoke(context, { secret: box.secret, facts: row.facts, notes: row.notes })
    .catch((error: unknown) => {
      throw isNoAnswer(error) ? new CountersignError('service_unreachable', { about: box.service.name }) : error;
    });
  if (outcome === 'unsupported') return outcome;
  const sealed = await ports.vault.seal('accounts', id, { ...box, secret: {} });
  await update(ports.vault, id, (open) => {
    open.state = 'revoked';
    open.sealed = sealed;
    delete open.problem;
    delete open.renewing;
    delete open.keyId;
  });
  await wipeOwnKey(ports.vault, row.keyId);
  return 'revoked';
}

/** How the connectors end that are reached through an account which is removed: they wait for another one. Those that ended before stay so. */
async function orphansOf({ vault, clock }: Ports, id: string): Promise<Pick<AccountRow, 'id' | 'state' | 'problem'>[]> {
  const children = (await vault.db.accounts.toArray()).filter(({ parentId, state }) => parentId === id && state === 'fine');
  return Promise.all(
    children.map(async (row) => {
      const { problem } = new CountersignError('broker_missing', { about: (await openAccount(vault, row)).service.name });
      return { id: row.id, state: 'needs-sign-in' as const, problem: { ...problem, at: clock.now() } };
    }),
  );
}

/**
 * Revokes where possible, then wipes the account with its permits and activity. Connectors that are reached through it need a new sign-in.
 * @returns what became of the access at the service
 */
export async function removeAccount(
  ports: Ports,
  id: string,
): Promise<{ revoked: 'revoked' | 'unsupported' | 'failed' | 'already'; problem?: Problem }> {
  const row = await accountRow(ports.vault, id);
  let problem: Problem | undefined;
  const revoked =
    row.state === 'revoked'
      ? ('already' as const)
      : await revoke(ports, id).catch((error: unknown) => {
          problem = toProblem(error);
          return 'failed' as const;
        });
  const { db } = ports.vault;
  const orphans = await orphansOf(ports, id);
  await db.transaction('rw', db.accounts, db.permits, db.activity, db.keys, async () => {
    await db.accounts.delete(id);
    for (const { id: orphan, ...end } of orphans) await db.accounts.update(orphan, end);
    await wipeOwnKey(ports.vault, row.keyId);
    await db.permits.where({ accountId: id }).delete();
    await wipeLines(ports.vault, { accountId: id });
  });
  ports.vault.changed();
  return problem ? { revoked, problem } : { revoked };
}
