/** Playwright's `Locator` for Firefox: the part of it that the scenarios use, with the same meaning and the same waiting. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Finders, type Text } from './finders';
import type { Engine } from './in-page';
import { pressKeys } from './keys';
import { PageGone } from './remote';
import type { Surface } from './surface';

interface Filter {
  readonly has?: Locator;
  readonly hasNot?: Locator;
  readonly hasText?: Text;
  readonly hasNotText?: Text;
  readonly visible?: boolean;
}
interface Timed {
  readonly timeout?: number;
}
/** Where and how surely a click goes. */
interface Aim {
  readonly force?: boolean;
  /** From the element's top left corner, in place of its centre. CSS pixels. */
  readonly position?: { readonly x: number; readonly y: number } | undefined;
}
type Choice = string | { readonly value?: string; readonly label?: string; readonly index?: number };
type Attempt = { readonly not: string } | undefined;

/** Milliseconds; Playwright's own. */
const PATIENCE = 30_000;
const EVERY = 30;

/** How texts stand in a selector. */
function inSelector(text: Text): string {
  return typeof text === 'string' ? `${JSON.stringify(text)}i` : String(text).replaceAll('>>', String.raw`\>\>`);
}

export class Locator extends Finders<Locator> {
  readonly #frame: Surface;
  readonly selector: string;

  constructor(frame: Surface, selector: string, filter: Filter = {}) {
    super();
    this.#frame = frame;
    let all = selector;
    if (filter.hasText !== undefined) all += ` >> internal:has-text=${inSelector(filter.hasText)}`;
    if (filter.hasNotText !== undefined) all += ` >> internal:has-not-text=${inSelector(filter.hasNotText)}`;
    if (filter.has) all += ` >> internal:has=${JSON.stringify(filter.has.selector)}`;
    if (filter.hasNot) all += ` >> internal:has-not=${JSON.stringify(filter.hasNot.selector)}`;
    if (filter.visible !== undefined) all += ` >> visible=${filter.visible}`;
    this.selector = all;
  }

  protected override inside(selector: string, filter?: Filter): Locator {
    return new Locator(this.#frame, `${this.selector} >> ${selector}`, filter);
  }
  locator(what: string | Locator, filter?: Filter): Locator {
    return this.inside(typeof what === 'string' ? what : `internal:chain=${JSON.stringify(what.selector)}`, filter);
  }
  filter = (filter: Filter) => new Locator(this.#frame, this.selector, filter);
  and = (other: Locator) => this.inside(`internal:and=${JSON.stringify(other.selector)}`);
  or = (other: Locator) => this.inside(`internal:or=${JSON.stringify(other.selector)}`);
  nth = (at: number) => this.inside(`nth=${at}`);
  first = () => this.nth(0);
  last = () => this.nth(-1);
  override toString = () => `locator(${this.selector})`;

  async all(): Promise<Locator[]> {
    return Array.from({ length: await this.count() }, (_, at) => this.nth(at));
  }

  async count(): Promise<number> {
    return this.#frame.select((engine: Engine, selector: string) => engine.all(selector).length, this.selector);
  }
  async allInnerTexts(): Promise<string[]> {
    return this.evaluateAll((all) => all.map((one) => (one as HTMLElement).innerText));
  }
  async allTextContents(): Promise<string[]> {
    return this.evaluateAll((all) => all.map((one) => one.textContent ?? ''));
  }
  async evaluateAll<T, A>(work: (all: Element[], arg: A) => T, arg?: A): Promise<Awaited<T>> {
    const source = `(engine, selector, arg) => (${String(work)})(engine.all(selector), arg)`;
    return this.#frame.select<T>(source, this.selector, arg);
  }
  async isVisible(): Promise<boolean> {
    const look = (engine: Engine, selector: string) => {
      const one = engine.one(selector);
      return one !== undefined && engine.isVisible(one);
    };
    return this.#frame.select(look, this.selector);
  }
  isHidden = async () => !(await this.isVisible());

  /** Runs with the element, once it is there. */
  async evaluate<T, A>(work: (element: never, arg: A) => T, arg?: A, { timeout }: Timed = {}): Promise<Awaited<T>> {
    const source = `async (engine, selector, arg) => {
      const element = engine.one(selector);
      return element ? { value: await (${String(work)})(element, arg) } : undefined;
    }`;
    const found = await this.#until(
      () => this.#frame.select<{ value: Awaited<T> } | undefined>(source, this.selector, arg),
      'to be there',
      timeout,
    );
    return found.value;
  }
  innerText = (options?: Timed) => this.evaluate((one: HTMLElement) => one.innerText, undefined, options);
  innerHTML = (options?: Timed) => this.evaluate((one: HTMLElement) => one.innerHTML, undefined, options);
  textContent = (options?: Timed) => this.evaluate((one: Element) => one.textContent, undefined, options);
  inputValue = (options?: Timed) => this.evaluate((one: HTMLInputElement) => one.value, undefined, options);
  getAttribute = (name: string, options?: Timed) =>
    this.evaluate((one: Element, of: string) => one.getAttribute(of), name, options);
  isChecked = (options?: Timed) =>
    this.evaluate((one: HTMLInputElement) => one.checked ?? one.getAttribute('aria-checked') === 'true', undefined, options);
  isDisabled = (options?: Timed) =>
    this.evaluate((one: Element) => one.matches(':disabled') || one.closest('[aria-disabled=true]') !== null, undefined, options);
  isEnabled = async (options?: Timed) => !(await this.isDisabled(options));
  focus = (options?: Timed) => this.evaluate((one: HTMLElement) => one.focus(), undefined, options);
  blur = (options?: Timed) => this.evaluate((one: HTMLElement) => one.blur(), undefined, options);
  scrollIntoViewIfNeeded = (options?: Timed) =>
    this.evaluate((one: Element) => one.scrollIntoView({ block: 'nearest', behavior: 'instant' }), undefined, options);
  boundingBox = (options?: Timed) =>
    this.evaluate(
      (one: Element) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return { x, y, width, height };
      },
      undefined,
      options,
    );
  dispatchEvent = (type: string, init: object = {}, options?: Timed) =>
    this.evaluate(
      (one: Element, event: { type: string; init: object }) =>
        void one.dispatchEvent(new Event(event.type, { bubbles: true, cancelable: true, composed: true, ...event.init })),
      { type, init },
      options,
    );

