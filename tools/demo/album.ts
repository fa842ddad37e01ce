/** Presses the practice site's buttons and reads its log, which is what the page itself saw. */
import type { Locator, Page } from 'playwright';
import type { Kind } from './stage';

/** One line of the page's log. */
export interface Line {
  readonly method: string;
  readonly path: string;
  /** HTTP status, an error's code, or a word. */
  readonly end: string;
  readonly ms: number;
  /** The first part of the body, or the error's sentence. */
  readonly text: string;
}

type Doing = 'connect-read' | 'connect-change' | 'list' | 'add' | 'rename' | 'delete' | 'upload' | 'stream' | 'echo' | 'release';

export const card = (page: Page, kind: Kind): Locator => page.locator(`[data-service=${kind}].card`);

/** Presses a button. @returns a function that waits for its line in the log */
export async function begin(page: Page, kind: Kind, doing: Doing): Promise<() => Promise<Line>> {
  const before = await page.locator('#log li').count();
  await card(page, kind).locator(`[data-do=${doing}]`).click();
  return () => lineAt(page.locator('#log li').nth(before));
}

/** Presses a button and waits for its line in the log. */
export async function press(page: Page, kind: Kind, doing: Doing): Promise<Line> {
  return (await begin(page, kind, doing))();
}

/** How many things a card shows. */
export function shownItems(page: Page, kind: Kind): Promise<number> {
  return card(page, kind).locator('.items li').count();
}

async function lineAt(line: Locator): Promise<Line> {
  await line.waitFor();
  const { method = '', path = '', end = '', ms } = await line.evaluate((element) => ({ ...(element as HTMLElement).dataset }));
  return { method, path, end, ms: Number(ms), text: await line.locator('.body').innerText() };
}

/**
 * Speaks to the bridge by hand, as a page of bad intent would: a call with a handle that nobody gave it.
 * @returns the frame that came back, or `silence` when none came within the given milliseconds
 */
export function forgedCall(page: Page, url: string, handle: string, patience: number): Promise<string> {
  return page.evaluate(
    (forged) =>
      new Promise<string>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', ({ data }) => data.f && resolve(data.f.problem?.code ?? data.f.t));
        port1.start();
        window.postMessage({ countersign: 'open' }, location.origin, [port2]);
        const f = { t: 'call', handle: forged.handle, url: forged.url, method: 'GET', headers: [] };
        port1.postMessage({ l: 1, n: 'fetch', f });
        setTimeout(() => resolve('silence'), forged.patience);
      }),
    { url, handle, patience },
  );
}
