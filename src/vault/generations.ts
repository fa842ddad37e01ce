/**
 * Which database is the vault. Whatever seals everything anew (a passphrase set, changed, taken away) writes it into the next database,
 * `countersign.2` after `countersign`, and deletes the one before. At every moment exactly one whole one is to be found.
 */
import { Dexie } from 'dexie';
import type { WhyLocked } from '../core/lock';
import type { Instant } from '../core/words';
import { database, type Database } from './schema';

/** How the vault stands in this run of the browser: kept in memory only, where it outlives the worker. */
export interface Standing {
  /** The database in use. */
  readonly name: string;
  /** The vault's key in base64, while a passphrase is set and the vault is open. */
  readonly key?: string;
  readonly why?: WhyLocked;
  /** When it was locked. */
  readonly since?: Instant;
  /** Everything is being sealed anew: what stands once the database of this name is whole. */
  readonly next?: Standing;
}

/** Memory that outlives the worker and ends with the browser. */
export interface VaultMemory {
  read(): Promise<Standing | undefined>;
  write(standing: Standing): Promise<void>;
}

const first = 'countersign';
const numberOf = (name: string): number => Number(/^countersign(?:\.([1-9]\d*))?$/.exec(name)?.[1] ?? 1);

/** Our databases, the latest first. */
async function databases(): Promise<string[]> {
  const names = (await indexedDB.databases()).map(({ name = '' }) => name);
  return names.filter((name) => /^countersign(?:\.[1-9]\d*)?$/.test(name)).toSorted((a, b) => numberOf(b) - numberOf(a));
}

/** The name of the next database: one that there has not been. */
export async function nextName(): Promise<string> {
  return `${first}.${Math.max(1, ...(await databases()).map(numberOf)) + 1}`;
}

/**
 * How the vault stands; asked of the browser's memory, and of the list of databases once in a run of the browser. What an unfinished
 * re-seal has left is deleted.
 */
export async function findStanding(memory: VaultMemory): Promise<Standing> {
  const known = await memory.read();
  if (known && !known.next) return known;
  const names = await databases();
  const { next, ...before } = known ?? { name: (await firstWhole(names)) ?? first };
  const standing = next && names.includes(next.name) && (await isWhole(next.name)) ? next : before;
  await memory.write(standing);
  for (const name of names) if (name !== standing.name) void deleteDatabase(name);
  return standing;
}

/** Where none says that it is whole, the earliest: an unfinished one is always later than the one that it is copied from. */
async function firstWhole(names: readonly string[]): Promise<string | undefined> {
  for (const name of names) if (name === first || (await isWhole(name))) return name;
  return names.at(-1);
}

/** Whether everything is in a database: said by the last write into it. */
async function isWhole(name: string): Promise<boolean> {
  const db = database(name);
  try {
    return (await db.settings.get('whole')) !== undefined;
  } finally {
    db.close();
  }
}

/** How long a page that holds a database open may keep its deletion waiting, in milliseconds; it goes on without us. */
const patience = 5000;

/** How long Chromium takes to bring into order what a database has left behind, in milliseconds, and time to spare. */
const settling = 500;

/**
 * Has Chromium bring all that was written so far into its tables. It only notes a deletion beside what it deletes; but where that lies in its
 * tables already, it packs them anew without it, and the old ones leave the disk at the browser's next start at the latest. The end of any
 * database has it do so: here, of an empty one. Where it does not work, nothing is lost but this.
 */
export async function bringIntoOrder(): Promise<void> {
  const passing = new Dexie('passing');
  passing.version(1).stores({ nothing: 'id' });
  try {
    await passing.open();
    await passing.delete();
  } catch {
    return;
  }
  await new Promise<void>((resolve) => {
    setTimeout(resolve, settling);
  });
}

/** Deletes a database. */
export async function deleteDatabase(name: string): Promise<void> {
  const late = new Promise<void>((resolve) => {
    setTimeout(resolve, patience);
  });
  await Promise.race([Dexie.delete(name).catch(() => undefined), late]);
}

/**
 * A database whose name is not known yet: whoever uses it waits at its first opening, and at each one after `close` without
 * `disableAutoOpen`, when it may be another. So nobody else has to think of it.
 * @param name may be asked several times; with its error, nothing opens
 */
export function namedLater(name: () => Promise<string>): Database {
  let failure: unknown;
  const factory: IDBFactory = {
    open(...named) {
      if (failure !== undefined) throw failure;
      return indexedDB.open(...named);
    },
    deleteDatabase: (named) => indexedDB.deleteDatabase(named),
    databases: () => indexedDB.databases(),
    cmp: (one, other) => indexedDB.cmp(one, other),
  };
  const db = database(first, factory);
  // One that is made because there is none to open, as after the browser has deleted it, is whole from the beginning.
  db.on('populate', (transaction) => void transaction.table('settings').add({ id: 'whole', value: 1 }));
  const open = db.open.bind(db);
  const openNamed = async (): Promise<Dexie> => {
    failure = undefined;
    try {
      (db as { name: string }).name = await name();
    } catch (error) {
      failure = error;
    }
    return open();
  };
  let opening: ReturnType<typeof open> | undefined;
  db.open = () =>
    (opening ??= Dexie.Promise.resolve<Dexie>(openNamed()).finally(() => {
      opening = undefined;
    }));
  return db;
}
