/** A caller asks the user to sign in again with an account that it may use: the permit stays as it is, and so does its handle. */
import { callerKey, type Outsider } from '../core/caller';
import { CountersignError } from '../core/errors';
import type { AskRow } from '../vault/rows';
import { putQuestion } from './ask';
import { inForce } from './check';
import type { Ports } from './ports';

/**
 * @param again `id`: the asker's own; `force`: the user must prove anew at the service who they are
 * @returns the question's id; it is answered when the same person has signed in
 * @throws CountersignError `no_permit` for a handle that is not the caller's, `permit_ended`, and as a question does
 */
export async function askAgain(
  ports: Ports,
  caller: Outsider,
  again: { readonly id: string; readonly handle: string; readonly force?: boolean | undefined; readonly activated: boolean },
): Promise<{ ask: string }> {
  const { db } = ports.vault;
  const id = `${callerKey(caller)} ${again.id}`;
  if (await db.asks.get(id)) return { ask: id };
  const permit = await db.permits.where({ handle: again.handle }).first();
  if (permit?.callerKey !== callerKey(caller)) throw new CountersignError('no_permit');
  if (!(await inForce(ports, permit))) throw new CountersignError('permit_ended');
  const account = await db.accounts.get(permit.accountId);
  if (!account) throw new CountersignError('permit_ended');
  const { access, methods, paths } = permit;
  const row: AskRow = {
    id,
    caller,
    callerKey: callerKey(caller),
    serviceId: account.serviceId,
    access,
    ...(methods && { methods }),
    paths,
    ...(again.force && { force: true }),
    again: { accountId: account.id, permitId: permit.id },
    at: ports.clock.now(),
  };
  return putQuestion(ports, row, again.activated);
}
