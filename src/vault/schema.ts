/** The database: its tables, rows and versions. Everything a thief must not read is inside a `sealed` box. */
import { Dexie, type EntityTable } from 'dexie';
import { databases, guard, isNewer } from './guard';
import { schemaVersion, versions } from './versions';
import type {
  KeyRow,
  SettingRow,
  ServiceRow,
  AppRow,
  AccountRow,
  SignInRow,
  KeyringRow,
  ActionRow,
  PermitRow,
  SiteRow,
  AskRow,
  ActivityRow,
} from './rows';

export type Database = Dexie & {
  keys: EntityTable<KeyRow, 'id'>;
  settings: EntityTable<SettingRow, 'id'>;
  services: EntityTable<ServiceRow, 'id'>;
  apps: EntityTable<AppRow, 'id'>;
  accounts: EntityTable<AccountRow, 'id'>;
  journal: EntityTable<SignInRow, 'id'>;
  permits: EntityTable<PermitRow, 'id'>;
  sites: EntityTable<SiteRow, 'origin'>;
  asks: EntityTable<AskRow, 'id'>;
  activity: EntityTable<ActivityRow, 'id'>;
  keyring: EntityTable<KeyringRow, 'id'>;
  actions: EntityTable<ActionRow, 'id'>;
};

/**
 * Defines the database without opening it. Every transaction is flushed to disk before it counts as done
 * (`durability: strict`): a rotated token that was acknowledged must survive a power cut.
 * @param indexedDB the browser's databases, unless told
 */
export function database(name: string, indexedDB?: IDBFactory): Database {
  const blocked = (): void => {
    db.close(); // what waits fails; then the next use opens anew
    setTimeout(() => db.close({ disableAutoOpen: false }));
  };
  const db = new Dexie(name, {
    chromeTransactionDurability: 'strict',
    indexedDB: databases(schemaVersion, blocked, indexedDB),
  }) as Database;
  for (const { version, stores, upgrade } of versions) {
    const declared = db.version(version).stores(stores);
    if (upgrade) declared.upgrade(upgrade);
  }
  guard(db, schemaVersion);
  return db;
}

/** Whether the database was written by a newer version of the product: it can be read, and nothing can be written. */
export async function isReadOnly(db: Database): Promise<boolean> {
  if (!db.isOpen()) await db.open();
  return isNewer(db, schemaVersion);
}
