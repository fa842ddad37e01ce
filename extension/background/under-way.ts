/** What the user, or a service, is in the middle of: neither a lock that comes by itself nor an update may cut it off. */
import type { SignInRow } from '../../src/vault/rows';
import type { House } from '../../src/engine/house';
import { isWatched } from '../../src/engine/watch';

/** Whether a sign-in runs, or waits with a window open in which the user goes on with it. */
export async function signInUnderWay(house: Pick<House, 'vault' | 'session' | 'windows'>): Promise<boolean> {
  const rows = await house.vault.db.journal.where('state').anyOf('running', 'waiting').toArray();
  for (const row of rows) if (row.state === 'running' || (await hasWindow(house, row))) return true;
  return false;
}

async function hasWindow({ session, windows }: Pick<House, 'session' | 'windows'>, { wait }: SignInRow): Promise<boolean> {
  if (wait?.for !== 'visit') return isWatched(); // the user answers in a page of ours
  return wait.claim?.session === (await session()) && (await windows.tabExists(wait.claim.page));
}
