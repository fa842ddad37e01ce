/** What the browser keeps, promises and rings for us. */
import { nextAhead } from '../../../src/accounts/renew-ahead';
import type { Alarm, Storage } from '../../../src/platform/around';
import type { House } from '../../../src/engine/house';
import { fine, needsYou, type Finding } from './finding';

/** Less room than this is worth a word, in bytes. */
const little = 50_000_000;
/** What begins or is called sets its alarm shortly after: so long nothing is missed, in milliseconds. */
const settling = 15_000;
/** An alarm that comes so much later than it should is as good as none, in milliseconds. */
const late = 2 * 60_000;

export async function checkStorage({ around }: Pick<House, 'around'>): Promise<Finding> {
  return judgeStorage(await around.storage());
}

export function judgeStorage({ persisted, exempt, usage, quota }: Storage): Finding {
  const left = quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage);
  const facts = { persisted: persisted ? 1 : 0, ...(exempt && { exempt: 1 }), ...(left !== undefined && { left }) };
  if (left !== undefined && left < little) return needsYou({ ...facts, full: 1 });
  return persisted || exempt ? fine(facts) : needsYou(facts, { repair: 'persist' });
}

export async function checkAlarms(
  house: Pick<House, 'around' | 'clock' | 'vault'> & Parameters<typeof nextAhead>[0],
): Promise<Finding> {
  const { vault, clock, around } = house;
  const now = clock.now();
  const waits = await vault.db.journal.where('state').anyOf('running', 'waiting').toArray();
  const uses = (await vault.db.accounts.toArray()).map(({ usedAt = 0 }) => usedAt);
  const isSettled = now - Math.max(0, ...uses) > settling;
  return judgeAlarms(await around.alarms(), now, {
    recover: waits.some(({ createdAt }) => now - createdAt > settling),
    renewAt: isSettled ? await nextAhead(house) : undefined,
  });
}

/** @param needed whether a sign-in waits, and when an account is to be renewed ahead */
export function judgeAlarms(
  alarms: readonly Alarm[],
  now: number,
  needed: { readonly recover: boolean; readonly renewAt: number | undefined },
): Finding {
  const at = (name: string): number => alarms.find((alarm) => alarm.name === name)?.at ?? Infinity;
  const missing = [
    ...(needed.recover && at('recover') === Infinity ? ['recover'] : []),
    ...(needed.renewAt !== undefined && at('renew') > Math.max(now, needed.renewAt) + late ? ['renew'] : []),
  ];
  const next = Math.min(...alarms.map((alarm) => alarm.at));
  const facts = { count: alarms.length, ...(alarms.length > 0 && { next }) };
  return missing.length === 0 ? fine(facts) : needsYou({ ...facts, missing: missing.join(' ') }, { repair: 'alarms' });
}
