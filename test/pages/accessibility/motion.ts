/** Watches what moves: every animation and transition that began in a page since it was opened. */
import type { BrowserContext, Page } from 'playwright';

/** Pages of this context are watched from their beginning. */
export async function watchMotion(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const moved: string[] = [];
    Object.assign(globalThis, { moved });
    const note = (event: Event): void => {
      const { target, type } = event as AnimationEvent;
      moved.push(`${type} of ${(target as Element).className || (target as Element).tagName}`);
    };
    document.addEventListener('animationstart', note, true);
    document.addEventListener('transitionrun', note, true);
  });
}

/** What moved so far, and what still runs. */
export function motions(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { moved } = globalThis as unknown as { moved: string[] };
    return [...moved, ...document.getAnimations().map(({ playState }) => `an animation is ${playState}`)];
  });
}
