/** Tells every watching page what changed: the whole overview, at most once in a short while, and only when it differs. */
import { isStorageProblem } from '../../src/core/errors';
import type { Overview } from '../../src/messaging/views';
import type { Line } from '../../src/messaging/lines';
import { nextAhead } from '../../src/accounts/renew-ahead';
import { showBadge, wakeAt, wakeWhile } from '../../src/platform/worker';
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

/** Starts to tell; also keeps the toolbar's count of what waits for the user. */
export function startWatching(house: House): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onlyActivity = true;
  const tell = async (): Promise<void> => {
    timer = undefined;
    if (onlyActivity) return tellUses();
    onlyActivity = true;
    const now = await overview(house);
    for (const line of lines) line.send(now);
    const unstored = (await house.unstored.read()).length > 0;
    await wakeWhile(unstored || now.signIns.some(({ state }) => state === 'running' || state === 'waiting'));
    const waiting = now.asks.length + now.accounts.filter((account) => account.state === 'needs-sign-in').length;
    await showBadge(waiting);
    await wakeAt(await nextAhead(house));
  };
  /** Calls by the hundred change nothing but how often permits and sites were used. */
  const tellUses = async (): Promise<void> => {
    if ((await house.vault.lockView()).state === 'locked') return;
    const now = await uses(house);
    for (const line of lines) line.send(now);
    await wakeAt(await nextAhead(house));
  };
  let arming: ReturnType<typeof setTimeout> | undefined;
  /** An account that is in use again is renewed ahead again. */
  const arm = (): void => {
    arming = undefined;
    void nextAhead(house).then(wakeAt);
  };
  house.vault.onChange((what) => {
    if (what === 'activity' && lines.size === 0) {
      arming ??= setTimeout(arm, armPause);
      return; // nobody looks, and the badge does not rest on it
    }
    onlyActivity &&= what === 'activity';
    timer ??= setTimeout(() => void tell().catch(unlessStorage), pause);
  });
}

/** A vault that can't be read now is told to whoever asks for something; a page that watches is told again at the next change. */
function unlessStorage(error: unknown): void {
  if (!isStorageProblem(error)) throw error;
}
