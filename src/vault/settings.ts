/** The number from which the user's mark is drawn, made once. */
import type { Random } from '../core/ports';
import { isReadOnly } from './schema';
import type { Vault } from './vault';

/** The seed of the user's mark: 32 random bits that no page can know. */
export async function markSeed(vault: Vault, random: Random): Promise<number> {
  const { settings } = vault.db;
  const stored = await settings.get('mark');
  if (stored) return stored.value;
  const seed = freshSeed(random);
  if (await isReadOnly(vault.db)) return seed;
  await vault.db.transaction('rw', settings, async () => {
    if (!(await settings.get('mark'))) await settings.add({ id: 'mark', value: seed });
  });
  return (await settings.get('mark'))?.value ?? seed;
}

/** Draws another mark. */
export async function drawMark({ db }: Vault, random: Random): Promise<void> {
  await db.settings.put({ id: 'mark', value: freshSeed(random) });
}

function freshSeed(random: Random): number {
  return new DataView(random.bytes(4).buffer).getUint32(0);
}
