/** What the worker does when it wakes: goes on with what its last life left, and wipes what has had its time. */
import { recoverEndings } from '../accounts/recover-endings';
import type { EndingPorts } from '../accounts/remove';
import { renewAhead } from '../accounts/renew-ahead';
import { storeLater } from '../accounts/renew';
import { recoverSignIns } from '../accounts/sign-in';
import { sweepPermits } from '../permits/give';
import { sweepAsks } from '../permits/settle';
import { closeReseals } from '../vault/actions';
import { sweepActivity } from '../vault/activity';
import { sweepMoves } from '../vault/backup-move';
import { isReadOnly } from '../vault/schema';
import { storeHeld } from '../vault/unstored';
import type { House } from './house';

/** A question that nobody answered is given up after this long, in milliseconds. */
const askLifetime = 60 * 60_000;

/**
 * @param endings what ends of accounts reach outside of the vault
 * @param last what else is made right, last and in any case
 */
export async function recover(house: House, endings: EndingPorts, last: () => Promise<void>): Promise<void> {
  if (await isReadOnly(house.vault.db)) return last(); // everything else writes
  const { vault, clock, unstored } = house;
  const steps = [
    async () => (await storeHeld(vault, unstored)) > 0 && storeLater(house),
    () => recoverEndings(endings),
    () => recoverSignIns(house),
    async () => void renewAhead(house),
    () => closeReseals(vault, clock.now()),
    () => sweepPermits(house),
    () => sweepAsks(house, askLifetime),
    () => sweepActivity(vault, clock.now()),
    () => sweepMoves(vault, clock.now()),
    last,
  ];
  const failed: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => failed.push(error)); // none of them rests on another
  if (failed.length > 0) throw failed[0];
}
