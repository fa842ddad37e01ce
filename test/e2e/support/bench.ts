/** One browser with the test build, both practice services set up and their hosts granted: the bench of the hardest tests. */
import type { Page } from 'playwright';
import type { Overview, SignInView } from '../../../src/messaging/views';
import type { Browser, BrowserName } from '../../harness/browser';
import { launchBrowser } from '../../harness/launch';
import { poll } from '../../harness/poll';
import { enterServices, ownCall, practiceHosts, startWorld, type PracticeWorld } from '../../practice/set-up';

export type ServiceId = 'practice-photos' | 'practice-files';
/** Both protocols: OAuth 1.0a and OAuth 2.0. */
export const services: readonly ServiceId[] = ['practice-photos', 'practice-files'];

export interface Bench {
  readonly browser: Browser;
  readonly world: PracticeWorld;
  /** A page of ours without any script: it makes own calls, and it does not wake the worker by itself as our real pages do. */
  readonly desk: Page;
  overview(): Promise<Overview>;
  /** Resolves with the sign-in's view once it satisfies the condition. */
  signIn(id: string, when: (view: SignInView) => boolean, what: string): Promise<SignInView>;
  /** Starts a sign-in. @returns its id */
  start(service: ServiceId, accountId?: string): Promise<string>;
  /** Opens the connect page of a sign-in. */
  connect(id: string): Promise<Page>;
  /** The service's window; where it does not come, the error says how the sign-ins stand. */
  window(): Promise<Page>;
  /** Stops the worker and sees it stay stopped: what the browser still had to tell it, of a page that closed, wakes it once more. */
  rest(): Promise<void>;
  /** Every row of a table as it lies in the database; what is sealed is only told to be there. */
  rows(table: string): Promise<Record<string, unknown>[]>;
  /** Removes every account, forgets ended sign-ins, stops the others, closes every page but the desk, forgets faults. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

export interface BenchOptions {
  /** The folder to load; by default the test build. */
  readonly extension?: string;
  /** By default the browser that the tests run in. */
  readonly name?: BrowserName;
  /** A profile folder to keep; by default a temporary one. */
  readonly profile?: string;
  /** Runs before the first page is opened; the services are then left for the test to enter. */
  readonly prepare?: (browser: Browser) => Promise<void>;
}

export async function openBench({ extension, name, profile, prepare }: BenchOptions = {}): Promise<Bench> {
  const [browser, world] = await Promise.all([launchBrowser({ extension, name, profile }), startWorld()]);
  await prepare?.(browser);
  await browser.grantHosts(practiceHosts(browser));
  if (!prepare) await enterServices(browser, world);
  const desk = await browser.page('manifest.json');
  const overview = (): Promise<Overview> => ownCall(desk, 'overview', {});

  const stopAll = async (): Promise<void> => {
    for (const { id } of (await overview()).signIns) {
      await ownCall(desk, 'signIn.stop', { id });
      await ownCall(desk, 'signIn.dismiss', { id });
    }
  };
  return {
    browser,
    world,
    desk,
    overview,
    signIn: (id, when, what) =>
      poll(async () => {
        const view = (await overview()).signIns.find((one) => one.id === id);
        return view && when(view) && view;
      }, `the sign-in ${what}`),
    start: (serviceId, accountId) => ownCall(desk, 'signIn.start', { serviceId, ...(accountId && { accountId }) }),
    connect: (id) => browser.page(`extension/pages/connect/connect.html#signIn=${id}`),
    window: () =>
      browser.signInWindow().catch(async (error: Error) => {
        const stand = (await overview()).signIns.map(({ serviceId, state, stage, wait, problem }) => ({
          serviceId,
          state,
          stage,
          wait,
          problem,
        }));
        throw new Error(`${error.message} The sign-ins: ${JSON.stringify(stand)}`, { cause: error });
      }),
    async rest() {
      const isAtRest = async (): Promise<boolean> => {
        await browser.stopWorker();
        return !(await browser.workerRuns());
      };
      await poll(isAtRest, 'the worker to stay stopped');
    },
    rows: (table) => desk.evaluate(readTable, table),
    async tidy() {
      for (const service of [world.photos, world.files]) {
        service.faults.clear();
        await service.faults.up();
      }
      for (const page of browser.context.pages()) if (page !== desk) await page.close();
      await stopAll();
      for (const { id } of (await overview()).accounts) await ownCall(desk, 'accounts.remove', { id });
    },
    async close() {
      await browser.close();
      await world.close();
    },
  };
}

/** Runs in a page of ours: every row of a table; what is sealed is only told to be there. */
export async function readTable(table: string): Promise<Record<string, unknown>[]> {
  const names = (await indexedDB.databases()).map(({ name = '' }) => name).filter((name) => /^countersign(?:\.\d+)?$/.test(name));
  const [last = 'countersign'] = names.toSorted(
    (one, other) => Number(other.split('.')[1] ?? 1) - Number(one.split('.')[1] ?? 1),
  );
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(last);
    opening.onerror = () => reject(opening.error ?? new Error('no database'));
    opening.onsuccess = () => {
      const all = opening.result.transaction(table).objectStore(table).getAll();
      all.onerror = () => reject(all.error ?? new Error('no rows'));
      all.onsuccess = () => {
        opening.result.close();
        resolve((all.result as Record<string, unknown>[]).map((row) => ({ ...row, ...('sealed' in row && { sealed: true }) })));
      };
    };
  });
}
