/** What the worker does when it wakes: goes on with what its last life left, and wipes what has had its time. */
import { renewAhead } from '../../src/accounts/renew-ahead';
import { recoverSignIns } from '../../src/accounts/sign-in';
import { sweepPermits } from '../../src/permits/give';
import { sweepAsks } from '../../src/permits/settle';
import { closeReseals } from '../../src/vault/actions';
import { sweepActivity } from '../../src/vault/activity';
import { alignSites } from './enable-site';
import type { House } from './house';

/** A question that nobody answered is given up after this long, in milliseconds. */
const askLifetime = 60 * 60_000;

/** @param bridge the bridge's file in the built extension */
export async function recover(house: House, bridge: string): Promise<void> {
  await recoverSignIns(house);
  void renewAhead(house);
  await closeReseals(house.vault, house.clock.now());
  await sweepPermits(house);
  await sweepAsks(house, askLifetime);
  await sweepActivity(house.vault, house.clock.now());
  await alignSites(house, bridge);
}
