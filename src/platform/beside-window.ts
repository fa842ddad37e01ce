/** A service's page in an ordinary window of its own, beside the connect window: both are in sight while the user copies from one to the other. */
import browser from 'webextension-polyfill';

/** A rectangle of the screen in CSS pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const widest = 960;
const narrowest = 480;

/** Where a window stands beside ours: on the side with more room, over ours only where the screen is too small for both. */
export function placeBeside(own: Area, screen: Area): Area {
  const gap = 8;
  const toRight = screen.left + screen.width - (own.left + own.width) - gap;
  const toLeft = own.left - screen.left - gap;
  const width = Math.min(Math.max(Math.max(toRight, toLeft), narrowest), widest, screen.width);
  const wanted = toRight >= toLeft ? own.left + own.width + gap : own.left - gap - width;
  const left = Math.min(Math.max(wanted, screen.left), screen.left + screen.width - width);
  return { left, top: own.top, width, height: own.height };
}

/** Opens a page beside the window in which ours stands. @returns the new window's id, if the browser tells it */
export async function openBeside(url: string, screen: Area): Promise<number | undefined> {
  const { left = screen.left, top = screen.top, width = 480, height = 760 } = await browser.windows.getCurrent();
  const place = placeBeside({ left, top, width, height }, screen);
  const made = await browser.windows.create({ url, type: 'popup', ...place });
  return made.id;
}

/** Whether a window is still there. */
export function isThere(windowId: number): Promise<boolean> {
  return browser.windows.get(windowId).then(
    () => true,
    () => false,
  );
}

/** Brings a window to the front. @returns false when it is no longer there */
export function bringToFront(windowId: number): Promise<boolean> {
  return browser.windows.update(windowId, { focused: true, drawAttention: true }).then(
    () => true,
    () => false,
  );
}

/** Closes a window; one that is gone already is no error. */
export function closeWindow(windowId: number): Promise<void> {
  return browser.windows.remove(windowId).catch(() => undefined);
}
