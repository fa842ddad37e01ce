/** Gathers what the recorders saw and what lies about: one list of entries over all channels, to be searched for secrets. */
import type { ConsoleMessage, Page } from 'playwright';
import type { Popup } from '../../harness/popup';
import type { PracticeService } from '../../services/types';
import type { Bench } from './bench';
import { readDatabase, readStorage } from './read-storage';
import type { Recorder, Seen } from './recorder';

/** Something seen, with the place of it. */
export interface Entry extends Seen {
  readonly place: string;
}

export interface Recording {
  readonly entries: Entry[];
  /** Bodies of the worker's own requests: what it is there to send, and where its own secrets can be learnt. */
  readonly sent: string[];
  /** Adds what a test saw itself. */
  add(channel: string, place: string, text: string): void;
  /** Reads everything that can be read now: recorders, pages, storage. The service's own pages are its own. */
  look(step: string): Promise<void>;
  /** Reads an open toolbar popup. */
  lookAtPopup(popup: Popup): Promise<void>;
  /** In Chromium, reads all that a page holds in memory: every string on its heap, reachable by a script or not. @param place its name, if not its file's */
  lookInside(page: Page, place?: string): Promise<void>;
}

interface Recorded {
  readonly recorder?: Recorder;
}

/** @param further services whose pages are their own too */
export function startRecording(bench: Pick<Bench, 'browser' | 'world'>, further: readonly PracticeService[] = []): Recording {
  const { browser, world } = bench;
  const entries: Entry[] = [];
  const sent: string[] = [];
  const add = (channel: string, place: string, text: string): void => {
    if (text !== '') entries.push({ channel, place, text });
  };
  const isTheirs = (url: string): boolean => [world.photos, world.files, ...further].some(({ origin }) => url.startsWith(origin));
  const placeOf = (url: string): string =>
    url.startsWith(browser.origin) ? `own ${new URL(url).pathname.split('/').at(-1)}` : 'site';

  const heard = (message: ConsoleMessage): void => {
    const from = message.page()?.url();
    if (from === undefined || !isTheirs(from))
      add('browser: console', from === undefined ? 'worker' : placeOf(from), message.text());
  };
  browser.context.on('console', heard);
  browser.context.on('weberror', (error) => add('browser: thrown error', 'page', String(error.error().stack)));
  // Firefox tells of its event page as of any page.
  if (browser.name === 'chromium') for (const worker of browser.context.serviceWorkers()) worker.on('console', heard);
  browser.context.on('page', (page) => {
    page.on('framenavigated', (frame) => {
      if (frame.url().startsWith(browser.origin)) add('own URL', placeOf(frame.url()), frame.url());
    });
  });

  const drainInto = (place: string) => (seen: readonly Seen[]) => {
    for (const { channel, text } of seen) {
      if (channel.endsWith('request body')) sent.push(text);
      else add(channel, place, text);
    }
  };

  /** Most of what can be reached is the browser's own and the same each time: only lines that are new. */
  const lines = new Map<string, Set<string>>();
  const unheard = (place: string, text: string): string => {
    const known = lines.get(place) ?? new Set<string>();
    lines.set(place, known);
    const fresh = text.split('\n').filter((line) => !known.has(line));
    for (const line of fresh) known.add(line);
    return fresh.join('\n');
  };

  const lookAtPage = async (page: Page): Promise<void> => {
    const place = placeOf(page.url());
    await page.evaluate(drain).then(drainInto(place));
    for (const seen of (await browser.inContentScripts(page, drain)).flat()) add(seen.channel, place, seen.text);
    if (place.startsWith('own')) add('own URL', place, page.url());
    add('DOM', place, await page.evaluate(readDocument));
    add('globals', place, unheard(place, await page.evaluate(readGlobals)));
    add(
      'web storage',
      place,
      await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])),
    );
  };

  return {
    entries,
    sent,
    add,
    async look(step) {
      const worker = await browser.worker();
      drainInto('worker')(await worker.evaluate(drain));
      for (const page of browser.context.pages()) {
        if (isTheirs(page.url()) || !/^(http|(chrome|moz)-extension)/.test(page.url())) continue;
        await lookAtPage(page);
        if (!page.url().endsWith('manifest.json')) continue;
        add('database', step, await page.evaluate(readDatabase));
        add('chrome.storage', step, await page.evaluate(readStorage));
      }
    },
    async lookAtPopup(popup) {
      add('DOM', 'own popup', await popup.evaluate(readDocument));
    },
    async lookInside(page, place = placeOf(page.url())) {
      // A snapshot of Firefox's heap has no strings.
      if (browser.name === 'chromium') add('memory', place, await heapOf(page));
    },
  };
}

/** Runs anywhere: takes what the recorder there has seen so far. */
function drain(): Seen[] {
  return (globalThis as Recorded).recorder?.seen.splice(0) ?? [];
}

/** Runs in a page: every string that a script there could reach from the global object and from what hangs on elements. */
async function readGlobals(): Promise<string> {
  return (await (globalThis as Recorded).recorder?.spell([globalThis, ...document.querySelectorAll('*')])) ?? '';
}

/** Runs in a page: its markup, what stands in its fields, and its title. */
function readDocument(): string {
  const fields = [...document.querySelectorAll('input, textarea, select')].map((field) => (field as HTMLInputElement).value);
  return [document.title, document.documentElement.outerHTML, ...fields].join('\n');
}

async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  try {
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    return chunks.join('');
  } finally {
    await session.detach();
  }
}
