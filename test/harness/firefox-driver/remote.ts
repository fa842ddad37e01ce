/**
 * Runs functions in Firefox: in its main process, and in any page, frame, popup or background from there. Nothing waits for a
 * turn: Firefox answers as each is done, so that a call that takes long in one page leaves the others free.
 */
import { Script } from 'node:vm';
import { script, valueOf, type Marionette } from '../marionette';
import { decode, encode, type Coded } from './codec';
import { selectorEngine } from './engine';

/** Where a function runs: a tab by its lasting number, a frame by its context's, or a view of the add-on. */
export type Place = { readonly tab: number } | { readonly frame: number } | { readonly view: 'background' | 'popup' };

export interface Actor {
  executeScript(script: string, args: readonly unknown[], options: object): Promise<unknown>;
  dispatchEvent(name: string, details: object): Promise<void>;
}

interface Answer {
  readonly value?: Coded;
  readonly thrown?: { readonly name: string; readonly message: string; readonly stack: string };
  /** The page has no selector engine yet. */
  readonly bare?: true;
}

/** What Firefox says when the page went away under a function. */
const GONE =
  /AbortError|InactiveActor|Document was unloaded|no such window|can't access dead object|is null|is undefined|NotSupportedError/i;

/** Whether a text is one expression, and not statements. */
function isExpression(text: string): boolean {
  try {
    return Boolean(new Script(`(${text}\n)`));
  } catch {
    return false;
  }
}

export class PageGone extends Error {
  constructor(cause: unknown) {
    super(`Execution context was destroyed: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}`, { cause });
  }
}

export class Remote {
  readonly #wire: Marionette;
  readonly addon: string;

  /** @param wire with a session whose current window is the browser's first, and stays open. */
  private constructor(wire: Marionette, addon: string) {
    this.#wire = wire;
    this.addon = addon;
  }

  static async open(wire: Marionette, addon: string): Promise<Remote> {
    await wire.send('Marionette:SetContext', { value: 'chrome' });
    return new Remote(wire, addon);
  }

  /** Runs a function in Firefox's main process. Arguments and result pass as JSON; a promise is awaited. */
  async main<T, A extends unknown[]>(work: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
    return valueOf(await this.#wire.send('WebDriver:ExecuteScript', script(work, args), Infinity)) as T;
  }

  /**
   * Runs a function in a page, with its globals; or an expression, or statements, whose value is the last one's. A promise is awaited.
   * @throws PageGone when the page went away meanwhile; Error as the function threw it
   */
  async page<T>(place: Place, work: ((...args: never[]) => T) | string, ...args: readonly unknown[]): Promise<Awaited<T>> {
    const source = typeof work === 'function' || isExpression(work) ? `(${String(work)}\n)` : work;
    return (await this.#inPage(
      place,
      `(typeof countersignWork === 'function' ? countersignWork(...given) : countersignWork)`,
      args,
      source,
    )) as Awaited<T>;
  }

