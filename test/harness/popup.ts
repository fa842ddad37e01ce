/** The real toolbar popup in a test's hands: it reads, clicks and types there as the user would. */
import { writeFile } from 'node:fs/promises';
import type { CDPSession } from 'playwright';
import { attachTo, type TargetSession } from './cdp-target';
import { poll } from './poll';
import { waitForElement, waitForHit, type Where } from './where';

export interface Popup {
  /** Runs in the popup, not as a user's gesture. Arguments and result pass as JSON; a promise is awaited. */
  evaluate<T, A extends unknown[]>(run: (...args: A) => T | Promise<T>, ...args: A): Promise<T>;
  /** Resolves once the element is there and takes up room. Milliseconds, 10 000 by default. */
  waitFor(where: Where, timeout?: number): Promise<void>;
  /** A trusted click at the element's centre: it counts as the user's gesture. A click that closes the popup is fine. */
  click(where: Where): Promise<void>;
  /** Clicks into a field and types; what stood there is replaced. */
  type(where: Where, text: string): Promise<void>;
  /** Presses a key: `Enter`, `Escape`, `Tab`. */
  press(key: 'Enter' | 'Escape' | 'Tab'): Promise<void>;
  /** The text that the popup shows. */
  text(): Promise<string>;
  /** Writes a PNG of the popup, if wanted as it would look in another scheme or width. */
  screenshot(file: string, as?: PopupLook): Promise<void>;
  /** Does what a click beside the popup does: it loses focus and closes. Resolves when it is closed. */
  leave(): Promise<void>;
  isClosed(): boolean;
  /** Resolves when the popup has closed, for whatever reason. */
  readonly closed: Promise<void>;
}

export interface PopupLook {
  readonly colorScheme: 'light' | 'dark';
  /** CSS pixels. */
  readonly width: number;
}

export interface PopupOptions {
  readonly colorScheme?: 'light' | 'dark' | undefined;
  /** Takes the focus away from the popup. */
  readonly blur: () => Promise<void>;
}

const KEYS = { Enter: 13, Escape: 27, Tab: 9 } as const;

/** Takes hold of a popup that is open. */
export async function holdPopup(browser: CDPSession, targetId: string, options: PopupOptions): Promise<Popup> {
  const session = await attachTo(browser, targetId);
  const paintIn = (scheme: 'light' | 'dark') =>
    session.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
  if (options.colorScheme) await paintIn(options.colorScheme);

  /** A popup is as wide as its page; the browser follows in a moment. */
  const resize = async (width: number) => {
    await evaluate(session, `document.documentElement.style.inlineSize = '${width}px'`);
    await poll(async () => (await evaluate(session, 'innerWidth')) === width, `the popup to be ${width} pixels wide`);
  };

  /** What a click does may close the popup before Chromium has confirmed it: that is success. */
  const mayClose = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      if (!session.isGone()) throw error;
    }
  };

  const popup: Popup = {
    evaluate: async (run, ...args) => (await evaluate(session, `(${String(run)})(...${JSON.stringify(args)})`)) as never,
    waitFor: async (where, timeout) => void (await waitForElement(session, where, timeout)),
    async click(where) {
      const point = await waitForHit(session, where);
      await mayClose(async () => {
        const click = { ...point, button: 'left', clickCount: 1 } as const;
        await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...point });
        await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...click });
        await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...click });
      });
    },
    async type(where, text) {
      await popup.click(where);
      await evaluate(session, 'document.activeElement?.select?.()');
      await session.send('Input.insertText', { text });
    },
    async press(key) {
      const event = { key, code: key, windowsVirtualKeyCode: KEYS[key], ...(key === 'Enter' ? { text: '\r' } : {}) };
      await mayClose(async () => {
        await session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
        await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
      });
    },
    text: async () => String(await evaluate(session, 'document.body.innerText')),
    async screenshot(file, as) {
      if (as) await paintIn(as.colorScheme);
      if (as) await resize(as.width);
      if (as) await evaluate(session, 'for (const one of document.getAnimations()) one.finish()');
      const { data } = await session.send('Page.captureScreenshot', { format: 'png' });
      await writeFile(file, data, 'base64');
    },
    async leave() {
      await options.blur();
      await session.gone;
    },
    isClosed: () => session.isGone(),
    closed: session.gone,
  };
  return popup;
}

async function evaluate(session: TargetSession, expression: string): Promise<unknown> {
  const reply = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  if (reply.exceptionDetails) throw new Error(reply.exceptionDetails.exception?.description ?? reply.exceptionDetails.text);
  return reply.result.value;
}
