/**
 * The worker is stopped, and the browser ended, at each step of sealing everything anew: the vault is as it was before or as it was to be, open
 * or locked, with every account in it, in one database.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Checkpoint } from '../../src/core/checkpoint';
import { launchBrowser } from '../harness/launch';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { openBench, type Bench } from './support/bench';
import { holdWorker, killAt, type Hold } from './support/hold';
import { survived } from './support/survived';
import { databases, derived, setsPassphrase } from './support/passphrase';
import { signsIn } from './support/user';

const steps = ['reseal:begun', 'reseal:copied', 'reseal:whole', 'reseal:deleted'] as const satisfies readonly Checkpoint[];
/** The step in the matrix. */
const stepOf = (step: (typeof steps)[number]) => step.slice('reseal:'.length) as 'begun' | 'copied' | 'whole' | 'deleted';
const labels = ['alice', 'bob'];

/** Everything that must hold after any death. @returns how the vault stands */
async function stands(page: Page): Promise<string> {
  const { lock, accounts, services, signIns } = await ownCall(page, 'overview', {});
  if (lock.state !== 'locked') {
    expect(accounts.map(({ label, state }) => `${label} ${state}`).toSorted()).toEqual(labels.map((label) => `${label} fine`));
    expect(services.map(({ service, app }) => `${service.id} ${app?.clientId !== undefined}`).toSorted()).toEqual([
      'practice-files true',
      'practice-photos true',
    ]);
    expect(signIns.filter(({ state }) => state === 'running')).toEqual([]);
  }
  await poll(async () => (await databases(page)).length === 1, 'one database to be left');
  return lock.state;
}

/** Locks and opens with this key: nothing else opens it. */
async function opensWith(page: Page, key: string): Promise<void> {
  await ownCall(page, 'lock.now', {});
  expect(await stands(page)).toBe('locked');
  await ownCall(page, 'lock.unlock', { key });
  expect(await stands(page)).toBe('unlocked');
}

describe('the worker is stopped', () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await openBench();
    await signsIn(bench, 'practice-photos', 'alice');
    await signsIn(bench, 'practice-files', 'bob');
  }, 120_000);
  afterAll(() => bench?.close());

  /** The user's act, cut at a step. Nobody waits for its answer: there is none. */
  async function cut(step: Checkpoint, act: () => Promise<unknown>): Promise<void> {
    const hold: Hold = await holdWorker(bench.browser, step);
    const ended = act().catch(() => undefined);
    await killAt(bench.browser, hold);
    await ended;
  }

  /** What was under way, once the worker has seen to it. */
  const actions = () =>
    poll(async () => {
      const { actions: views } = await bench.overview();
      return views.every(({ state }) => state !== 'running') && views;
    }, 'the cut action to be closed');

  describe.each(steps)('at %s', (step) => {
    const isOver = step === 'reseal:whole' || step === 'reseal:deleted';
    const interrupted = isOver
      ? []
      : [
          expect.objectContaining({
            kind: 'reseal',
            state: 'failed',
            interrupted: true,
            problem: expect.objectContaining({ code: 'action_interrupted' }) as object,
          }) as object,
        ];
    const outcome = isOver ? 'finished' : 'action_interrupted';
    let key = '';

    afterEach(async () => {
      for (const { id } of await bench.rows('actions')) {
        await bench.desk.evaluate(forgetAction, id as string);
      }
    });

    test('when a passphrase is set', async () => {
      const next = derived();
      await cut(step, () => ownCall(bench.desk, 'lock.set', { next }));
      expect(await stands(bench.desk)).toBe(isOver ? 'unlocked' : 'none');
      expect(await actions()).toEqual(interrupted);
      key = isOver ? next.key : await setsPassphrase(bench.desk);
      await opensWith(bench.desk, key);
      survived('Passphrase set', stepOf(step), outcome);
    });

    test('when it is changed', async () => {
      const next = derived();
      await cut(step, () => ownCall(bench.desk, 'lock.set', { next, current: key }));
      expect(await stands(bench.desk)).toBe('unlocked'); // by the old key or the new one
      expect(await actions()).toEqual(interrupted);
      if (isOver) key = next.key;
      await opensWith(bench.desk, key);
      survived('Passphrase changed', stepOf(step), outcome);
    });

    test('when it is taken away', async () => {
      await cut(step, () => ownCall(bench.desk, 'lock.remove', { current: key }));
      expect(await stands(bench.desk)).toBe(isOver ? 'none' : 'unlocked');
      expect(await actions()).toEqual(interrupted);
      if (!isOver) await ownCall(bench.desk, 'lock.remove', { current: key });
      expect(await stands(bench.desk)).toBe('none');
      survived('Passphrase taken away', stepOf(step), outcome);
    });
  });
});

test.each(steps)('the browser ends at %s: it starts again as before, or locked', async (step) => {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'countersign-reseal-'));
  const bench = await openBench({ profile });
  try {
    await signsIn(bench, 'practice-photos', 'alice');
    await signsIn(bench, 'practice-files', 'bob');
    const next = derived();
    const hold = await holdWorker(bench.browser, step);
    const ended = ownCall(bench.desk, 'lock.set', { next }).catch(() => undefined);
    await hold.reached();
    await bench.browser.close();
    await ended;
    const again = await launchBrowser({
      profile,
    });
    try {
      const desk = await again.page('manifest.json');
      const isOver = step === 'reseal:whole' || step === 'reseal:deleted';
      expect(await stands(desk)).toBe(isOver ? 'locked' : 'none');
      if (!isOver)
        expect((await ownCall(desk, 'overview', {})).actions).toMatchObject([
          { kind: 'reseal', problem: { code: 'action_interrupted' } },
        ]);
      const key = isOver ? next.key : await setsPassphrase(desk);
      if (isOver) await ownCall(desk, 'lock.unlock', { key });
      await opensWith(desk, key);
    } finally {
      await again.close();
    }
  } finally {
    await bench.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  survived(
    'Browser ended while a passphrase is set',
    stepOf(step),
    step === 'reseal:whole' || step === 'reseal:deleted' ? 'finished' : 'action_interrupted',
  );
});

/** Runs in a page of ours: the user has seen it. */
async function forgetAction(id: string): Promise<void> {
  const [{ name = '' } = {}] = await indexedDB.databases();
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error ?? new Error('no database'));
    opening.onsuccess = () => {
      const work = opening.result.transaction('actions', 'readwrite');
      work.objectStore('actions').delete(id);
      work.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}
