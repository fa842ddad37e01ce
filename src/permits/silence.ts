/** Who is refused again and again falls silent, so that nobody is worn down by questions. */
import type { Outsider } from '../core/caller';
import type { RefusedId } from '../vault/rows';
import type { Ports } from './ports';

/** Refused this often in a row, a site falls silent until the user acts in the popup. */
const patience = 2;
/** How long an extension stays silent, in milliseconds. */
const silence = 24 * 60 * 60_000;

/** Whether a site was refused so often that it may not ask until the user acts. */
export function isSilenced(site: { readonly refusals: number }): boolean {
  return site.refusals >= patience;
}

/** A site stays silent until the user lets it ask; an extension, which has no place in the popup, for a day. */
export async function isQuiet({ vault: { db }, clock }: Ports, caller: Outsider): Promise<boolean> {
  if (caller.kind === 'site') {
    const site = await db.sites.get(caller.origin);
    return site !== undefined && isSilenced(site);
  }
  const refused = await db.settings.get(refusedId(caller));
  return refused !== undefined && refused.value >= patience && clock.now() - (refused.at ?? 0) < silence;
}

/** Counts a refusal. */
export async function countRefusal({ vault, clock }: Ports, caller: Outsider): Promise<void> {
  const { db } = vault;
  if (caller.kind === 'site') {
    await db.sites.where({ origin: caller.origin }).modify((site) => {
      site.refusals += 1;
    });
    return;
  }
  const id = refusedId(caller);
  await db.transaction('rw', db.settings, async () => {
    const { value = 0 } = (await db.settings.get(id)) ?? {};
    await db.settings.put({ id, value: value + 1, at: clock.now() });
  });
}

const refusedId = ({ id }: { readonly id: string }): RefusedId => `refused extension:${id}`;

/** A yes makes up for earlier refusals. */
export async function forgive({ vault: { db } }: Ports, caller: Outsider): Promise<void> {
  if (caller.kind === 'site') await db.sites.update(caller.origin, { refusals: 0 });
  else await db.settings.delete(refusedId(caller));
}
