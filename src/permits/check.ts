/** Whether a caller's permit covers a call: asked before anything is signed. */
import { callerKey, type Outsider } from '../core/caller';
import { CountersignError } from '../core/errors';
import type { PermitRow } from '../vault/rows';
import { covers } from './patterns';
import type { Ports } from './ports';
import { checkRate } from './rate';
import { coversMethod } from './reach';

const day = 24 * 60 * 60_000;
/** Clocks are set right by a little all the time, in milliseconds. */
const jitter = 5 * 60_000;

/**
 * Whether a permit is in force now. One that ends by the clock is over, too, when the clock was set back to before its beginning: nobody
 * knows how long it has lasted.
 */
export async function inForce(ports: Pick<Ports, 'clock' | 'session'>, row: PermitRow): Promise<boolean> {
  if (row.endedAt !== undefined || row.spent) return false;
  const now = ports.clock.now();
  if (row.until !== undefined && (now >= row.until || now < row.createdAt - jitter)) return false;
  return row.session === undefined || row.session === (await ports.session());
}

/**
 * The permit behind a caller's handle, if it covers this call. A permit for a single call is spent by it.
 * @throws CountersignError `no_permit` for a handle that is unknown or another caller's, `permit_ended`, `outside_permit`, `rate_exceeded`
 */
export async function checkPermit(ports: Ports, caller: Outsider, handle: string, method: string, url: URL): Promise<PermitRow> {
  const row = await permitOf(ports, handle);
  if (!row || row.callerKey !== callerKey(caller)) throw new CountersignError('no_permit');
  if (!(await inForce(ports, row))) {
    await markEnded(ports, row);
    throw new CountersignError('permit_ended');
  }
  checkReach(row, method, url);
  await checkRate(ports, row);
  if (row.lasting === 'once') await spend(ports, row);
  return row;
}

/** A permit that was seen to be over by the clock stays over, also when the clock is set back. */
async function markEnded({ vault, clock }: Ports, { id, until, endedAt }: PermitRow): Promise<void> {
  if (until === undefined || endedAt !== undefined) return;
  await vault.db.permits.update(id, { endedAt: Math.min(until, clock.now()) }).catch(() => undefined); // it is refused anyhow
  vault.changed();
}

function permitOf({ vault }: Ports, handle: string): Promise<PermitRow | undefined> {
  return vault.remember(`handle ${handle}`, () => vault.db.permits.where({ handle }).first());
}

/** Whether a permit covers a method and a URL's host and path. @throws CountersignError `outside_permit` */
export function checkReach(row: PermitRow, method: string, url: URL): void {
  if (row.hosts && !row.hosts.includes(url.origin)) throw new CountersignError('outside_permit', { about: url.host });
  if (!coversMethod(row, method)) throw new CountersignError('outside_permit', { about: method });
  if (!covers(row.paths, url.pathname)) throw new CountersignError('outside_permit', { about: url.pathname });
}

/** Takes the one call of a permit for a single call; of two at once, one gets it. */
async function spend(ports: Ports, row: PermitRow): Promise<void> {
  const taken = await ports.vault.db.permits
    .where({ id: row.id })
    .and((other) => !other.spent)
    .modify({ spent: true });
  if (taken === 0) throw new CountersignError('permit_ended');
  ports.vault.changed();
}

/** When a permit given now ends by itself. */
export function endOf(lasting: PermitRow['lasting'], now: number): number | undefined {
  return lasting === 'day' ? now + day : undefined;
}