  async waitFor({
    state = 'visible',
    timeout,
  }: { state?: 'attached' | 'detached' | 'visible' | 'hidden' } & Timed = {}): Promise<void> {
    const look = (engine: Engine, selector: string) => {
      const one = engine.one(selector);
      return { there: one !== undefined, visible: one !== undefined && engine.isVisible(one) };
    };
    const holds = async () => {
      const { there, visible } = await this.#frame.select(look, this.selector);
      return { attached: there, detached: !there, visible, hidden: !visible }[state];
    };
    await this.#until(holds, `to be ${state}`, timeout);
  }

  /** A trusted click at the middle of the element, once it is visible, enabled, still, and not covered. */
  async click(
    options: { button?: 'left' | 'right'; clickCount?: number; modifiers?: string[] } & Aim & Timed = {},
  ): Promise<void> {
    const button = options.button === 'right' ? 2 : 0;
    const has = (name: string) =>
      (options.modifiers ?? []).includes(name) || (name === 'Control' && (options.modifiers ?? []).includes('ControlOrMeta'));
    const keys = { ctrlKey: has('Control'), shiftKey: has('Shift'), altKey: has('Alt'), metaKey: has('Meta') };
    const end = Date.now() + (options.timeout ?? PATIENCE);
    do {
      if (Date.now() > end) throw new Error(`${this.selector} moves away from every click.`);
      const point = await this.#point(options);
      if (!options.force) await this.#aim(options.timeout);
      await this.#frame.pointer('mousemove', point, { ...keys });
      for (let count = 1; count <= (options.clickCount ?? 1); count++) {
        await this.#frame.pointer('mousedown', point, { button, clickCount: count, ...keys });
        await this.#frame.pointer('mouseup', point, { button, clickCount: count, ...keys });
      }
    } while (!options.force && !(await this.#landed()));
    await this.#frame.settled();
  }
  dblclick = (options: Timed = {}) => this.click({ ...options, clickCount: 2 });
  async hover(options: Timed = {}): Promise<void> {
    await this.#frame.pointer('mousemove', await this.#point(options), {});
  }

  /** What moves between the look and the press is not hit: then the page hears nothing of it. */
  async #aim(timeout?: number): Promise<void> {
    const aim = (engine: Engine, selector: string) => {
      const one = engine.one(selector);
      if (one) engine.aim(one);
      return one !== undefined;
    };
    await this.#until(() => this.#frame.select(aim, this.selector), 'to be there', timeout);
  }
  /** A page that the press has led away has none to tell of. */
  async #landed(): Promise<boolean> {
    try {
      return (await this.#frame.select((engine: Engine) => engine.landed())) !== false;
    } catch (error) {
      if (error instanceof PageGone) return true;
      throw error;
    }
  }

  async #point({ force = false, position, timeout }: Aim & Timed): Promise<{ x: number; y: number }> {
    await this.#frame.bringToFront();
    let before = '';
    const look = (engine: Engine, selector: string, forced: boolean, at?: Aim['position']) => {
      const one = engine.one(selector);
      if (!one) return { not: 'there' };
      if (!engine.isVisible(one)) return { not: 'visible' };
      if (!forced && engine.isDisabled(one)) return { not: 'enabled' };
      const point = engine.hitPoint(one, at);
      return point ? { point } : { not: 'free of what covers it' };
    };
    let why = 'clickable';
    const found = await this.#until(
      async () => {
        const seen = await this.#frame.select(look, this.selector, force, position);
        if (!('point' in seen) || !seen.point) {
          why = ('not' in seen && seen.not) || why;
          return undefined;
        }
        const now = JSON.stringify(seen.point);
        const still = now === before;
        before = now;
        return still && seen.point;
      },
      () => `to be ${why}`,
      timeout,
    );
    return found;
  }

  /** Puts a text in place of what a field holds. */
  async fill(text: string, { timeout }: Timed = {}): Promise<void> {
    const type = (engine: Engine, selector: string, value: string): Attempt => {
      const one = engine.one(selector);
      if (!one) return { not: 'there' };
      if (!engine.isVisible(one)) return { not: 'visible' };
      if (engine.isDisabled(one) || (one.matches(':read-only') && !one.matches('label'))) return { not: 'editable' };
      engine.fill(one, value);
      return undefined;
    };
    await this.#frame.bringToFront();
    await this.#done(() => this.#frame.select(type, this.selector, text), timeout);
  }
  clear = (options?: Timed) => this.fill('', options);
  async press(keys: string, options?: Timed): Promise<void> {
    await this.focus(options);
    await pressKeys(this.#frame, keys);
  }
  async pressSequentially(text: string, options?: Timed): Promise<void> {
    await this.focus(options);
    for (const key of text) await pressKeys(this.#frame, key);
  }
  async setChecked(checked: boolean, options: Timed = {}): Promise<void> {
    if ((await this.isChecked(options)) === checked) return;
    await this.click(options);
    await this.#until(
      async () => (await this.isChecked(options)) === checked,
      checked ? 'to be checked' : 'to be unchecked',
      options.timeout,
    );
  }
  check = (options?: Timed) => this.setChecked(true, options);
  uncheck = (options?: Timed) => this.setChecked(false, options);

  async selectOption(choice: Choice | readonly Choice[], { timeout }: Timed = {}): Promise<string[]> {
    const wanted = [choice].flat().map((one) => (typeof one === 'string' ? { value: one } : one));
    const pick = (engine: Engine, selector: string, all: { value?: string }[]) => {
      const one = engine.one(selector);
      return one && engine.isVisible(one) && !engine.isDisabled(one) ? engine.choose(one as HTMLSelectElement, all) : undefined;
    };
    return this.#until(
      async () => this.#frame.select(pick, this.selector, wanted),
      `to offer ${JSON.stringify(choice)}`,
      timeout,
    );
  }

  /** Paths, or contents. */
  async setInputFiles(
    files: string | { readonly name: string; readonly mimeType: string; readonly buffer: Buffer } | readonly string[],
    { timeout }: Timed = {},
  ): Promise<void> {
    const given = await Promise.all(
      [files]
        .flat()
        .map(async (one) =>
          typeof one === 'string'
            ? { name: path.basename(one), type: '', data: (await readFile(one)).toString('base64') }
            : { name: one.name, type: one.mimeType, data: one.buffer.toString('base64') },
        ),
    );
    await this.evaluate(
      (input: HTMLInputElement, all: { name: string; type: string; data: string }[]) => {
        const transfer = new DataTransfer();
        for (const { name, type, data } of all) {
          const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
          transfer.items.add(new File([bytes], name, { type }));
        }
        input.files = transfer.files;
        input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        input.dispatchEvent(new Event('change', { bubbles: true }));
      },
      given,
      { ...(timeout !== undefined && { timeout }) },
    );
  }

  async #done(attempt: () => Promise<Attempt>, timeout?: number): Promise<void> {
    let why = '';
    await this.#until(
      async () => {
        const failed = await attempt();
        why = failed?.not ?? '';
        return !failed;
      },
      () => `to be ${why}`,
      timeout,
    );
    await this.#frame.settled();
  }

  /** Tries until something truthy comes back; a page that is being replaced counts as "not yet". */
  async #until<T>(attempt: () => Promise<T | undefined | false>, what: string | (() => string), timeout = PATIENCE): Promise<T> {
    const end = Date.now() + timeout;
    for (;;) {
      try {
        const value = await attempt();
        if (value) return value;
      } catch (error) {
        if (!(error instanceof PageGone)) throw error;
        if (this.#frame.isClosed())
          throw new Error(`Target page, context or browser has been closed: ${this.selector}`, { cause: error });
      }
      if (Date.now() > end)
        throw new Error(
          `Timeout ${timeout}ms exceeded: ${this.selector} in ${this.#frame.url()} was waited for in vain ${typeof what === 'string' ? what : what()}.`,
        );
      await sleep(EVERY);
    }
  }
}
