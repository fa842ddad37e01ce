/** Firefox's tabs and windows as Playwright's `BrowserContext` and `Page`: the part of them that the scenarios use. */
import { EventEmitter } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright';
import { runBeforeScripts } from './before-scripts';
import { hearConsoles, takeSaid } from './consoles';
import { Frame } from './frame';
import { cookiesOf, nextDownload } from './profile';
import { PageGone, type Remote } from './remote';
import { closeTab, contextOf, navigate, openTab, picture, resize, shown, toFront, type Shown } from './tabs';

/** Milliseconds between two looks at what Firefox shows. */
const EVERY = 50;

type Wait = { readonly timeout?: number; readonly predicate?: (what: never) => boolean } | ((what: never) => boolean);

/** Waits for an event as Playwright does. */
async function eventOf(from: EventEmitter, name: string, wait: Wait = {}): Promise<unknown> {
  const { timeout = 30_000, predicate = () => true } = typeof wait === 'function' ? { predicate: wait } : wait;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      from.off(name, heard);
      reject(new Error(`Timeout ${timeout}ms exceeded while waiting for event "${name}"`));
    }, timeout);
    const heard = (what: unknown) => {
      if (!predicate(what as never)) return;
      clearTimeout(timer);
      from.off(name, heard);
      resolve(what);
    };
    from.on(name, heard);
  });
}

export class FirefoxContext extends EventEmitter {
  readonly #remote: Remote;
  readonly #pages = new Map<number, FirefoxPage>();
  #order: FirefoxPage[] = [];
  #looking: Promise<void> | undefined;
  #ended = false;
  #hears = false;
  /** The tabs that were opened here, not by a page or an extension. */
  readonly made = new Set<number>();
  now: Shown = { tabs: [], popup: 0, background: 'none' };

  private constructor(remote: Remote) {
    super();
    this.setMaxListeners(0);
    this.#remote = remote;
  }

  static async open(remote: Remote): Promise<FirefoxContext> {
    const context = new FirefoxContext(remote);
    await context.look();
    void context.#watch();
    return context;
  }

