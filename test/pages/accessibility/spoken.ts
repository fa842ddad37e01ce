/** Listens as a screen reader does: what stands newly in a live region that was there before is said; an alert is said when it appears. */
import type { BrowserContext, Page } from 'playwright';

/** Pages of this context are listened to from their beginning. */
export async function listen(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const heard: string[] = [];
    const unheard: string[] = [];
    Object.assign(globalThis, { heard, unheard });
    const live = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]';
    const textOf = (one: Element): string => (one as HTMLElement).innerText.replace(/\s+/gu, ' ').trim();
    const before = new WeakMap<Element, string>();
    const elementOf = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement);
    const isIn = (one: Element): boolean =>
      one.isConnected && (one as HTMLElement).checkVisibility() && !one.closest('[aria-hidden=true]');
    new MutationObserver((records) => {
      const fresh = new Set<Element>();
      const changed = new Set<Element>();
      for (const { addedNodes, target } of records) {
        for (const node of addedNodes) {
          if (!(node instanceof Element)) continue;
          for (const region of [node, ...node.querySelectorAll('*')]) if (region.matches(live)) fresh.add(region);
        }
        const around = elementOf(target)?.closest(live);
        if (around) changed.add(around);
      }
      for (const region of fresh) {
        before.set(region, textOf(region));
        if (!isIn(region) || textOf(region) === '') continue;
        if (region.matches('[role=alert]')) heard.push(textOf(region));
        else if (!region.parentElement?.closest(live)) unheard.push(textOf(region));
      }
      for (const region of changed) {
        const text = textOf(region);
        if (fresh.has(region) || !isIn(region) || text === before.get(region)) continue;
        before.set(region, text);
        if (text !== '') heard.push(text);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** Forgets what was said so far. */
export function hush(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { heard, unheard } = globalThis as unknown as Record<'heard' | 'unheard', string[]>;
    heard.length = 0;
    unheard.length = 0;
  });
}

/** What was said since, in order; and what was meant to be said and came along with its region, so that it may not be. */
export function spoken(page: Page): Promise<{ heard: string[]; unheard: string[] }> {
  return page.evaluate(() => {
    const { heard, unheard } = globalThis as unknown as Record<'heard' | 'unheard', string[]>;
    return { heard: [...heard], unheard: [...unheard] };
  });
}
