/** Tells every watching page what changed: the whole overview, at most once in a short while, and only when it differs. */
import { isStorageProblem } from '../core/errors';
import type { Overview } from '../messaging/views';
import type { Line } from '../messaging/lines';
import { nextAhead } from '../accounts/renew-ahead';
import { wakeAt, wakeWhile } from '../platform/worker';
import type { House } from './house';
import { overview, uses } from './overview';

/** Changes that come closer together than this are told at once, in milliseconds. */
const pause = 30;

/** Calls come by the thousand; when to renew ahead is thought about this long after the first, in milliseconds. */
const armPause = 10_000;

/** A page gets everything first, then what has changed. */
type Told = Line<Partial<Overview>, unknown>;

const lines = new Set<Told>();

/** Adds a page to those that are told. */
export function addWatcher(house: House, line: Told): void {
  lines.add(line);
  line.onEnd(() => {
    lines.delete(line);
    house.vault.changed(); // a page that goes gives up its turn at the sign-in window
  });
  void overview(house).then((now) => line.send(now), unlessStorage);
}

/** Whether a page of ours is open. */
export function isWatched(): boolean {
  return lines.size > 0;
}

/**
 * Starts to tell, and has the worker woken for what has to go on.
 * @param told hears the overview with every change of more than how often permits were used
 */
export function startWatching(house: House, told: (now: Overview) => unknown): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onlyActivity = true;
  const tell = async (): Promise<void> => {
    timer = undefined;
    if (onlyActivity) return tellUses();
    onlyActivity = true;
    const now = await overview(house);
    for (const line of lines) line.send(now);
    await wakeWhile(
      (await house.unstored.read()).length > 0 ||
        now.signIns.some(({ state }) => state === 'running' || state === 'waiting') ||
        (await goesOn(house, now.lock.state === 'locked')),
    );
    await told(now);
    await armAhead();
  };
  /** Calls by the hundred change nothing but how often permits and sites were used. */
  const tellUses = async (): Promise<void> => {
    if (await house.vault.isLocked()) return;
    const now = await uses(house);
    for (const line of lines) line.send(now);
    await armAhead();
  };
  /** While the vault is locked, nothing can be renewed. */
  const armAhead = async (): Promise<void> => wakeAt((await house.vault.isLocked()) ? undefined : await nextAhead(house));
  let arming: ReturnType<typeof setTimeout> | undefined;
  /** An account that is in use again is renewed ahead again. */
  const arm = (): void => {
    arming = undefined;
    void armAhead();
  };
  house.vault.onChange((what) => {
    if (what === 'activity' && lines.size === 0) {
      arming ??= setTimeout(arm, armPause);
      return; // nobody looks, and nothing else rests on it
    }
    onlyActivity &&= what === 'activity';
    timer ??= setTimeout(() => void tell().catch(unlessStorage), pause);
  });
  // Calls that waited in the worker's last life are gone with it.
  void house.vault.isLocked().then((locked) => locked && house.vault.changed('waiting'));
}

/** Whether an action is under way that another life of the worker would go on with. */
async function goesOn({ vault: { db } }: House, locked: boolean): Promise<boolean> {
  const running = await db.actions.filter(({ kind, state }) => state === 'running' && kind !== 'move').toArray();
  return running.some(({ unasked, cleared }) => !locked || unasked || cleared);
}

/** A vault that can't be read now is told to whoever asks for something; a page that watches is told again at the next change. */
function unlessStorage(error: unknown): void {
  if (!isStorageProblem(error)) throw error;
}
