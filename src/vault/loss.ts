/**
 * Notices that the browser has deleted the vault. Outside of it stands how many accounts it had, and nothing else; inside of it, that this was
 * written. Where the first is there without the second, the vault has gone.
 */
import { isStorageProblem } from '../core/errors';
import type { Memory } from '../core/ports';
import type { Instant } from '../core/words';
import type { Vault } from './vault';

/** What stands outside of the vault. */
export interface Marked {
  readonly accounts: number;
  /** A loss that the user has not seen yet. */
  readonly lost?: { readonly accounts: number; readonly at: Instant };
}

export type Marker = Memory<Marked>;

/** One look at a time: two would each find the first half of the other. */
const looks = new WeakMap<Vault, Promise<unknown>>();

function inTurn<T>(vault: Vault, work: () => Promise<T>): Promise<T> {
  const look = (looks.get(vault) ?? Promise.resolve()).then(work, work);
  looks.set(vault, look);
  return look;
}

/**
 * Compares the vault with what stands outside of it, and brings that up to date.
 * @param accounts how many there are now
 */
export function lookForLoss(vault: Vault, marker: Marker, accounts: number, now: Instant): Promise<Marked> {
  return inTurn(vault, async () => {
    const before = await marker.read();
    if (accounts === before.accounts) return before;
    const { settings } = vault.db;
    const isKept = (await settings.get('kept')) !== undefined;
    const wished = (await vault.db.actions.toArray()).some(({ kind }) => kind === 'forget'); // which clears everything
    const found = before.accounts > 0 && !isKept && !wished && accounts === 0;
    const lost = found ? { accounts: before.accounts, at: now } : before.lost;
    try {
      if (accounts > 0 && !isKept) await settings.put({ id: 'kept', value: 1 }); // first: a mark without it means a loss
    } catch (error) {
      if (!isStorageProblem(error)) throw error;
      return before;
    }
    const next = { accounts, ...(lost && { lost }) };
    await marker.write(next);
    return next;
  });
}

/** The user has seen it. */
export async function lossSeen(vault: Vault, marker: Marker): Promise<void> {
  await inTurn(vault, async () => {
    const { accounts } = await marker.read();
    await marker.write({ accounts });
  });
  vault.changed();
}
