/** What the worker does when it wakes: goes on with what its last life left, and wipes what has had its time. */
import { recoverEndings } from '../../src/accounts/recover-endings';
import { renewAhead } from '../../src/accounts/renew-ahead';
import { storeLater } from '../../src/accounts/renew';
import { recoverSignIns } from '../../src/accounts/sign-in';
import { sweepPermits } from '../../src/permits/give';
import { sweepAsks } from '../../src/permits/settle';
import { closeReseals } from '../../src/vault/actions';
import { sweepActivity } from '../../src/vault/activity';
import { isReadOnly } from '../../src/vault/schema';
import { storeHeld } from '../../src/vault/unstored';
import { sweepMoves } from '../../src/vault/backup-move';
import { alignSites } from './enable-site';
import type { House } from './house';
import { endingPorts } from './leave';

/** A question that nobody answered is given up after this long, in milliseconds. */
const askLifetime = 60 * 60_000;

/** @param bridge the bridge's file in the built extension */
export async function recover(house: House, bridge: string): Promise<void> {
  if (await isReadOnly(house.vault.db)) return alignSites(house, bridge); // everything else writes
  const { vault, clock, unstored } = house;
  const steps = [
    async () => (await storeHeld(vault, unstored)) > 0 && storeLater(house),
    () => recoverEndings(endingPorts(house, bridge)),
    () => recoverSignIns(house),
    async () => void renewAhead(house),
    () => closeReseals(vault, clock.now()),
    () => sweepPermits(house),
    () => sweepAsks(house, askLifetime),
    () => sweepActivity(vault, clock.now()),
    () => sweepMoves(vault, clock.now()),
    () => alignSites(house, bridge),
  ];
  const failed: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => failed.push(error)); // none of them rests on another
  if (failed.length > 0) throw failed[0];
}
