/** The apps that services gave to the user, their secrets sealed. */
import { CountersignError } from '../core/errors';
import type { App } from '../core/words';
import type { AppRow } from './schema';
import type { Vault } from './vault';

const appId = (serviceId: string, clientId: string): string => `${serviceId}/${clientId}`;

/** Stores an app. Without a secret in hand, a stored one for the same client id is kept. */
export async function saveApp(
  vault: Vault,
  app: { serviceId: string; clientId: string; clientSecret?: string | undefined },
  now: number,
): Promise<void> {
  const id = appId(app.serviceId, app.clientId);
  const clientSecret = app.clientSecret ?? (await secretOf(vault, id));
  const sealed = await vault.seal('apps', id, { clientSecret });
  const { serviceId, clientId } = app;
  await vault.db.apps.put({ id, serviceId, clientId, hasSecret: clientSecret !== '', savedAt: now, sealed });
  vault.changed();
}

/** The app that new sign-ins at this service use: the one saved last. */
export async function currentApp(vault: Vault, serviceId: string): Promise<AppRow | undefined> {
  const rows = await vault.db.apps.where({ serviceId }).sortBy('savedAt');
  return rows.at(-1);
}

/**
 * An app with its secret.
 * @throws CountersignError `app_missing` when it is not stored
 */
export async function openApp(vault: Vault, id: string): Promise<App> {
  const row = await vault.db.apps.get(id);
  if (!row) throw new CountersignError('app_missing');
  const { clientSecret } = await vault.unseal('apps', id, row.sealed);
  return { serviceId: row.serviceId, clientId: row.clientId, clientSecret: String(clientSecret) };
}

async function secretOf(vault: Vault, id: string): Promise<string> {
  return (await vault.db.apps.get(id)) ? (await openApp(vault, id)).clientSecret : '';
}
