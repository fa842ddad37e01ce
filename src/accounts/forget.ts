/** Forget everything: every account ended, then all that the vault and the browser keep for us. Runs on by itself, whatever dies meanwhile. */
import { checkpoint } from '../core/checkpoint';
import { toProblem } from '../core/errors';
import { endAction } from '../vault/actions';
import { beginForgetting, wipeEverything } from '../vault/wipe';
import { fly, isFlying } from './flights';
import { endAccount, type EndingPorts } from './remove';
import { endSignIn } from './sign-in';

/** So many accounts are ended at once: a service that does not answer holds up the others no longer than it must. */
const lanes = 4;

/**
 * Begins to forget everything; one that is under way is joined. With the vault locked, no service can be asked: everything is wiped all
 * the same, and each account is told as not revoked.
 * @returns the action's id
 */
export async function forgetEverything(ports: EndingPorts): Promise<string> {
  const { vault, clock } = ports;
  const locked = (await vault.lockView()).state === 'locked';
  const id = await beginForgetting(vault, crypto.randomUUID(), clock.now(), locked);
  if (!isFlying(id)) void fly(id, () => forget(ports, id));
  return id;
}

/** Does what is left of it. Never throws: what stops it stands in the journal. */
export async function forget(ports: EndingPorts, id: string): Promise<void> {
  try {
    await forgetAll(ports, id);
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code !== 'locked') await endAction(ports.vault, id, problem); // else it goes on once the vault is open
  }
}

async function forgetAll(ports: EndingPorts, id: string): Promise<void> {
  for (;;) {
    const action = await ports.vault.db.actions.get(id);
    if (action?.state !== 'running') return;
    if (action.cleared) break;
    await endSignIns(ports);
    await endAccounts(ports, id, action.left);
    await checkpoint('forget:wiped');
    if (await wipeEverything(ports.vault, id)) break;
  }
  await checkpoint('forget:cleared');
  await ports.leave();
  await endAction(ports.vault, id);
}

/** Connectors before the accounts that they are reached through. */
async function endAccounts(ports: EndingPorts, action: string, left: readonly string[]): Promise<void> {
  const { db } = ports.vault;
  const rows = await db.accounts.bulkGet([...left]);
  const isConnector = (_: string, at: number): boolean => rows[at]?.parentId !== undefined;
  const connectors = left.filter(isConnector);
  for (const ids of [connectors, left.filter((id) => !connectors.includes(id))]) {
    const waiting = [...ids];
    const lane = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        const unasked = (await db.actions.get(action))?.unasked === true;
        await endAccount(ports, action, id, unasked);
      }
    };
    await allOf(Array.from({ length: lanes }, lane));
  }
}

/** Waits for all of them, also where one fails: the next try must not run beside the rest of this one. */
async function allOf(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Whatever is under way must not bring an account back. While the vault is locked, none can go on, and its row goes with the rest. */
async function endSignIns(ports: EndingPorts): Promise<void> {
  for (const { id } of await ports.vault.db.journal.toArray())
    await endSignIn(ports, id, 'sign_in_stopped').catch((error: unknown) => {
      if (toProblem(error).code !== 'locked') throw error;
    });
}
