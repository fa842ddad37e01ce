/** One tab or window of Firefox in a test's hands. */
import { writeFile } from 'node:fs/promises';
import { script, valueOf, type Marionette, type Send } from './marionette';
import { poll } from './poll';

/** The key under which WebDriver passes an element's reference. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

export class FirefoxPage {
  readonly #wire: Marionette;
  /** Firefox's name for the tab. */
  readonly handle: string;

  constructor(wire: Marionette, handle: string) {
    this.#wire = wire;
    this.handle = handle;
  }

  /** Resolves when the page has loaded. */
  async goto(url: string): Promise<void> {
    await this.#inFront((send) => send('WebDriver:Navigate', { url }));
  }

  async url(): Promise<string> {
    return valueOf(await this.#here((send) => send('WebDriver:GetCurrentURL'))) as string;
  }

  /** Runs in the page, with its extension APIs if it has any. Arguments and result pass as JSON; a promise is awaited. */
  async evaluate<T, A extends unknown[]>(run: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
    return valueOf(await this.#here((send) => send('WebDriver:ExecuteScript', script(run, args, null)))) as T;
  }

  /**
   * Resolves once a selector finds an element, or a function in the page returns something truthy.
   *
   * @param timeout milliseconds.
   */
  async waitFor(what: string | (() => unknown), timeout = 10_000): Promise<void> {
    const attempt =
      typeof what === 'string'
        ? () => this.evaluate((css) => document.querySelector(css) !== null, what)
        : () => this.evaluate(what);
    await poll(async () => Boolean(await attempt()), `${String(what)} in Firefox`, { timeout, every: 50 });
  }

  /** A trusted click: it counts as the user's gesture. Waits for the element. */
  async click(css: string): Promise<void> {
    await this.#element(css, (send, id) => send('WebDriver:ElementClick', { id }));
  }

  /** Types into a field, in place of what stood there. Waits for the element. */
  async type(css: string, text: string): Promise<void> {
    await this.#element(css, async (send, id) => {
      await send('WebDriver:ElementClear', { id });
      await send('WebDriver:ElementSendKeys', { id, text });
    });
  }

  /** The text that the page shows. */
  async text(): Promise<string> {
    return await this.evaluate(() => document.body.innerText);
  }

  /** Writes a PNG of what is in view. */
  async screenshot(file: string): Promise<void> {
    const png = valueOf(await this.#inFront((send) => send('WebDriver:TakeScreenshot', { full: false }))) as string;
    await writeFile(file, png, 'base64');
  }

  async close(): Promise<void> {
    await this.#here((send) => send('WebDriver:CloseWindow'));
  }

  async #element(css: string, work: (send: Send, id: string) => Promise<unknown>): Promise<void> {
    await this.waitFor(css);
    await this.#inFront(async (send) => {
      const found = await send('WebDriver:FindElement', { using: 'css selector', value: css });
      await work(send, (valueOf(found) as Record<string, string>)[ELEMENT] ?? '');
    });
  }

  #here<T>(work: (send: Send) => Promise<T>): Promise<T> {
    return this.#switched(false, work);
  }

  /** Clicks, keys and pictures need the tab in front; for the rest, what is in front stays there, prompts included. */
  #inFront<T>(work: (send: Send) => Promise<T>): Promise<T> {
    return this.#switched(true, work);
  }

  #switched<T>(focus: boolean, work: (send: Send) => Promise<T>): Promise<T> {
    return this.#wire.inTurn(async (send) => {
      await send('WebDriver:SwitchToWindow', { handle: this.handle, focus });
      return await work(send);
    });
  }
}
