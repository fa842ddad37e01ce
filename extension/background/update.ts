/** Has updates of the extension wait for what is under way in this house. */
import { updates as runtime } from '../../src/platform/updates';
import { sessionMemory, wakeEvery } from '../../src/platform/worker';
import type { House } from '../../src/engine/house';
import { signInUnderWay } from './under-way';
import { makeUpdates, type Updates, type UpdateWaiting } from './waiting-update';
import { isWatched } from '../../src/engine/watch';

/** How often a waiting update looks whether it may come in, in minutes, beside every change. */
const rhythm = 1;

let updates: Updates | undefined;

/** To be called at the worker's start, before anything is awaited: the browser tells of an update once. */
export function startUpdates(house: House): void {
  updates = makeUpdates({
    runtime,
    memory: sessionMemory<string | undefined>('update', undefined),
    underWay: async () => {
      const signIn = await signInUnderWay(house);
      const action = (await house.vault.db.actions.filter(({ state }) => state === 'running').count()) > 0;
      // The browser's memory ends with the update.
      const answered = (await house.heldAnswers.read()).length > 0;
      const unstored = (await house.unstored.read()).length > 0;
      // Last, because these are told at once: what begins from here on is no earlier than the update.
      const renewal = unstored || house.vault.isBusy();
      return { 'sign-in': signIn || answered, action, renewal, call: house.calls.count() > 0, page: isWatched() };
    },
    wakeWhile: (needed) => wakeEvery('update', needed ? rhythm : undefined),
  });
  house.vault.onChange(checkUpdate);
}

/** Looks whether an update may come in now. */
export function checkUpdate(): void {
  void updates?.check();
}

/** The update that waits, and what for. */
export function updateWaiting(): UpdateWaiting | undefined {
  return updates?.waiting();
}
