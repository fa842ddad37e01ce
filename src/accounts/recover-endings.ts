/** Goes on with the ends of accounts that an earlier life of the worker left, and gives up what it dies of again and again. */
import type { ActionKind } from '../core/action';
import { CountersignError } from '../core/errors';
import { countTry, dropAction, endAction, runningActions, sweepActions } from '../vault/actions';
import type { ActionRow } from '../vault/rows';
import { serviceOf, toldOf } from './at-service';
import { fly, isFlying } from './flights';
import { forget } from './forget';
import { endAccount, type EndingPorts } from './remove';
import { reviveRevocation } from './revoke';

/** So often an action is begun without anything done, before it is given up. */
const mostTries = 3;

const endings: readonly ActionKind[] = ['revoke', 'remove', 'forget'];

/** What needs the services waits while the vault is locked. */
export async function recoverEndings(ports: EndingPorts): Promise<void> {
  const { vault } = ports;
  const locked = (await vault.lockView()).state === 'locked';
  for (const action of await runningActions(vault, endings)) {
    if (isFlying(action.id) || (locked && !action.unasked && !action.cleared)) continue;
    if ((action.tries ?? 0) >= mostTries) await giveUp(ports, action);
    else goOn(ports, action);
  }
  await sweepActions(vault, ports.clock.now());
}

/** What fails once more, by the lock or by the vault itself, is tried at the next start again, as often as any. */
function goOn(ports: EndingPorts, { id, kind, left }: ActionRow): void {
  void fly(id, async () => {
    await countTry(ports.vault, id);
    if (kind === 'forget') return forget(ports, id);
    for (const account of left)
      await (kind === 'revoke' ? reviveRevocation(ports, id, account) : reviveRemoval(ports, id, account));
  }).catch(() => undefined);
}

async function reviveRemoval(ports: EndingPorts, action: string, id: string): Promise<void> {
  if (!(await endAccount(ports, action, id))) await dropAction(ports.vault, action); // somebody else has removed it
}

/** Says what was not done. */
async function giveUp(ports: EndingPorts, { id, left }: ActionRow): Promise<void> {
  const { problem } = new CountersignError('action_interrupted');
  const rows = (await ports.vault.db.accounts.bulkGet([...left])).filter((row) => row !== undefined);
  const ended = await Promise.all(
    rows.map(async (row) => toldOf(row, await serviceOf(ports, row), { revoked: 'failed', problem, wiped: false })),
  );
  await endAction(ports.vault, id, { ...problem, at: ports.clock.now() }, ended);
}