  end(): void {
    this.#ended = true;
    for (const page of this.#order) page.take(undefined);
    this.#order = [];
    this.emit('close');
  }

  async #watch(): Promise<void> {
    while (!this.#ended) {
      await sleep(EVERY, undefined, { ref: false });
      if (!this.#ended) await this.look().catch(() => {});
    }
  }

  /** Brings the pages up to date. Whoever asks while it is being done gets a look that begins after the one under way. */
  async look(): Promise<void> {
    const before = this.#looking;
    const mine = (async () => {
      await before?.catch(() => {});
      if (!this.#ended) this.#take(await this.#remote.main(shown, this.#remote.addon));
      if (!this.#ended && this.#hears) await this.#listen();
    })();
    this.#looking = mine;
    await mine;
  }

  /** `console` and `weberror` are heard from the first listener on. */
  override on(name: string, heard: (...what: unknown[]) => void): this {
    if (name === 'console' || name === 'weberror') {
      this.#hears = true;
      void this.#remote.main(hearConsoles);
    }
    return super.on(name, heard);
  }
  async #listen(): Promise<void> {
    for (const { kind, text, url } of await this.#remote.main(takeSaid)) {
      const page = url.endsWith('/_generated_background_page.html') ? undefined : { url: () => url };
      if (kind === 'console') this.emit('console', { text: () => text, page: () => page });
      else this.emit('weberror', { page: () => page, error: () => ({ message: text, stack: text }) });
    }
  }

  #take(now: Shown): void {
    if (this.#ended) return;
    this.now = now;
    const order: FirefoxPage[] = [];
    const fresh: FirefoxPage[] = [];
    for (const state of now.tabs) {
      let page = this.#pages.get(state.tab);
      if (!page) {
        page = new FirefoxPage(this.#remote, this, state.tab);
        this.#pages.set(state.tab, page);
        fresh.push(page);
      }
      page.take(state);
      order.push(page);
    }
    for (const page of this.#order) if (!order.includes(page)) page.take(undefined);
    // As they were opened, which is what Playwright gives.
    this.#order = order.toSorted((one, other) => one.tab - other.tab);
    for (const page of fresh) this.emit('page', playwrightPage(page));
  }

  pages = (): Page[] => this.#order.map((page) => playwrightPage(page));
  pageOf = (tab: number): FirefoxPage | undefined => this.#pages.get(tab);
  waitForEvent = (name: string, wait?: Wait) => eventOf(this, name, wait);
  close = async (): Promise<void> => {};
  /** Tests ask for shorter waits, so that a failure is known sooner; here each waits its half minute. */
  setDefaultTimeout = (_: number): void => {};
  /** Of permissions only the clipboard's are known, and given to every page. */
  grantPermissions = (_: readonly string[]): Promise<void> =>
    this.#remote.main(() => Services.prefs.setBoolPref('dom.events.testing.asyncClipboard', true));
  /** Holds for pages that are loaded from now on. */
  addInitScript = (script: string | ((arg: never) => unknown), arg?: unknown): Promise<void> =>
    this.#remote.main(
      runBeforeScripts,
      typeof script === 'string' ? script : `(${String(script)})(${JSON.stringify(arg) ?? 'undefined'})`,
    );
  /** Of the host of each address. */
  cookies = async (urls: string | readonly string[]) => {
    const hosts = new Set([urls].flat().map((url) => new URL(url).hostname));
    return (await Promise.all([...hosts].map((host) => this.#remote.main(cookiesOf, host)))).flat();
  };

  async newPage(): Promise<Page> {
    const tab = await this.#remote.main(openTab);
    this.made.add(tab);
    await this.look();
    const page = this.#pages.get(tab);
    if (!page) throw new Error('The new tab is gone already.');
    return playwrightPage(page);
  }
}

export class FirefoxPage extends Frame {
  readonly #remote: Remote;
  readonly #context: FirefoxContext;
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly tab: number;
  #state: Shown['tabs'][number] | undefined;
  #address = 'about:blank';
  readonly #frames = new Map<number, Frame>();

  constructor(remote: Remote, context: FirefoxContext, tab: number) {
    super(remote, {
      place: { tab },
      url: () => this.#address,
      isClosed: () => this.#state === undefined,
      bringToFront: () => this.#front(),
      settled: () => context.look().catch(() => {}),
    });
    this.#remote = remote;
    this.#context = context;
    this.tab = tab;
  }

  /** @param state undefined when the tab is gone */
  take(state: Shown['tabs'][number] | undefined): void {
    const [was, before] = [this.#state, this.#address];
    this.#state = state;
    if (state) this.#address = state.url;
    if (state && before !== state.url) this.#events.emit('framenavigated', playwrightPage(this));
    if (was && !state) this.#events.emit('close', playwrightPage(this));
  }

  get window(): number {
    return this.#state?.window ?? 0;
  }

  on = (name: string, heard: (...what: unknown[]) => void) => void this.#events.on(name, heard);
  once = (name: string, heard: (...what: unknown[]) => void) => void this.#events.once(name, heard);
  off = (name: string, heard: (...what: unknown[]) => void) => void this.#events.off(name, heard);
  waitForEvent = (name: string, wait?: Wait): Promise<unknown> =>
    name === 'download'
      ? nextDownload(this.#remote, typeof wait === 'function' ? undefined : wait?.timeout)
      : eventOf(this.#events, name, wait);
  context = () => this.#context as unknown as BrowserContext;
  mainFrame = () => playwrightPage(this);
  opener = async () => {
    const page = this.#context.pageOf(this.#state?.opener ?? 0);
    return page ? playwrightPage(page) : null;
  };

  /** The page itself first. */
  frames = (): Frame[] => [
    this,
    ...(this.#state?.frames ?? []).map(({ frame }) => {
      const known = this.#frames.get(frame);
      if (known) return known;
      const find = () => this.#state?.frames.find((one) => one.frame === frame);
      const made = new Frame(this.#remote, {
        place: { frame },
        url: () => find()?.url ?? '',
        isClosed: () => !find(),
        bringToFront: () => this.#front(),
        settled: () => this.settled(),
      });
      this.#frames.set(frame, made);
      return made;
    }),
  ];

  async goto(url: string, { timeout = 30_000 }: { timeout?: number } = {}): Promise<null> {
    await this.#load(url, timeout);
    return null;
  }
  async reload({ timeout = 30_000 }: { timeout?: number } = {}): Promise<null> {
    await this.#load(null, timeout);
    return null;
  }
  async #load(url: string | null, timeout: number): Promise<void> {
    const failed = await this.#remote.main(navigate, this.tab, url, timeout);
    await this.settled();
    if (!failed && /^(https?|moz-extension):/.test(this.url())) await this.waitForLoadState();
    if (failed) throw new Error(`page.goto: ${new URL(failed).searchParams.get('e') ?? 'error'} at ${url ?? this.url()}`);
  }

  async close(): Promise<void> {
    await this.#remote.main(closeTab, this.tab);
    const end = Date.now() + 10_000;
    do await this.settled();
    while (!this.isClosed() && Date.now() < end);
    if (!this.isClosed()) throw new Error(`The tab with ${this.url()} does not close.`);
  }
  async setContent(html: string): Promise<void> {
    await this.evaluate((markup: string) => {
      document.open();
      document.write(markup);
      document.close();
    }, html);
  }
  async setViewportSize({ width, height }: { readonly width: number; readonly height: number }): Promise<void> {
    await this.#remote.main(resize, this.tab, width, height);
  }
  async screenshot({ path }: { readonly path?: string } = {}): Promise<Buffer> {
    const png = Buffer.from(await this.#remote.main(picture, await this.#remote.main(contextOf, this.tab)), 'base64');
    if (path) await writeFile(path, png);
    return png;
  }

  async #front(): Promise<void> {
    await this.#remote.main(toFront, this.tab).catch((error: unknown) => {
      if (error instanceof Error && error.message.includes('InactiveActor')) throw new PageGone(error);
      throw error;
    });
  }
}

const proxies = new WeakMap<FirefoxPage, Page>();

/** A page as the scenarios know it; what this driver lacks says so instead of being undefined. */
export function playwrightPage(page: FirefoxPage): Page {
  let made = proxies.get(page);
  if (!made) {
    made = new Proxy(page, {
      get(target, name) {
        if (
          !(name in target) &&
          typeof name === 'string' &&
          name !== 'then' &&
          name !== 'toJSON' &&
          name !== '$$typeof' &&
          name !== 'asymmetricMatch' &&
          name !== 'nodeType' &&
          name !== 'tagName' &&
          name !== 'constructor'
        )
          throw new Error(`The driver of Firefox has no page.${name}.`);
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }) as unknown as Page;
    proxies.set(page, made);
  }
  return made;
}

declare const Services: { readonly prefs: { setBoolPref(name: string, value: boolean): void } };
