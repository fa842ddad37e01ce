/** The real toolbar popup in a test's hands: it reads, clicks and types there as the user would. */
import { writeFile } from 'node:fs/promises';
import type { CDPSession } from 'playwright';
import { attachTo, type TargetSession } from './cdp-target';
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
  /** Writes a PNG of the popup. */
  screenshot(file: string): Promise<void>;
  /** Does what a click beside the popup does: it loses focus and closes. Resolves when it is closed. */
  leave(): Promise<void>;
  isClosed(): boolean;
  /** Resolves when the popup has closed, for whatever reason. */
  readonly closed: Promise<void>;
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
  if (options.colorScheme) {
    const features = [{ name: 'prefers-color-scheme', value: options.colorScheme }];
    await session.send('Emulation.setEmulatedMedia', { features });
  }

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
    async screenshot(file) {
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
