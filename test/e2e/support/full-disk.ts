/**
 * A disk without room, as the worker's database sees it: every write fails with `QuotaExceededError`. The browser gives an extension with
 * `unlimitedStorage` no quota that a test could lower. The next life of the worker finds room again.
 */
import type { Browser } from '../../harness/browser';

interface Filled {
  full?: boolean;
}

export async function fillDisk(browser: Browser): Promise<void> {
  const worker = await browser.worker();
  await worker.evaluate(() => {
    const filled = globalThis as Filled;
    if (filled.full === undefined) {
      const store = IDBObjectStore.prototype as unknown as Record<string, (...given: unknown[]) => unknown>;
      for (const name of ['add', 'put']) {
        const real = store[name]!;
        store[name] = function write(...given) {
          if (filled.full) throw new DOMException('The disk is full.', 'QuotaExceededError');
          return real.apply(this, given);
        };
      }
    }
    filled.full = true;
  });
}

export async function freeDisk(browser: Browser): Promise<void> {
  const worker = await browser.worker();
  await worker.evaluate(() => {
    (globalThis as Filled).full = false;
  });
}
