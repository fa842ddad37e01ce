/** Brings the vault in line with what an extension's author has written down: its services and its apps. */
import { addFromCatalogue, updateFromCatalogue } from '../accounts/catalogue';
import type { AppRegistration } from '../admin/engine';
import type { Template } from '../core/catalogue';
import { checkedService } from '../services/checked';
import { checkedTemplate } from '../services/template';
import { currentApp, openApp, saveApp } from '../vault/apps';
import { isReadOnly } from '../vault/schema';
import type { House } from './house';

/** @throws CountersignError `invalid_input` naming the field that is wrong */
export function checkedEntries(services: readonly Template[]): Template[] {
  return services.map((entry) => (entry.variables ? checkedTemplate(entry) : checkedService(entry)));
}

/** Entries without variables are taken into use; those that have changed are updated, and accounts keep what they were signed in with. */
export async function seed(
  house: House,
  services: readonly Template[],
  apps: Readonly<Record<string, AppRegistration>>,
): Promise<void> {
  if (await isReadOnly(house.vault.db)) return;
  await updateFromCatalogue(house);
  for (const { id, variables } of services) if (!variables) await addFromCatalogue(house, id);
  for (const [serviceId, app] of Object.entries(apps)) await putApp(house, serviceId, app);
}

async function putApp({ vault, clock }: House, serviceId: string, app: AppRegistration): Promise<void> {
  const row = await currentApp(vault, serviceId);
  const known = row && (await openApp(vault, row.id));
  const { clientId, clientSecret = '', redirectUrl } = app;
  const same = known?.clientId === clientId && known.clientSecret === clientSecret && known.redirectUrl === redirectUrl;
  if (!same) await saveApp(vault, { serviceId, clientId, clientSecret, redirectUrl: redirectUrl ?? '' }, clock.now());
}
