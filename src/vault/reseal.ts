/**
 * Seals everything anew: all that is in one database into the next, under another key. Nothing counts before the last write, which says that
 * the new database is whole; what was there stays until then.
 */
import { checkpoint } from '../core/checkpoint';
import { CountersignError } from '../core/errors';
import type { Sealed } from '../core/protocol';
import type { Instant } from '../core/words';
import type { SealedBox } from '../crypto/seal';
import { bringIntoOrder } from './generations';
import { hasPassphrase } from './keyring';
import type { AccountRow, KeyringRow, SignInRow } from './rows';
import type { Database } from './schema';

export interface Resealing {
  readonly from: Database;
  readonly to: Database;
  readonly unseal: (place: string, box: SealedBox) => Promise<Sealed>;
  readonly seal: (place: string, value: Sealed) => Promise<SealedBox>;
  /** The ways to open the new database; with none, by the key of this computer. */
  readonly keyring: readonly KeyringRow[];
  readonly deviceKey?: CryptoKey;
  readonly now: Instant;
}

type Row = { id?: unknown; sealed?: SealedBox; kind?: unknown; state?: unknown; problem?: unknown };

/** Rows that are read and written at once. */
const most = 500;

/** The table that grows long, and whose rows never change: most of it is copied before anybody has to wait. */
const long = 'activity';

/** Rows that the new database has of its own, or needs no more. */
const left: Readonly<Record<string, (row: Row) => boolean>> = {
  keyring: () => true,
  keys: ({ id }) => id === 'device',
  settings: ({ id }) => id === 'whole' || id === 'tries',
  actions: ({ kind, state }) => kind === 'reseal' && state === 'running',
};

/** Copies what is long, while everybody goes on. */
export async function copyAhead(work: Resealing): Promise<void> {
  await checkpoint('reseal:begun');
  await copyTable(work, long);
  await bringIntoOrder(); // so that the old database leaves the disk when it is deleted
}

/**
 * Copies the rest and commits. Nothing may be written into the old database any more. A row whose box cannot be opened comes along as it is, and
 * is marked.
 */
export async function reseal(work: Resealing): Promise<void> {
  const { from, to, keyring, deviceKey, now } = work;
  for (const { name } of from.tables) await copyTable(work, name);
  await dropDeleted(work);
  const hadPassphrase = await hasPassphrase(from);
  await checkpoint('reseal:copied');
  await to.transaction('rw', to.keys, to.keyring, to.settings, async () => {
    if (deviceKey) await to.keys.add({ id: 'device', key: deviceKey });
    await to.keyring.bulkAdd([...keyring]);
    if (keyring.length === 0) await to.settings.delete('older');
    else if (!hadPassphrase) await to.settings.put({ id: 'older', value: now });
    await to.settings.put({ id: 'whole', value: now });
  });
  await checkpoint('reseal:whole');
}

/** By pieces, in the order of the keys: a table may hold more than memory should. Goes on behind what has been copied. */
async function copyTable(work: Resealing, name: string): Promise<void> {
  const [from, to] = [work.from.table<Row>(name), work.to.table<Row>(name)];
  const key = from.schema.primKey.keyPath as string;
  for (let after = (await to.toCollection().lastKey()) as unknown; ;) {
    const rows = await (after === undefined ? from.orderBy(':id') : from.where(':id').above(after)).limit(most).toArray();
    await to.bulkAdd(await Promise.all(rows.filter((row) => !left[name]?.(row)).map((row) => resealRow(work, name, row))));
    const last = rows.at(-1) as Record<string, unknown> | undefined;
    if (!last || rows.length < most) return;
    after = last[key];
  }
}

/** Rows that were deleted since they had been copied. */
async function dropDeleted({ from, to }: Resealing): Promise<void> {
  const [old, fresh] = [from.table<Row>(long), to.table<Row>(long)];
  if ((await old.count()) === (await fresh.count())) return;
  const there = new Set(await old.toCollection().primaryKeys());
  await fresh.bulkDelete((await fresh.toCollection().primaryKeys()).filter((key) => !there.has(key)));
}

async function resealRow(work: Resealing, table: string, row: Row): Promise<Row> {
  if (!row.sealed) return row;
  const place = `${table}/${String(row.id)}`;
  let value: Sealed;
  try {
    value = await work.unseal(place, row.sealed);
  } catch {
    return marked(table, row, work.now);
  }
  return { ...row, sealed: await work.seal(place, value) };
}

/** A row whose box does not open stays: everything else that it tells is still true. */
function marked(table: string, row: Row, now: Instant): Row {
  const problem = { ...new CountersignError('record_damaged').problem, at: now };
  if (table === 'accounts') return { ...(row as AccountRow), state: 'needs-sign-in', problem };
  if (table !== 'journal') return row;
  const { sealed: _, wait: __, ...open } = row as SignInRow;
  return { ...open, state: 'failed', problem };
}
