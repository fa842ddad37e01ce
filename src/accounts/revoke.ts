/** An account's access ended at its service; the account stays here. Journalled: after the worker's death it is asked for again. */
import { toProblem } from '../core/errors';
import { accountRow, openAccount } from '../vault/accounts';
import { beginAction, dropAction, endAction } from '../vault/actions';
import { withHeld } from '../vault/unstored';
import { writeRevoked } from '../vault/wipe';
import { endAtService, toldOf } from './at-service';
import { fly } from './flights';
import type { Ports } from './ports';
import { inTurn } from './turn';

/**
 * Ends an account's access at the service. The account stays here, as revoked, with an empty secret.
 * @returns `unsupported` when the service has no way to revoke: nothing is changed then
 * @throws CountersignError with the service's answer; the secret is left as it was
 */
export async function revoke(ports: Ports, id: string): Promise<'revoked' | 'unsupported'> {
  await accountRow(ports.vault, id);
  const action = crypto.randomUUID();
  return fly(action, async () => {
    await beginAction(ports.vault, { id: action, kind: 'revoke', startedAt: ports.clock.now() }, [id]);
    try {
      return await revokeNow(ports, action, id);
    } catch (error) {
      if (toProblem(error).code !== 'locked') await dropAction(ports.vault, action);
      throw error;
    }
  });
}

/** What is left of a revocation that was cut: asked for again, and told in the journal whatever comes of it. */
export async function reviveRevocation(ports: Ports, action: string, id: string): Promise<void> {
  await revokeNow(ports, action, id).catch(async (error: unknown) => {
    const problem = toProblem(error);
    if (problem.code === 'locked') return;
    const row = await ports.vault.db.accounts.get(id);
    if (!row) return dropAction(ports.vault, action); // removed meanwhile, which has told it
    const { service } = await openAccount(ports.vault, row);
    await endAction(ports.vault, action, problem, [toldOf(row, service, { revoked: 'failed', problem, wiped: false })]);
  });
}

function revokeNow(ports: Ports, action: string, id: string): Promise<'revoked' | 'unsupported'> {
  return inTurn(id, () =>
    ports.vault.during(async (vault) => {
      const seen = await accountRow(vault, id);
      const row = withHeld(await ports.unstored.read(), seen);
      const box = await openAccount(vault, row);
      const empty = await vault.seal('accounts', id, { ...box, secret: {} });
      const ended = row.state === 'revoked' ? 'revoked' : await endAtService({ ...ports, vault }, row, box);
      if (ended === 'unsupported') await dropAction(vault, action);
      else await writeRevoked(vault, seen, empty, action, toldOf(row, box.service, { revoked: 'revoked', wiped: false }));
      return ended;
    }),
  );
}