  /** The same with the selector engine at hand as the function's first argument. */
  async select<T>(
    place: Place,
    work: ((engine: never, ...args: never[]) => T) | string,
    ...args: readonly unknown[]
  ): Promise<Awaited<T>> {
    return (await this.#inPage(place, `(${String(work)})(engine, ...given)`, args)) as Awaited<T>;
  }

  /** A trusted event, as if from mouse or keyboard. */
  async event(
    place: Place,
    name: 'synthesizeMouseAtPoint' | 'synthesizeKeyDown' | 'synthesizeKeyUp',
    details: object,
  ): Promise<void> {
    await this.#gone(this.main(act, place, this.addon, 'dispatchEvent', [name, details]));
  }

  /**
   * @param source runs first, in the page's own realm, so that what it changes there is changed for the page; the call has its value as
   * `countersignWork`, which no page has a name for. Without it, the call runs in a realm beside and has the engine.
   */
  async #inPage(place: Place, call: string, args: readonly unknown[], source?: string): Promise<unknown> {
    const coded = args.map((one) => encode(one));
    const answered = `
        const encode = ${String(encode)}, decode = ${String(decode)};
        try {
          const given = coded.map((one) => decode(one));
          return { value: encode(await ${call}) };
        } catch (error) {
          return { thrown: { name: String(error?.name), message: String(error?.message ?? error), stack: String(error?.stack) } };
        }`;
    const beside = (load: string) => `
      const window_ = window;
      return (async (globalThis, self, coded) => {
        const key = Symbol.for('countersign: selector engine');
        ${load}
        const engine = window_[key];
        if (!engine) return { bare: true };
        ${answered}
      })(window, window, arguments[0]);`;
    const run = async (text: string, sandbox?: 'system') =>
      (await this.#gone(this.main(act, place, this.addon, 'executeScript', [text, [coded], running(sandbox ?? '')]))) as Answer;
    let answer: Answer;
    if (source === undefined) {
      answer = await run(beside(''));
      if (answer.bare)
        answer = await run(
          beside(`Object.defineProperty(window_, key, { value: ${await selectorEngine()}, configurable: true });`),
        );
    } else {
      const text = `(async () => JSON.stringify(await (async (coded) => {${answered}})(${JSON.stringify(coded)})))()`;
      answer = await run(
        `const { WindowRealm } = ChromeUtils.importESModule('chrome://remote/content/shared/Realm.sys.mjs');
        const realm = new WindowRealm(window).globalObjectReference;
        const valueOf = (done) => {
          if (!done) throw new Error('InactiveActor: the page ended');
          if ('return' in done) return done.return;
          throw new Error(String(done.throw?.unsafeDereference?.().message ?? done.throw));
        };
        const countersignWork = valueOf(realm.executeInGlobal(${JSON.stringify(source)}));
        const answer = valueOf(realm.executeInGlobalWithBindings(${JSON.stringify(text)}, { countersignWork }));
        return (async () => JSON.parse(await answer.unsafeDereference()))();`,
        'system',
      );
    }
    const { thrown, value } = answer;
    if (thrown) {
      const error = new Error(`${thrown.name === 'Error' ? '' : `${thrown.name}: `}${thrown.message}`);
      error.name = thrown.name;
      throw error;
    }
    return decode(value ?? null);
  }

  /** The value of an expression in a page's process, with Firefox's own powers. It passes as JSON. */
  async powerful<T>(place: Place, expression: string): Promise<T> {
    return (await this.#gone(
      this.main(act, place, this.addon, 'executeScript', [`return ${expression};`, [], running('system')]),
    )) as T;
  }

  async #gone<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof Error && GONE.test(error.message)) throw new PageGone(error);
      throw error;
    }
  }
}

interface Context {
  readonly currentWindowGlobal: { getActor(name: string): Actor } | null;
}
declare const BrowsingContext: { get(id: number): Context | null; getCurrentTopByBrowserId(id: number): Context | null };
declare const WebExtensionPolicy: {
  getByID(id: string): {
    readonly extension: {
      readonly views: Iterable<{ readonly viewType: string; readonly xulBrowser: { readonly browsingContext: Context } }>;
    };
  } | null;
};

/** Runs in the main process: has the page's own side run a script, or dispatch an event. */
async function act(place: Place, addon: string, what: keyof Actor, args: unknown[]): Promise<unknown> {
  let context: Context | null | undefined;
  if ('tab' in place) context = BrowsingContext.getCurrentTopByBrowserId(place.tab);
  else if ('frame' in place) context = BrowsingContext.get(place.frame);
  else
    context = [...(WebExtensionPolicy.getByID(addon)?.extension.views ?? [])].find(({ viewType }) => viewType === place.view)
      ?.xulBrowser.browsingContext;
  const actor = context?.currentWindowGlobal?.getActor('MarionetteCommands');
  if (!actor) throw new Error(`InactiveActor: no page for ${JSON.stringify(place)}`);
  return await (actor[what] as (...all: unknown[]) => Promise<unknown>)(...args);
}

/** What a script is run with; a script without any limit would end at once, without its result. */
const running = (sandboxName: 'system' | '') => ({
  timeout: 86_400_000,
  file: 'test',
  line: 0,
  ...(sandboxName && { sandboxName }),
});
