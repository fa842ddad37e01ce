/**
 * A move: accounts go into a file with secrets that are good in one place only, and are forgotten here once the user says that the file is saved.
 * Until then, and if that is never said, nothing here changes.
 */
import { CountersignError } from '../core/errors';
import type { Instant } from '../core/words';
import { wipeLines } from './activity-queries';
import type { AccountRow, ActionRow } from './rows';
import type { Database } from './schema';
import type { Vault } from './vault';

/** A move that nobody ended is over after this long, in milliseconds: its accounts stay. */
const lifetime = 24 * 60 * 60_000;
/** One whose file was never handed over, after this long: the page or the worker died before. */
const handing = 5 * 60_000;

/** Journals a move. @param rows the accounts as they were when their secrets were read */
export async function beginMove(vault: Vault, id: string, rows: readonly AccountRow[], now: Instant): Promise<void> {
  const moved = rows.map(({ id, signedInAt, renewals, facts: { issuedAt } }) => ({
    id,
    signedInAt,
    renewals,
    ...(issuedAt !== undefined && { issuedAt }),
  }));
  const left = moved.map(({ id }) => id);
  const row: ActionRow = {
    id,
    kind: 'move',
    state: 'running',
    startedAt: now,
    attempt: 1,
    left,
    total: left.length,
    ended: [],
    moved,
  };
  await vault.db.actions.add(row);
  vault.changed();
}

/** The page has handed the file to the browser's downloads: from now on the move can be ended. */
export async function moveHanded(vault: Vault, id: string): Promise<void> {
  const found = await vault.db.actions
    .where({ id })
    .and(({ kind }) => kind === 'move')
    .modify({ handed: true });
  if (found === 0) throw new CountersignError('invalid_input', { about: 'moveId' });
  vault.changed();
}

export interface EndedMove {
  readonly forgotten: readonly string[];
  /** Labels of those that stay, because the file's secret is no good any more. */
  readonly kept: readonly string[];
}

/**
 * Forgets a move's accounts here, without revoking, in one durable transaction. One that was renewed or signed in again since stays, and so does
 * one whose renewal was begun: the service may have replaced the secret that is in the file.
 * @throws CountersignError `invalid_input` when there is no such move any more, or no file of it
 */
export async function endMove(vault: Vault, id: string): Promise<EndedMove> {
  const { db } = vault;
  const tables = [db.actions, db.accounts, db.permits, db.activity, db.keys, db.services];
  const ended = await db.transaction('rw', tables, async () => {
    const move = await db.actions.get(id);
    if (move?.kind !== 'move' || !move.handed) throw new CountersignError('invalid_input', { about: 'moveId' });
    const forgotten: string[] = [];
    const kept: string[] = [];
    for (const then of move.moved ?? []) {
      const row = await db.accounts.get(then.id);
      if (!row) continue; // removed meanwhile
      if (isStale(row, then)) kept.push(row.label);
      else {
        forgotten.push(row.id);
        await db.accounts.delete(row.id);
        await db.permits.where({ accountId: row.id }).delete();
        await wipeLines(vault, { accountId: row.id });
      }
    }
    await orphan(db, forgotten);
    await db.actions.delete(id);
    return { forgotten, kept };
  });
  vault.changed();
  return ended;
}

/** Gives a move up: its accounts stay. */
export async function dropMove(vault: Vault, id: string): Promise<void> {
  await vault.db.actions
    .where({ id })
    .and(({ kind }) => kind === 'move')
    .delete();
  vault.changed();
}

/** Gives up the moves that nobody has ended in time, and those that never came to a file. */
export async function sweepMoves(vault: Vault, now: Instant): Promise<void> {
  const isOver = ({ kind, startedAt, handed }: ActionRow): boolean =>
    kind === 'move' && now - startedAt > (handed ? lifetime : handing);
  const old = await vault.db.actions.filter(isOver).delete();
  if (old > 0) vault.changed();
}

function isStale(row: AccountRow, then: NonNullable<ActionRow['moved']>[number]): boolean {
  const same = row.signedInAt === then.signedInAt && row.facts.issuedAt === then.issuedAt && row.renewals === then.renewals;
  return !same || row.renewing !== undefined || row.state === 'revoked';
}

/** Connectors that were reached through a forgotten account, and did not go with it, wait for another one. */
async function orphan({ accounts, services }: Database, gone: readonly string[]): Promise<void> {
  const children = await accounts.filter(({ parentId, state }) => state === 'fine' && gone.includes(parentId ?? '')).toArray();
  for (const { id, serviceId } of children) {
    const about = (await services.get(serviceId))?.service.name;
    const { problem } = new CountersignError('broker_missing', about === undefined ? {} : { about });
    await accounts.update(id, { state: 'needs-sign-in', problem: { ...problem, at: Date.now() } });
  }
}
