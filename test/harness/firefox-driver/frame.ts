/** A frame of Firefox as Playwright's `Frame`: code runs in it, and elements are found in it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Finders } from './finders';
import { pressKeys } from './keys';
import { Locator } from './locator';
import { PageGone, type Place, type Remote } from './remote';
import type { Surface } from './surface';

type Options = Parameters<Locator['click']>[0];

/** What a page adds to a frame. */
export interface Holder {
  readonly place: Place;
  url(): string;
  isClosed(): boolean;
  bringToFront(): Promise<void>;
  /** Brings what is known of tabs and windows up to date, after something was done. */
  settled(): Promise<void>;
}

export class Frame extends Finders<Locator> implements Surface {
  readonly #remote: Remote;
  readonly #holder: Holder;

  constructor(remote: Remote, holder: Holder) {
    super();
    this.#remote = remote;
    this.#holder = holder;
  }

  url = () => this.#holder.url();
  isClosed = () => this.#holder.isClosed();
  bringToFront = () => this.#holder.bringToFront();
  settled = () => this.#holder.settled();

  /** @throws Error as the function threw it; a page that navigates away meanwhile, "Execution context was destroyed" */
  async evaluate<T>(work: ((arg: never) => T) | string, arg?: unknown): Promise<Awaited<T>> {
    const value = await this.#remote.page(this.#holder.place, work, arg);
    await this.settled();
    return value;
  }
  select<T>(work: ((engine: never, ...args: never[]) => T) | string, ...args: readonly unknown[]): Promise<Awaited<T>> {
    return this.#remote.select(this.#holder.place, work, ...args);
  }
  async pointer(type: string, point: { readonly x: number; readonly y: number }, more: object): Promise<void> {
    await this.#mayClose(
      this.#remote.event(this.#holder.place, 'synthesizeMouseAtPoint', { ...point, eventData: { type, ...more } }),
    );
  }
  async key(name: 'synthesizeKeyDown' | 'synthesizeKeyUp', details: object): Promise<void> {
    await this.#mayClose(this.#remote.event(this.#holder.place, name, details));
  }
  /** A click or key that closes its own page is fine. */
  async #mayClose(work: Promise<void>): Promise<void> {
    await work.catch((error: unknown) => {
      if (!(error instanceof PageGone)) throw error;
    });
  }

  /** @returns the function's value, not a handle to it */
  async waitForFunction<T>(
    work: ((arg: never) => T) | string,
    arg?: unknown,
    { timeout = 30_000 }: { timeout?: number } = {},
  ): Promise<{ jsonValue(): Promise<Awaited<T>> }> {
    const end = Date.now() + timeout;
    for (;;) {
      const value = await this.evaluate<T>(work, arg).catch((error: unknown) => {
        if (error instanceof PageGone && !this.isClosed()) return undefined;
        throw error;
      });
      if (value) return { jsonValue: () => Promise.resolve(value) };
      if (Date.now() > end) throw new Error(`Timeout ${timeout}ms exceeded: ${String(work)} in ${this.url()}`);
      await sleep(25);
    }
  }
  async waitForSelector(css: string, options?: Parameters<Locator['waitFor']>[0]): Promise<void> {
    await this.locator(css).first().waitFor(options);
  }
  async waitForLoadState(state: 'load' | 'domcontentloaded' | 'networkidle' = 'load'): Promise<void> {
    const ready = state === 'domcontentloaded' ? ['interactive', 'complete'] : ['complete'];
    await this.waitForFunction((states: string[]) => states.includes(document.readyState), ready);
  }
  async waitForURL(
    wanted: string | RegExp | ((url: URL) => boolean),
    { timeout = 30_000 }: { timeout?: number } = {},
  ): Promise<void> {
    const fits = () => {
      const url = this.url();
      if (typeof wanted === 'function') return wanted(new URL(url));
      return typeof wanted === 'string'
        ? new RegExp(
            `^${wanted
              .replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
              .replaceAll('**', '.*')
              .replace(/(?<!\.)\*/g, '[^/]*')}$`,
          ).test(url)
        : wanted.test(url);
    };
    const end = Date.now() + timeout;
    while (!fits()) {
      if (Date.now() > end) throw new Error(`Timeout ${timeout}ms exceeded: the page is at ${this.url()}.`);
      await sleep(25);
    }
    await this.waitForLoadState();
  }
  async waitForTimeout(ms: number): Promise<void> {
    await sleep(ms);
  }

  protected override inside(selector: string): Locator {
    return new Locator(this, selector);
  }
  locator = (css: string, filter?: ConstructorParameters<typeof Locator>[2]) => new Locator(this, css, filter);

  click = (css: string, options?: Options) => this.locator(css).first().click(options);
  fill = (css: string, text: string) => this.locator(css).first().fill(text);
  check = (css: string) => this.locator(css).first().check();
  uncheck = (css: string) => this.locator(css).first().uncheck();
  focus = (css: string) => this.locator(css).first().focus();
  press = (css: string, keys: string) => this.locator(css).first().press(keys);
  selectOption = (css: string, choice: Parameters<Locator['selectOption']>[0]) => this.locator(css).first().selectOption(choice);
  setInputFiles = (css: string, files: Parameters<Locator['setInputFiles']>[0]) => this.locator(css).first().setInputFiles(files);
  innerText = (css: string) => this.locator(css).first().innerText();
  textContent = (css: string) => this.locator(css).first().textContent();
  inputValue = (css: string) => this.locator(css).first().inputValue();
  getAttribute = (css: string, name: string) => this.locator(css).first().getAttribute(name);
  isVisible = (css: string) => this.locator(css).first().isVisible();
  isChecked = (css: string) => this.locator(css).first().isChecked();
  isDisabled = (css: string) => this.locator(css).first().isDisabled();
  addScriptTag = ({ url }: { readonly url: string }) =>
    this.evaluate(async (src: string) => {
      const script = document.createElement('script');
      await new Promise((resolve, reject) => {
        script.onload = resolve;
        script.onerror = () => reject(new Error(`${src} was not loaded.`));
        script.src = src;
        document.head.append(script);
      });
    }, url);
  title = () => this.evaluate(() => document.title);
  content = () => this.evaluate(() => document.documentElement.outerHTML);
  readonly mouse = {
    move: (x: number, y: number) => this.pointer('mousemove', { x, y }, {}),
  };
  readonly keyboard = {
    press: (keys: string) => pressKeys(this, keys),
    type: async (text: string) => {
      for (const key of text) await pressKeys(this, key);
    },
    insertText: (text: string) => this.evaluate((value: string) => void document.execCommand('insertText', false, value), text),
  };
}
