/** Has the vault lock by itself, and by the user's shortcut. */
import { watchIdle } from '../../src/platform/idle';
import { onShortcut } from '../../src/platform/shortcuts';
import { openOptions } from '../../src/platform/page';
import { sessionMemory, wakeEvery } from '../../src/platform/worker';
import { makeAutoLock, type AutoLock } from './auto-lock';
import type { House } from '../../src/engine/house';
import { signInUnderWay } from './under-way';

/** Changes that come closer together than this are looked at once, in milliseconds. */
const pause = 300;

/** To be called at the worker's start, before anything is awaited. */
export function keepWatch(house: House): AutoLock {
  const { vault } = house;
  const idle = watchIdle(() => void autoLock.look());
  const autoLock: AutoLock = makeAutoLock({
    vault,
    clock: house.clock,
    idle,
    memory: sessionMemory<number | undefined>('lock-put-off', undefined),
    signingIn: () => signInUnderWay(house),
    wakeEvery: (minutes, first) => wakeEvery('auto-lock', minutes, first),
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  vault.onChange((what) => {
    if (what !== 'anything') return;
    timer ??= setTimeout(() => {
      timer = undefined;
      void autoLock.look();
    }, pause);
  });
  onShortcut('lock', () => void lockByHand(house));
  void autoLock.look();
  return autoLock;
}

/** Where nothing can be locked yet, the user is shown where a passphrase is set: a shortcut that does nothing would be taken for a lock. */
async function lockByHand({ vault }: House): Promise<void> {
  const { state } = await vault.lockView();
  if (state === 'unlocked') await vault.lock('user');
  if (state === 'none') await openOptions('security');
}
