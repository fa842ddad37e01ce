/** The extension's service worker from outside: whether it runs, how to wake it, how to stop it. */
import type { BrowserContext, CDPSession, Worker } from 'playwright';
import { poll } from './poll';

export interface WorkerDesk {
  /** Wakes it if it sleeps, and gives the handle. Code evaluated there does not count as a user's gesture. */
  awake(): Promise<Worker>;
  runs(): Promise<boolean>;
  /** Kills it as a crash or the idle timer would; resolves once that instance is gone. It starts again at the next event. */
  stop(): Promise<void>;
}

export function workerDesk(context: BrowserContext, browser: CDPSession, origin: string): WorkerDesk {
  const target = async () => {
    const { targetInfos } = await browser.send('Target.getTargets');
    return targetInfos.find((one) => one.type === 'service_worker' && one.url.startsWith(`${origin}/`))?.targetId;
  };
  /** Playwright keeps one object over restarts; evaluating in it while the worker is stopped never settles. */
  const handle = () => context.serviceWorkers().find((one) => one.url().startsWith(`${origin}/`));

  return {
    async awake() {
      if (!(await target())) await start(context, origin);
      await poll(target, 'the service worker to start');
      return await poll(handle, 'Playwright to see the service worker');
    },
    runs: async () => (await target()) !== undefined,
    async stop() {
      const targetId = await target();
      if (!targetId) return;
      const stopped = await untilStopped(context, origin);
      const close = async (id: string | undefined) => id && (await browser.send('Target.closeTarget', { targetId: id }));
      await close(targetId);
      const again = setInterval(() => void target().then(close), 1000); // one that is only just starting does not hear it
      await stopped().finally(() => clearInterval(again));
    },
  };
}

/**
 * Watches from now on for the instance to stop. Its target does not tell: an event that waits already starts the next instance,
 * which has the same target id, within a few milliseconds.
 */
async function untilStopped(context: BrowserContext, origin: string): Promise<() => Promise<void>> {
  const page = context.pages().find((one) => !one.isClosed()) ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  let stopped = false;
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    stopped ||= versions.some(
      (one) => one.scriptURL.startsWith(`${origin}/`) && one.status === 'activated' && one.runningStatus === 'stopped',
    );
  });
  await session.send('ServiceWorker.enable');
  return async () => {
    await poll(() => stopped, 'the service worker to stop', { every: 5 });
    await session.detach();
  };
}

async function start(context: BrowserContext, origin: string): Promise<void> {
  const page = context.pages().find((one) => !one.isClosed()) ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  try {
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.startWorker', { scopeURL: `${origin}/` });
  } finally {
    await session.detach();
  }
}
