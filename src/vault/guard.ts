/**
 * Stands between the database and everyone who uses it: a database of a newer version is read and never written, an upgrade that others
 * block is given up, and a connection that the browser ends is noticed.
 */
import type { Dexie } from 'dexie';
import { CountersignError } from '../core/errors';

/** Dexie counts versions in tenths. */
const tenths = 10;
/** An upgrade that another connection blocks is given up after this long, in milliseconds. The next use tries again. */
const patience = 10_000;

/**
 * The browser's databases, but that none is upgraded beyond our version: Dexie would mend a newer schema that lacks something of ours.
 * @param highest the highest version that is declared
 * @param blocked called when the opening was given up
 * @param factory the browser's own, unless told
 */
export function databases(highest: number, blocked: () => void, factory?: IDBFactory): IDBFactory {
  const all = (): IDBFactory => factory ?? indexedDB; // looked up when it is used: there is none where units are tested
  return {
    open(name, version) {
      if (version !== undefined && version > highest * tenths) throw new CountersignError('vault_newer');
      const request = all().open(name, version);
      request.addEventListener('blocked', () => giveUpLater(request, blocked), { once: true });
      return request;
    },
    deleteDatabase: (name) => all().deleteDatabase(name),
    cmp: (one, other) => all().cmp(one, other),
    databases: () => all().databases(),
  };
}

/** A request to open cannot be taken back: once its turn comes, it changes nothing and closes. */
function giveUpLater(request: IDBOpenDBRequest, blocked: () => void): void {
  setTimeout(() => {
    if (request.readyState === 'done') return;
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onsuccess = () => request.result.close();
    request.onerror = (event) => event.preventDefault();
    blocked();
  }, patience);
}

/** Guards a database whose versions are all declared. */
export function guard(db: Dexie, highest: number): void {
  db.use({
    stack: 'dbcore',
    name: 'guard',
    level: 100,
    create: (core) => ({
      ...core,
      transaction(stores, mode, options) {
        if (mode === 'readwrite' && isNewer(db, highest)) throw new CountersignError('vault_newer');
        return core.transaction(stores, mode, options);
      },
    }),
  });
  db.on('close', () => setTimeout(() => tryAnew(db)));
}

/** Whether an open database was written by a newer version. */
export function isNewer(db: Dexie, highest: number): boolean {
  return (db.backendDB()?.version ?? 0) > highest * tenths;
}

/** An opening that failed does not make every later use fail: the next one opens anew. */
function tryAnew(db: Dexie): void {
  if (!db.isOpen() && db.hasFailed() && !db.hasBeenClosed()) db.close({ disableAutoOpen: false });
}

/**
 * Tells each time that an open database was closed by someone else: deleted, wiped with the site's data, or cut off by the browser. The
 * next use opens it anew, or makes an empty one.
 */
export function whenCutOff(db: Dexie, listener: () => void): void {
  let open = false;
  db.on('ready', () => void (open = true), true);
  db.on('close', () => {
    if (!open) return;
    open = false;
    queueMicrotask(() => {
      if (!db.hasBeenClosed()) listener(); // by ourselves
    });
  });
}
