/** The services in use: the user's own, and those from the catalogue and from packs. */
import { CountersignError } from '../core/errors';
import type { Service } from '../core/service';
import type { ServiceRow } from './rows';
import type { Vault } from './vault';

export async function allServices(vault: Vault): Promise<Service[]> {
  return (await vault.db.services.toArray()).map((row) => row.service);
}

/** @throws CountersignError `unknown_service` */
export async function serviceById(vault: Vault, id: string): Promise<Service> {
  const row = await vault.db.services.get(id);
  if (!row) throw new CountersignError('unknown_service', { about: id.slice(0, 60) });
  return row.service;
}

/** @param source where it came from, if the user did not make it */
export async function saveService(vault: Vault, service: Service, source?: ServiceRow['source']): Promise<void> {
  await vault.db.services.put({ id: service.id, service, ...(source && { source }) });
  vault.changed();
}

/** Takes a service out of use again that nobody has done anything with: no account, no app, no sign-in. */
export async function dropUnused(vault: Vault, id: string): Promise<void> {
  const { db } = vault;
  await db.transaction('rw', [db.services, db.apps, db.accounts, db.journal, db.asks], async () => {
    const uses = [
      db.accounts.where({ serviceId: id }),
      db.apps.where({ serviceId: id }),
      db.journal.filter((row) => row.serviceId === id),
      db.asks.filter((row) => row.serviceId === id && !row.answer),
    ];
    for (const use of uses) if ((await use.count()) > 0) return;
    await db.services.delete(id);
  });
  vault.changed();
}

/** Removes a service that no account uses, with its app. @throws CountersignError `invalid_input` while an account uses it */
export async function removeService(vault: Vault, id: string): Promise<void> {
  const { db } = vault;
  await db.transaction('rw', db.services, db.apps, db.accounts, async () => {
    if ((await db.accounts.where({ serviceId: id }).count()) > 0) throw new CountersignError('invalid_input', { about: id });
    await db.services.delete(id);
    await db.apps.where({ serviceId: id }).delete();
  });
  vault.changed();
}
