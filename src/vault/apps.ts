/** The apps that services gave to the user, their secrets sealed. */
import { CountersignError } from '../core/errors';
import type { App } from '../core/words';
import type { AppRow } from './schema';
import type { Vault } from './vault';

const appId = (serviceId: string, clientId: string): string => `${serviceId}/${clientId}`;

/**
 * Makes the row of an app that a sign-in brought along. It counts as older than any that the user registered, so that new sign-ins
 * use it only where there is no other.
 */
export async function broughtApp(vault: Vault, { serviceId, clientId, clientSecret }: App): Promise<AppRow> {
  const id = appId(serviceId, clientId);
  const savedAt = (await vault.db.apps.get(id))?.savedAt ?? 0;
  const sealed = await vault.seal('apps', id, { clientSecret });
  return { id, serviceId, clientId, hasSecret: clientSecret !== '', savedAt, sealed };
}

/** Stores an app. Without a secret in hand, a stored one for the same client id is kept. */
export async function saveApp(
  vault: Vault,
  app: { serviceId: string; clientId: string; clientSecret?: string | undefined },
  now: number,
): Promise<void> {
  const id = appId(app.serviceId, app.clientId);
  const before = await vault.db.apps.get(id);
  const clientSecret = app.clientSecret ?? (before ? (await openApp(vault, id)).clientSecret : '');
  const sealed = await vault.seal('apps', id, { clientSecret });
  const { serviceId, clientId } = app;
  const kept = app.clientSecret === undefined && before?.publicKey !== undefined ? { publicKey: before.publicKey } : {};
  await vault.db.apps.put({ id, serviceId, clientId, hasSecret: clientSecret !== '', savedAt: now, ...kept, sealed });
  vault.changed();
}

/** The app that new sign-ins at this service use: the one saved last. */
export async function currentApp(vault: Vault, serviceId: string): Promise<AppRow | undefined> {
  const rows = await vault.db.apps.where({ serviceId }).sortBy('savedAt');
  return rows.findLast(({ clientId }) => clientId !== ''); // without one it is a key that waits for its app
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
