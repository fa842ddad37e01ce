/** The apps that services gave to the user, their secrets sealed. */
import { CountersignError } from '../core/errors';
import type { App } from '../core/service';
import type { Instant } from '../core/words';
import type { AppRow } from './rows';
import type { Vault } from './vault';

const appId = (serviceId: string, clientId: string): string => `${serviceId}/${clientId}`;

/**
 * Makes the row of an app that a sign-in brought along or registered. It counts as older than any that the user registered, so that
 * new sign-ins use it only where there is no other.
 * @param registered when Countersign registered it: the newest of these is used
 */
export async function broughtApp(vault: Vault, app: App, registered?: Instant): Promise<AppRow> {
  const { serviceId, clientId, clientSecret, clientAuth, secretUntil } = app;
  const id = appId(serviceId, clientId);
  const savedAt = (await vault.db.apps.get(id))?.savedAt ?? registered ?? 0;
  const sealed = await vault.seal('apps', id, { clientSecret });
  return {
    id,
    serviceId,
    clientId,
    hasSecret: clientSecret !== '',
    savedAt,
    ...(registered !== undefined && { registered: true }),
    ...(clientAuth && { clientAuth }),
    ...(secretUntil !== undefined && { secretUntil }),
    sealed,
  };
}

/** Stores an app. Without a secret or a redirect URL in hand, a stored one for the same client id is kept; an empty one removes it. */
export async function saveApp(
  vault: Vault,
  app: { serviceId: string; clientId: string; clientSecret?: string | undefined; redirectUrl?: string | undefined },
  now: number,
): Promise<void> {
  const id = appId(app.serviceId, app.clientId);
  const before = await vault.db.apps.get(id);
  const clientSecret = app.clientSecret ?? (before ? (await openApp(vault, id)).clientSecret : '');
  const sealed = await vault.seal('apps', id, { clientSecret });
  const { serviceId, clientId } = app;
  const kept = app.clientSecret === undefined && before?.publicKey !== undefined ? { publicKey: before.publicKey } : {};
  const back = registeredBack(app.redirectUrl ?? before?.redirectUrl);
  await vault.db.apps.put({ id, serviceId, clientId, hasSecret: clientSecret !== '', savedAt: now, ...kept, ...back, sealed });
  vault.changed();
}

/** The redirect URL of an app as its row has it. */
export function registeredBack(redirectUrl: string | undefined): Pick<AppRow, 'redirectUrl'> {
  return redirectUrl ? { redirectUrl } : {};
}

/** The app that new sign-ins at this service use: the one saved last. */
export async function currentApp(vault: Vault, serviceId: string): Promise<AppRow | undefined> {
  const rows = await vault.db.apps.where({ serviceId }).sortBy('savedAt');
  const usable = rows.filter(({ clientId }) => clientId !== ''); // without one it is a key that waits for its app
  return usable.findLast(({ registered }) => !registered) ?? usable.at(-1);
}

/** What an app is known by at its service. @throws CountersignError `app_missing` */
export async function clientIdOf(vault: Vault, id: string): Promise<string> {
  const row = await vault.db.apps.get(id);
  if (!row) throw new CountersignError('app_missing');
  return row.clientId;
}

/**
 * An app with its secret; one without id or secret where the protocol has none.
 * @throws CountersignError `app_missing` when it is not stored
 */
export async function openApp(vault: Vault, id: string | undefined, serviceId = ''): Promise<App> {
  if (id === undefined) return { serviceId, clientId: '', clientSecret: '' };
  const row = await vault.db.apps.get(id);
  if (!row) throw new CountersignError('app_missing');
  const { clientSecret } = await vault.unseal('apps', id, row.sealed);
  const { clientId, clientAuth, secretUntil, redirectUrl } = row;
  return {
    serviceId: row.serviceId,
    clientId,
    clientSecret: String(clientSecret),
    ...(clientAuth && { clientAuth }),
    ...registeredBack(redirectUrl),
    ...(secretUntil !== undefined && { secretUntil }),
  };
}
