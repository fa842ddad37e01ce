/** Permits come and go: given by the user's answer, changed, ended, restored within the time for Undo. */
import { callerKey, type Outsider } from '../core/caller';
import { CountersignError } from '../core/errors';
import type { Access, Given, Lasting } from '../core/words';
import type { PermitRow } from '../vault/rows';
import { endOf, inForce } from './check';
import { covered, coversMethod, isReading } from './reach';
import type { Ports } from './ports';

/** How long an ended permit can be restored, in milliseconds: the toast's ten seconds and a little more. */
const undoTime = 30_000;

export interface Grant {
  readonly caller: Outsider;
  readonly accountId: string;
  readonly access: Access;
  readonly methods?: readonly string[] | undefined;
  readonly paths: readonly string[];
  /** Calls in any one minute. */
  readonly rate?: number | undefined;
  readonly tellsLabel?: boolean | undefined;
  readonly lasting: Lasting;
}

/**
 * Gives a permit. Older ones of the same caller for the same account that it covers become this one: their first handle stays
 * good, so that a page which asked for more goes on with what it holds. A permit for a single call stands beside the others.
 */
export async function givePermit(ports: Ports, grant: Grant): Promise<PermitRow> {
  const { db } = ports.vault;
  const now = ports.clock.now();
  const until = endOf(grant.lasting, now);
  const bound = grant.lasting === 'session' || grant.lasting === 'once';
  const { methods, rate, tellsLabel, ...rest } = grant;
  const row: PermitRow = {
    ...rest,
    ...(methods && { methods }),
    ...(rate !== undefined && { rate }),
    ...(tellsLabel && { tellsLabel }),
    id: crypto.randomUUID(),
    handle: crypto.randomUUID(),
    callerKey: callerKey(grant.caller),
    createdAt: now,
    ...(until !== undefined && { until }),
    ...(bound && { session: await ports.session() }),
  };
  const older = grant.lasting === 'once' ? [] : (await permitsOf(ports, grant.caller)).filter((other) => isCovered(other, row));
  const kept = older[0] ? { ...row, id: older[0].id, handle: older[0].handle } : row;
  await db.transaction('rw', db.permits, async () => {
    await db.permits.bulkDelete(older.map(({ id }) => id));
    await db.permits.add(kept);
  });
  ports.vault.changed();
  return kept;
}

function isCovered(older: PermitRow, by: PermitRow): boolean {
  return older.accountId === by.accountId && older.lasting !== 'once' && covered(older, by);
}

/** The permits of a caller that are in force. */
export async function permitsOf(ports: Ports, caller: Outsider): Promise<PermitRow[]> {
  const rows = await ports.vault.db.permits.where({ callerKey: callerKey(caller) }).toArray();
  const live = await Promise.all(rows.map((row) => inForce(ports, row)));
  return rows.filter((_, index) => live[index]);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Changes how far a permit goes.
 * @param to `access` narrows and widens again within the methods that were asked for by name; `rate` null takes the limit away
 * @throws CountersignError `permit_ended` when there is none
 */
export async function changePermit(
  ports: Ports,
  id: string,
  to: { access?: Access | undefined; rate?: number | null | undefined },
): Promise<void> {
  const found = await ports.vault.db.permits.where({ id }).modify((row: Writable<PermitRow>) => {
    if (to.access !== undefined) row.access = to.access;
    if (to.access === 'change' && row.methods?.every(isReading)) delete row.methods; // the user's own wish goes beyond them
    if (to.rate === null) delete row.rate;
    else if (to.rate !== undefined) row.rate = to.rate;
  });
  if (found === 0) throw new CountersignError('permit_ended');
  ports.vault.changed();
}

/** Ends permits at once; they can be restored for a short while. */
export async function endPermits(ports: Ports, ids: readonly string[]): Promise<void> {
  const now = ports.clock.now();
  await ports.vault.db.permits.where('id').anyOf(ids).modify({ endedAt: now });
  ports.vault.changed();
}

/** Undo of {@link endPermits}. Permits that ended too long ago stay ended. */
export async function restorePermits(ports: Ports, ids: readonly string[]): Promise<void> {
  const from = ports.clock.now() - undoTime;
  await ports.vault.db.permits
    .where('id')
    .anyOf(ids)
    .and((row) => row.endedAt !== undefined && row.endedAt >= from)
    .modify((row) => {
      delete row.endedAt;
    });
  ports.vault.changed();
}

/** A caller gives its permit back. @throws CountersignError `no_permit` for a handle that is not the caller's */
export async function releasePermit(ports: Ports, caller: Outsider, handle: string): Promise<void> {
  const found = await ports.vault.db.permits
    .where({ handle })
    .and((row) => row.callerKey === callerKey(caller))
    .delete();
  if (found === 0) throw new CountersignError('no_permit');
  ports.vault.changed();
}

/** Wipes what can no longer be used or restored. */
export async function sweepPermits(ports: Ports): Promise<void> {
  const now = ports.clock.now();
  const rows = await ports.vault.db.permits.toArray();
  const dead: string[] = [];
  for (const row of rows) {
    const restorable = row.endedAt !== undefined && row.endedAt >= now - undoTime;
    if (!restorable && !(await inForce(ports, row))) dead.push(row.id);
  }
  await ports.vault.db.permits.bulkDelete(dead);
}

/** What the caller may know of its permit. */
export function given(row: PermitRow, account: { readonly serviceId: string; readonly label: string } | undefined): Given {
  const { handle, access, methods, paths, rate, until } = row;
  return {
    handle,
    service: account?.serviceId ?? '',
    access,
    ...(methods && { methods: methods.filter((method) => coversMethod({ access, methods }, method)) }),
    paths,
    ...(rate !== undefined && { rate }),
    ...(until !== undefined && { until }),
    ...(row.tellsLabel && account && { label: account.label }),
  };
}
