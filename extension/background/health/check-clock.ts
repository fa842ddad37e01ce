/** Whether this computer's clock is right: compared with those of services, and with the times that were written down here before. */
import type { House } from '../../../src/engine/house';
import { askServices, type Sign } from './ask-service';
import { fine, needsYou, type Finding } from './finding';
import { servicesInUse } from './in-use';

/** Clocks that differ by no more, in seconds, are one. */
const slack = 60;
/** So many services are asked. */
const witnesses = 3;

export interface ClockSeen {
  readonly name: string;
  /** The service's clock minus ours, in seconds. */
  readonly ahead: number;
}

export async function checkClock(house: House): Promise<Finding> {
  const uses = await servicesInUse(house);
  const seen = clocksOf(await askServices(house, uses.slice(0, witnesses)));
  return judgeClock(seen, (await newestTime(house)) - house.clock.now());
}

/** By the answers; a service that did not say is known by what a signed request taught. */
export function clocksOf(signs: readonly Sign[]): ClockSeen[] {
  return signs.flatMap(({ use, ahead = use.learnt }) => (ahead === undefined ? [] : [{ name: use.name, ahead }]));
}

/**
 * A clock that is wrong here differs from everybody's; one service beside others that agree with ours is wrong itself.
 * @param future how far the newest time that was written down lies ahead of now, in milliseconds
 */
export function judgeClock(seen: readonly ClockSeen[], future: number): Finding {
  const sorted = seen.toSorted((one, other) => Math.abs(one.ahead) - Math.abs(other.ahead));
  const [nearest] = sorted;
  const farthest = sorted.at(-1);
  const back = Math.round(future / 1000);
  if (nearest && Math.abs(nearest.ahead) > slack)
    return needsYou({ kind: 'here', seconds: nearest.ahead, service: nearest.name }, { repair: 'measure' });
  if (!nearest && back > slack) return needsYou({ kind: 'back', seconds: back }, { repair: 'measure' });
  if (!nearest || !farthest) return fine({ kind: 'unmeasured' });
  if (back > slack) return fine({ kind: 'was-ahead', seconds: back });
  if (Math.abs(farthest.ahead) > slack) return fine({ kind: 'there', seconds: farthest.ahead, service: farthest.name });
  return fine({ kind: 'right', service: nearest.name });
}

/** The latest time at which something is said to have happened. */
async function newestTime({ vault }: House): Promise<number> {
  const call = await vault.db.activity.orderBy('at').last();
  const accounts = await vault.db.accounts.toArray();
  return Math.max(call?.at ?? 0, ...accounts.map(({ signedInAt, facts }) => Math.max(signedInAt, facts.issuedAt ?? 0)));
}
