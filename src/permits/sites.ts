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

/** The site gets nothing any more: its permits end with it. */
export async function disableSite(ports: Ports, origin: Origin): Promise<void> {
  const { db } = ports.vault;
  await db.transaction('rw', db.sites, db.permits, async () => {
    await db.sites.delete(origin);
    await db.permits.where({ callerKey: `site:${origin}` }).delete();
  });
  ports.vault.changed();
}

/** Whether the user enabled this site. */
export async function isEnabled(ports: Ports, origin: Origin): Promise<boolean> {
  return (await ports.vault.db.sites.get(origin)) !== undefined;
}
