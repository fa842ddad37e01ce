/** Reaches the worlds in which Chromium runs an extension's content scripts in a page. */
import type { Page } from 'playwright';

export async function inContentScripts<T>(page: Page, extensionId: string, work: () => T): Promise<T[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const worlds: number[] = [];
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin.endsWith(extensionId) && (context.auxData as { type?: string } | undefined)?.type === 'isolated')
        worlds.push(context.id);
    });
    await session.send('Runtime.enable');
    const all: T[] = [];
    for (const contextId of worlds) {
      const { result } = await session.send('Runtime.evaluate', {
        contextId,
        expression: `(${String(work)})()`,
        returnByValue: true,
      });
      all.push(result.value as T);
    }
    return all;
  } finally {
    await session.detach();
  }
}
