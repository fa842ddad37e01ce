/** The world of a content script of ours in an open tab, as the worker reaches it. */
import type { Worker } from 'playwright';

declare const chrome: { tabs: { query(what: object): Promise<{ id: number }[]> } };

export interface ScriptWorld {
  /** Runs a bundle's text there. */
  add(text: string): Promise<void>;
  /** An expression's value there; it passes as JSON. */
  say<T>(expression: string): Promise<T>;
  /** Runs a function there; arguments and result pass as JSON. A failure comes as its code. */
  run<A extends unknown[]>(func: (...args: A) => unknown, ...args: A): Promise<unknown>;
}

/** The script world of the one tab that shows a page of 127.0.0.1, or of the path there. */
export async function scriptWorld(worker: Worker, path = '/*'): Promise<ScriptWorld> {
  const [tab] = await worker.evaluate((url) => chrome.tabs.query({ url }), `http://127.0.0.1${path}`);
  // A worker can't make functions from text, a test can: what is injected is the text itself.
  const inject = (func: string, args: readonly unknown[]): Promise<unknown> =>
    worker.evaluate(
      `chrome.scripting.executeScript({ target: { tabId: ${tab?.id} }, args: ${JSON.stringify(args)}, func: ${func} }).then(([first]) => first?.result)`,
    );
  return {
    add: async (text) => void (await inject(`function () { ${text} }`, [])),
    say: <T>(expression: string) => inject(`async () => (${expression})`, []) as Promise<T>,
    run: (func, ...args) =>
      inject(
        `async (...args) => Promise.resolve((${String(func)})(...args)).catch((error) => error.code ?? String(error))`,
        args,
      ),
  };
}
