/** How much memory a signed call with a big body takes, in the worker and in the page: sampled from outside while it runs. */
import type { CDPSession, Page } from 'playwright';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApiServer, type ApiServer } from '../bench/api-server';
import { download, prepareUpload, upload } from '../bench/in-page';
import type { ServerStats } from '../bench/server';
import { openEnabled, openStage, permit, signIn, type Stage } from '../e2e/pages/stage';
import { attachTo, type TargetSession } from '../harness/cdp-target';

export const MB = 2 ** 20;
/** A worker and a page may have this much more than when they are idle. */
export const limit = 32 * MB;
/** The browser may read this far ahead of a page that does not read. */
export const ahead = 16 * MB;

/** Bytes, by what Chromium calls them. */
interface Heap {
  /** JavaScript objects, and what the browser keeps for them (Blob and stream objects, not the bytes of a Blob). */
  readonly objects: number;
  /** Array buffers. */
  readonly buffers: number;
}

export interface Use {
  readonly idle: Heap;
  /** As it comes, with the garbage that waits to be collected. */
  readonly peak: Heap;
  /** The most above idle. */
  readonly above: number;
}

interface Both {
  readonly worker: Use;
  readonly page: Use;
  readonly seconds: number;
}

export interface Measured extends Both {
  /** A second run, in which garbage is collected before each sample: closer to what is really held, and never less. */
  readonly held: Both;
}

export interface MemoryStage {
  /** Reads a body by chunks and drops them; by the page's own `fetch`, if not signed. */
  down(bytes: number, signed?: boolean): Promise<Measured>;
  /** Sends a Blob. */
  up(bytes: number): Promise<Measured>;
  /** Calls for 1 GB and never reads. @returns what the server's connection had moved when it stood still */
  unread(signed: boolean): Promise<ServerStats>;
  close(): Promise<void>;
}

/** @param extension folder of the build; the release build, as its size of code is part of what idles */
export async function openMemoryStage(extension: string, executable: string): Promise<MemoryStage> {
  const server = await startApiServer();
  const stage = await openStage({
    world: { files: { accessTokenSeconds: 3600 } },
    browser: { extension, executable },
    apiHosts: [server.origin],
  });
  await signIn(stage, 'practice-files', 'alice');
  const page = await openEnabled(stage);
  const who = await permit(stage, page, { service: 'practice-files', access: 'change' });
  const { origin } = server;
  await page.evaluate(download, { who, origin, bytes: MB });
  const measure = await meter(stage, page);
  return {
    down: (bytes, signed = true) => measure(() => page.evaluate(download, { who: signed ? who : undefined, origin, bytes })),
    up: async (bytes) => {
      await page.evaluate(prepareUpload, bytes);
      return measure(() => page.evaluate(upload, { who, origin, bytes }));
    },
    unread: (signed) => unread(page, server, signed ? who : undefined),
    close: async () => {
      await stage.close();
      await server.close();
    },
  };
}

/** Measures what runs in the page and in the worker. Sessions for both are opened once: a session attaches without stopping anything. */
export async function meter(stage: Stage, page: Page): Promise<(work: () => Promise<unknown>) => Promise<Measured>> {
  const browser = await stage.browser.context.browser()?.newBrowserCDPSession();
  if (!browser) throw new Error('Playwright gave no connection to the browser.');
  const { targetInfos } = await browser.send('Target.getTargets');
  const target = targetInfos.find(({ type, url }) => type === 'service_worker' && url.startsWith(stage.browser.origin));
  if (!target) throw new Error('The worker does not run.');
  const inWorker = await attachTo(browser, target.targetId);
  const inPage = await page.context().newCDPSession(page);
  const run = async (work: () => Promise<unknown>, collect: boolean): Promise<Both> => {
    const worker = await gauge(inWorker, collect);
    const own = await gauge(inPage, collect);
    const started = Date.now();
    let over = false;
    const done = work().finally(() => (over = true));
    const sampling = (async () => {
      while (!over) {
        await Promise.all([worker.sample(), own.sample()]);
        await sleep(100);
      }
    })();
    await done;
    const seconds = (Date.now() - started) / 1000;
    await sampling;
    return { worker: worker.use(), page: own.use(), seconds };
  };
  return async (work) => ({ ...(await run(work, false)), held: await run(work, true) });
}

interface Gauge {
  sample(): Promise<void>;
  use(): Use;
}

/**
 * Idle is what is left after a garbage collection.
 * @param collect whether later samples are taken after one as well
 */
async function gauge(session: CDPSession | TargetSession, collect: boolean): Promise<Gauge> {
  await session.send('HeapProfiler.collectGarbage');
  const read = async (): Promise<Heap> => {
    if (collect) await session.send('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
    return { objects: usedSize + embedderHeapUsedSize, buffers: backingStorageSize };
  };
  const idle = await read();
  let peak = idle;
  const sum = ({ objects, buffers }: Heap): number => objects + buffers;
  return {
    sample: async () => {
      const heap = await read();
      if (sum(heap) > sum(peak)) peak = heap;
    },
    use: () => ({ idle, peak, above: sum(peak) - sum(idle) }),
  };
}

async function unread(page: Page, server: ApiServer, who: string | undefined): Promise<ServerStats> {
  await page.evaluate(startUnread, { who, url: `${server.origin}/down?bytes=${1024 * MB}` });
  let before = await server.stats();
  for (let quiet = 0; quiet < 8;) {
    await sleep(250);
    const now = await server.stats();
    quiet = now.accepted > 0 && now.accepted === before.accepted && now.taken === before.taken ? quiet + 1 : 0;
    before = now;
  }
  await page.evaluate(endUnread);
  return before;
}

declare const app: { account(handle: string): { fetch: typeof fetch } };
declare const waiting: Response;

async function startUnread({ who, url }: { who: string | undefined; url: string }): Promise<void> {
  const response = await (who === undefined ? fetch : app.account(who).fetch)(url);
  Object.assign(globalThis, { waiting: response });
}

async function endUnread(): Promise<void> {
  await waiting.body?.cancel();
}
