/** Which sites may know that Countersign is here. */
import type { Origin } from '../core/words';
import type { Ports } from './ports';

/** Lets a site ask; what it was refused before is forgotten, since the user acts now. */
export async function enableSite(ports: Ports, origin: Origin): Promise<void> {
  const { db } = ports.vault;
  await db.transaction('rw', db.sites, async () => {
    const known = await db.sites.get(origin);
    await db.sites.put({ origin, enabledAt: known?.enabledAt ?? ports.clock.now(), refusals: 0 });
  });
  ports.vault.changed();
}

/** The site gets nothing any more: its permits end with it, also those of its frames in other sites. */
export async function disableSite(ports: Ports, origin: Origin): Promise<void> {
  const { db } = ports.vault;
  await db.transaction('rw', db.sites, db.permits, db.settings, async () => {
    const off = await isEverywhere(ports);
    if (off) await db.sites.put({ origin, enabledAt: ports.clock.now(), refusals: 0, off });
    else await db.sites.delete(origin);
    await db.permits.filter(({ caller }) => caller.kind === 'site' && caller.origin === origin).delete();
  });
  ports.vault.changed();
}

/** Whether a site may ask: enabled by the user, or one of all sites and not turned off. */
export async function isEnabled(ports: Ports, origin: Origin): Promise<boolean> {
  const site = await ports.vault.db.sites.get(origin);
  return site ? !site.off : isEverywhere(ports);
}

/** A site that asks while every site may is kept, so that the user finds it among the others. */
export async function noteSite(ports: Ports, origin: Origin): Promise<void> {
  const { sites } = ports.vault.db;
  if (!(await sites.get(origin)))
    await sites.add({ origin, enabledAt: ports.clock.now(), refusals: 0, noted: true }).catch(() => undefined);
}

export async function isEverywhere(ports: Pick<Ports, 'vault'>): Promise<boolean> {
  return (await ports.vault.db.settings.get('everywhere'))?.value === 1;
}

/** Lets every site ask, or only those that the user enabled, and those that were given a permit meanwhile. */
export async function setEverywhere(ports: Ports, on: boolean): Promise<void> {
  const { db } = ports.vault;
  await db.transaction('rw', db.settings, db.sites, db.permits, async () => {
    await db.settings.put({ id: 'everywhere', value: on ? 1 : 0 });
    if (on) return;
    const permits = await db.permits.toArray();
    const permitted = new Set(permits.map(({ caller }) => (caller.kind === 'site' ? caller.origin : '')));
    await db.sites.filter((site) => site.off === true || (site.noted === true && !permitted.has(site.origin))).delete();
  });
  ports.vault.changed();
}
