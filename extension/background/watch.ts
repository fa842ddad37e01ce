/** Tells every watching page what changed: the whole overview, at most once in a short while, and only when it differs. */
import type { Overview } from '../../src/messaging/views';
import type { Line } from '../../src/messaging/lines';
import { nextAhead } from '../../src/accounts/renew-ahead';
import { showBadge, wakeAt, wakeWhile } from '../../src/platform/worker';
import type { House } from './house';
import { overview } from './overview';

/** Changes that come closer together than this are told at once, in milliseconds. */
const pause = 30;

/** Calls come by the thousand; when to renew ahead is thought about this long after the first, in milliseconds. */
const armPause = 10_000;

const lines = new Set<Line<Overview, unknown>>();

/** Adds a page to those that are told. */
export function addWatcher(house: House, line: Line<Overview, unknown>): void {
  lines.add(line);
  line.onEnd(() => {
    lines.delete(line);
    house.vault.changed(); // a page that goes gives up its turn at the sign-in window
  });
  void overview(house).then((now) => line.send(now));
}

/** Starts to tell; also keeps the toolbar's count of what waits for the user. */
export function startWatching(house: House): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = async (): Promise<void> => {
    timer = undefined;
    const now = await overview(house);
    for (const line of lines) line.send(now);
    await wakeWhile(
      now.signIns.some(({ state }) => state === 'running' || state === 'waiting') ||
        now.actions.some(({ state }) => state === 'running'),
    );
    const waiting = now.asks.length + now.accounts.filter((account) => account.state === 'needs-sign-in').length;
    await showBadge(waiting);
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
    timer ??= setTimeout(() => void tell(), pause);
  });
}
