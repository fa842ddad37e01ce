/** Takes the services of a pack into the vault: all that were chosen, or none. */
import { isEntered } from '../core/is-entered';
import type { Service } from '../core/service';
import { broughtApp, currentApp } from './apps';
import type { AppRow, ServiceRow } from './rows';
import type { Vault } from './vault';

export interface TakenService {
  readonly service: Service;
  /** Of the app that comes along, which has no secret. */
  readonly clientId?: string | undefined;
}

/**
 * Stores services and their apps in one transaction. An app that is there stays as it is, and so do accounts: the entry that they were
 * signed in with is sealed into them.
 */
export async function saveFromPack(vault: Vault, pack: string, taken: readonly TakenService[]): Promise<void> {
  const { db } = vault;
  const rows = taken.map(({ service }): ServiceRow => ({ id: service.id, service, source: { kind: 'pack', pack } }));
  const apps: AppRow[] = [];
  for (const { service, clientId } of taken) {
    if (clientId === undefined || isEntered(service)) continue;
    apps.push(await broughtApp(vault, { serviceId: service.id, clientId, clientSecret: '' })); // sealed before the transaction
  }
  await db.transaction('rw', db.services, db.apps, async () => {
    await db.services.bulkPut(rows);
    for (const app of apps) if (!(await currentApp(vault, app.serviceId))) await db.apps.put(app);
  });
  vault.changed();
}
