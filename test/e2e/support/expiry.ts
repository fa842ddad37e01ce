/** Time and tokens in a test's hands: the worker's clock, and the end of an access token on both sides. */
import type { Browser } from '../../harness/browser';
import type { FilesService } from '../../services/files';

/** What a test puts into the worker. */
interface Shifted {
  shift?: number;
}

/** Lets the worker's clock go on by so many seconds. It goes right again when the worker is stopped. */
export async function elapse(browser: Browser, seconds: number): Promise<void> {
  const worker = await browser.worker();
  await worker.evaluate((by) => {
    const shifted = globalThis as Shifted;
    if (shifted.shift === undefined) {
      const now = Date.now.bind(Date);
      Date.now = () => now() + (shifted.shift ?? 0);
    }
    shifted.shift = (shifted.shift ?? 0) + by * 1000;
  }, seconds);
}

/** A user's access tokens at a service with tokens of 60 seconds are over, by the worker's clock and by the service's. */
export async function expire(browser: Browser, files: FilesService, username: string): Promise<void> {
  await elapse(browser, 61);
  files.expireAccessTokens(username);
}
