/** The settings as plain text, without any secret: to be read by people, or kept beside one's notes. */
import type { LockView } from '../core/lock';
import { readRows } from '../vault/backup-rows';
import type { Ports } from './ports';

/** The form that docs/backup.md describes. */
const settingsVersion = 1;

/** @throws CountersignError `locked` */
export async function exportSettings({ vault, clock }: Pick<Ports, 'vault' | 'clock'>, lock: LockView): Promise<string> {
  await vault.seal('settings', 'export', {}); // nothing is told while it is locked
  const { accounts, apps, services, permits, sites } = await readRows(vault);
  const serviceOf = new Map(accounts.map(({ id, serviceId }) => [id, serviceId]));
  const settings = {
    countersign: 'settings',
    version: settingsVersion,
    createdAt: new Date(clock.now()).toISOString(),
    services: services.map(({ service, source }) => ({ service, ...(source && { source }) })),
    apps: apps
      .filter(({ clientId }) => clientId !== '')
      .map(({ serviceId, clientId, redirectUrl }) => ({
        service: serviceId,
        clientId,
        ...(redirectUrl !== undefined && { redirectUrl }),
      })),
    sites: sites.filter(({ off, noted }) => !off && !noted).map(({ origin }) => origin),
    everySite: (await vault.db.settings.get('everywhere'))?.value === 1,
    permits: permits
      .filter(({ lasting, endedAt }) => (lasting === 'day' || lasting === 'always') && endedAt === undefined)
      .map(({ caller, accountId, access, methods, paths, hosts, rate, tellsLabel, until }) => ({
        caller,
        service: serviceOf.get(accountId),
        access,
        methods,
        paths,
        hosts,
        rate,
        tellsLabel,
        until: until === undefined ? undefined : new Date(until).toISOString(),
      })),
    lock: { passphrase: lock.state !== 'none', minutes: lock.minutes, onSystemLock: lock.onSystemLock },
  };
  return `${JSON.stringify(settings, undefined, 2)}\n`;
}
