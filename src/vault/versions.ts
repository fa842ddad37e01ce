/**
 * The versions of the database. One that was released is never changed: a new one is added at the end, with its snapshot
 * (test/vault-snapshots; ARCHITECTURE.md tells how).
 */
import type { Transaction } from 'dexie';

export interface SchemaVersion {
  readonly version: number;
  /** What changes: tables with their keys and indexes, in Dexie's words; null for one that goes. */
  readonly stores: Readonly<Record<string, string | null>>;
  /**
   * Brings the rows of the version before to this one. All of it is one transaction with the change of tables: it happens or it does not.
   * Nothing but the database may be awaited in it.
   */
  readonly upgrade?: (transaction: Transaction) => PromiseLike<unknown>;
}

export const versions: readonly SchemaVersion[] = [
  {
    version: 1,
    stores: {
      keys: 'id',
      settings: 'id',
      services: 'id',
      apps: 'id, serviceId',
      accounts: 'id, serviceId, [serviceId+subject]',
      journal: 'id, state',
      permits: 'id, &handle, callerKey, accountId',
      sites: 'origin',
      asks: 'id, callerKey',
      activity: '++id, accountId, callerKey, at',
    },
  },
  {
    version: 2,
    stores: { activity: '++id, at, [callerKey+at], [accountId+at], [callerKey+accountId+at]' },
    upgrade: (transaction) =>
      transaction
        .table<{ host?: string; sent?: number; received?: number }>('activity')
        .filter(({ host }) => host === undefined)
        .modify({ host: '', sent: 0, received: 0 }), // nobody knows them any more
  },
  { version: 3, stores: { keyring: 'id', actions: 'id' } },
];

export const schemaVersion = Math.max(...versions.map(({ version }) => version));
