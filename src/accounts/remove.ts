/** The removal of an account: revoked at the service where that is possible, wiped here in any case, and the truth about both. */
import type { Ended } from '../core/action';
import { CountersignError } from '../core/errors';
import { accountRow } from '../vault/accounts';
import { beginAction, dropAction, noteEnded } from '../vault/actions';
import type { AccountRow } from '../vault/rows';
import { withHeld } from '../vault/unstored';
import { wipeAccount } from '../vault/wipe';
import { serviceOf, tryToEnd } from './at-service';
import { fly } from './flights';
import type { Ports } from './ports';
import { endSignIn } from './sign-in';
import { inTurn } from './turn';

/** What the end of accounts needs beside what sign-ins do. */
export interface EndingPorts extends Ports {
  /** Drops what is remembered of an account outside of the vault. */
  readonly forgetTraces: (accountId: string) => Promise<void>;
  /** Gives back all that the browser has granted or keeps for us: hosts, scripts, the memory of this run. */
  readonly leave: () => Promise<void>;
}

/** The removals under way, by their account: two windows may ask for one. */
const removals = new Map<string, Promise<Ended>>();

/**
 * Revokes where possible, then wipes the account with its permits and activity. Connectors that are reached through it need a new sign-in.
 * @returns what became of the access at the service
 * @throws CountersignError `unknown_account`; `locked` when the vault was locked meanwhile: it goes on once that is open
 */
export function removeAccount(ports: EndingPorts, id: string): Promise<Ended> {
  const flying = removals.get(id);
  if (flying) return flying;
  const removal = removeJournalled(ports, id).finally(() => removals.delete(id));
  removals.set(id, removal);
  return removal;
}

async function removeJournalled(ports: EndingPorts, id: string): Promise<Ended> {
  await accountRow(ports.vault, id);
  const action = crypto.randomUUID();
  return fly(action, async () => {
    await beginAction(ports.vault, { id: action, kind: 'remove', startedAt: ports.clock.now() }, [id]);
    const ended = await endAccount(ports, action, id);
    if (ended) return ended;
    await dropAction(ports.vault, action);
    throw new CountersignError('unknown_account');
  });
}

/**
 * Ends one account for an action in the journal. Its turn is waited for, so that a renewal under way leaves no token behind that nobody
 * knows; a sign-in that would bring it back is ended first.
 * @param unasked the service is not asked
 * @returns undefined where the account had gone already
 * @throws CountersignError `locked` when the vault was locked meanwhile
 */
export async function endAccount(ports: EndingPorts, action: string, id: string, unasked = false): Promise<Ended | undefined> {
  await endSignInsOf(ports, id);
  return inTurn(id, () =>
    ports.vault.during(async (vault) => {
      const within = { ...ports, vault };
      for (;;) {
        const row = await vault.db.accounts.get(id);
        if (!row) {
          await vault.db.transaction('rw', vault.db.actions, () => noteEnded(vault.db, action, id));
          return undefined;
        }
        const ended = await tryToEnd(within, withHeld(await ports.unstored.read(), row), unasked);
        await ports.forgetTraces(id);
        if (await wipeAccount(vault, row, await orphansOf(within, id), action, ended)) return ended;
      }
    }),
  );
}

/** The sign-ins that sign this account in again. */
async function endSignInsOf(ports: Ports, id: string): Promise<void> {
  const rows = await ports.vault.db.journal.filter(({ accountId, state }) => accountId === id && isUnderWay(state)).toArray();
  for (const row of rows) await endSignIn(ports, row.id, 'sign_in_stopped');
}

const isUnderWay = (state: string): boolean => state === 'running' || state === 'waiting';

/** How the connectors end that are reached through an account which is removed: they wait for another one. Those that ended before stay so. */
async function orphansOf(ports: Ports, id: string): Promise<Pick<AccountRow, 'id' | 'state' | 'problem'>[]> {
  const rows = await ports.vault.db.accounts.filter(({ parentId, state }) => parentId === id && state === 'fine').toArray();
  return Promise.all(
    rows.map(async (row) => {
      const about = (await serviceOf(ports, row))?.name ?? row.serviceId;
      const { problem } = new CountersignError('broker_missing', { about });
      return { id: row.id, state: 'needs-sign-in' as const, problem: { ...problem, at: ports.clock.now() } };
    }),
  );
}
