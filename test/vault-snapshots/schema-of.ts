/** The tables as a version declared them. */
import { versions } from '../../src/vault/versions';

/** Each table's schema in Dexie's words, after all versions up to this one. */
export function tablesOf(version: number): Record<string, string> {
  const tables: Record<string, string> = {};
  for (const { version: each, stores } of versions)
    if (each <= version)
      for (const [table, words] of Object.entries(stores)) {
        if (words === null) delete tables[table];
        else tables[table] = words;
      }
  return tables;
}
