/** A value planted in each channel in turn: the search must find it there, or it would find no real secret there either. */
import { photosEntry } from '../../practice/entries';
import { ownCall } from '../../practice/set-up';
import type { Bench } from './bench';
import type { Recording } from './recording';
import type { Told } from './story';
import { callAsSite } from './story-calls';

export interface Plant {
  readonly where: string;
  /** `channel at place` of every finding that there must be. */
  readonly found: readonly string[];
  readonly plant: (planted: string, told: Told, bench: Bench, recording: Recording) => Promise<unknown>;
}

declare const chrome: {
  runtime: { sendMessage(message: unknown): Promise<unknown> };
  storage: { local: { set(values: object): Promise<void> } };
};

export const plants: readonly Plant[] = [
  {
    where: 'a message to the worker, in base64',
    found: ['page: message overview at own options.html', 'worker: message overview at worker'],
    plant: (planted, { options }) =>
      options.evaluate((value) => chrome.runtime.sendMessage({ own: 'overview', input: { bytes: btoa(`x${value}`) } }), planted),
  },
  {
    where: 'what the worker answers and tells, shows and stores',
    found: [
      'worker: reply overview at worker',
      'page: reply overview at own manifest.json',
      'worker: frame out watch at worker',
      'page: frame in watch at own options.html',
      'globals at own options.html',
      'DOM at own options.html',
    ],
    plant: async (planted, { options }, bench) => {
      await ownCall(bench.desk, 'services.save', {
        service: { ...photosEntry(bench.world.photos.origin), id: 'planted', name: planted },
      });
      await options.goto(`${bench.browser.origin}/extension/pages/options/options.html#services?tab=yours`);
      await options.getByText(planted).first().waitFor();
      await bench.overview();
    },
  },
  {
    where: 'a signed call and its answer',
    found: [
      'page: window message at site',
      'page: channel frame out at site',
      'page: channel frame in at site',
      'bridge: frame out site at site',
      'bridge: frame in site at site',
      'worker: frame in site at worker',
      'worker: frame out site at worker',
      'worker: request URL at worker',
    ],
    plant: (planted, { page, handles }, { world }) =>
      page.evaluate(
        async ({ value, handle, origin }) => {
          postMessage({ odd: value }, location.origin);
          const { app } = globalThis as unknown as { app: { fetch(of: string, url: string): Promise<object> } };
          return app.fetch(handle, `${origin}/api/echo?planted=${value}`);
        },
        { value: planted, handle: handles['practice-photos'], origin: world.photos.origin },
      ),
  },
  {
    where: 'what a page reads from an answer, and from an error that it catches',
    found: ['response at site', 'thrown error at site'],
    plant: async (planted, { page, handles }, { world }, recording) => {
      const call = (wanted: object) =>
        callAsSite(recording, page, handles['practice-photos'], `${world.photos.origin}/api/me`, wanted);
      world.photos.faults.next('/api/me', { respond: { status: 200, headers: { 'x-planted': planted } } });
      await call({});
      await call({ cache: planted });
    },
  },
  {
    where: 'the toolbar popup',
    found: ['DOM at own popup'],
    plant: async (planted, { page }, { browser }, recording) => {
      const popup = await browser.popup(page);
      await popup.evaluate((value) => document.body.setAttribute('title', value), planted);
      await recording.lookAtPopup(popup);
      await popup.leave();
    },
  },
  {
    where: 'a page’s globals, deep down, in bytes',
    found: ['globals at site'],
    plant: (planted, { page }) =>
      page.evaluate((value) => {
        const bytes = new TextEncoder().encode(value);
        Object.assign(globalThis, { planted: { deep: [new Map([[1, { bytes }]])] } });
      }, planted),
  },
  {
    where: 'our page’s globals, behind a symbol of an element',
    found: ['globals at own options.html'],
    plant: (planted, { options }) =>
      options.evaluate((value) => {
        Object.assign(document.body, { [Symbol('planted')]: () => value, planted: new Set([value]) });
      }, planted),
  },
  {
    where: 'what only a closure holds',
    found: ['memory at site'],
    plant: (planted, { page }) =>
      page.evaluate((value) => {
        const kept = `${value}!`;
        addEventListener('never', () => kept.length);
      }, planted),
  },
  {
    where: 'web storage',
    found: ['web storage at site', 'web storage at own options.html'],
    plant: async (planted, { page, options }) => {
      await page.evaluate((value) => sessionStorage.setItem('planted', encodeURIComponent(value)), planted);
      await options.evaluate((value) => localStorage.setItem('planted', value), planted);
    },
  },
  {
    where: 'markup, and a field',
    found: ['DOM at site', 'DOM at own options.html'],
    plant: async (planted, { page, options }) => {
      await page.evaluate((value) => document.body.setAttribute('data-planted', value), planted);
      await options.evaluate((value) => document.body.append(Object.assign(document.createElement('input'), { value })), planted);
    },
  },
  {
    where: 'the console',
    found: [
      'page: console at site',
      'browser: console at site',
      'page: console at own options.html',
      'worker: console at worker',
      'browser: console at worker',
    ],
    plant: async (planted, { page, options }, { browser }) => {
      await page.evaluate((value) => console.info({ planted: value }), planted);
      await options.evaluate((value) => console.debug(value), planted);
      await (await browser.worker()).evaluate((value) => console.warn(new Error(value)), planted);
    },
  },
  {
    where: 'an error that nobody catches',
    found: ['page: thrown error at site', 'browser: thrown error at page', 'worker: thrown error at worker'],
    plant: async (planted, { page }, { browser }) => {
      const fail = (value: string): void =>
        void setTimeout(() => {
          throw Object.assign(new Error('planted'), { detail: { value }, message: value });
        });
      await page.evaluate(fail, planted);
      await (
        await browser.worker()
      ).evaluate((value) => void Promise.reject(Object.assign(new Error('planted'), { cause: { value } })), planted);
    },
  },
  {
    where: 'a URL of ours',
    found: ['own URL at own options.html'],
    plant: (planted, { options }) => options.evaluate((value) => void (location.hash = `accounts/${value}`), planted),
  },
  {
    where: 'the database, in bytes',
    found: ['database at planted'],
    plant: (planted, _, { desk }) => desk.evaluate(storeRow, planted),
  },
  {
    where: 'chrome.storage',
    found: ['chrome.storage at planted'],
    plant: (planted, _, { desk }) => desk.evaluate(storeArea, planted),
  },
];

/** Runs in a page of ours. */
export async function storeRow(value: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('countersign');
    opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')));
    opening.addEventListener('success', () => {
      const writing = opening.result.transaction('settings', 'readwrite');
      writing.objectStore('settings').put({ id: 'planted', value: new TextEncoder().encode(`..${value}..`) });
      writing.addEventListener('complete', () => {
        opening.result.close();
        resolve();
      });
    });
  });
}

/** Runs in a page of ours. */
export async function storeArea(value: string): Promise<void> {
  await chrome.storage.local.set({ planted: { value } });
}
