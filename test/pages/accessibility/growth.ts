/** Grows a screen as readers do: the page zoomed, or the text alone; and tells what is cut, covered or pushed out of sight by it. */
import type { Page } from 'playwright';
import type { Screen } from '../gallery/screen';
import { overflows } from '../look';

type Size = readonly [width: number, height: number];

/** Each page's usual window. */
const usual = { popup: [360, 600], connect: [480, 720], options: [1280, 800], unlock: [1280, 800] } as const satisfies Record<
  Screen['page'],
  Size
>;

/**
 * What is left of a window in CSS pixels. A popup is never larger than 800 by 600, so at 200 % it has 400 by 300; the connect window cannot
 * grow by itself either; a tab of 1280 by 1024 has half of that at 200 % and a quarter at 400 %.
 */
const zoomed = {
  popup: [
    [400, 300],
    [320, 300],
  ],
  connect: [
    [320, 480],
    [320, 360],
  ],
  options: [
    [640, 512],
    [320, 256],
  ],
  unlock: [
    [640, 512],
    [320, 256],
  ],
} as const satisfies Record<Screen['page'], readonly Size[]>;

/** The browser's usual sizes of text are 16 and 13. */
const grown = { standard: 32, fixed: 26 };
const ungrown = { standard: 16, fixed: 13 };

/** Everything that growing breaks. */
export async function growthFaults(page: Page, which: Screen['page']): Promise<string[]> {
  const found: string[] = [];
  const note = async (how: string): Promise<void> => {
    const faults = [...(await overflows(page)), ...(await page.evaluate(crowded))];
    found.push(...faults.map((fault) => `${how}: ${fault}`));
  };
  for (const [width, height] of zoomed[which]) {
    await page.setViewportSize({ width, height });
    await note(`zoomed to ${width} by ${height}`);
  }
  const [width, height] = usual[which];
  await page.setViewportSize({ width, height });
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setFontSizes', { fontSizes: grown });
  await page.waitForFunction(() => getComputedStyle(document.documentElement).fontSize === '32px');
  await note('text of 200 %');
  await session.send('Page.setFontSizes', { fontSizes: ungrown });
  await session.detach();
  return found;
}

/** Controls that lie over each other, and places to scroll in that are too low to read in. */
function crowded(): string[] {
  const least = 96;
  const place = document.querySelector('dialog[open]') ?? document;
  const controls = [...place.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary')].filter(
    (one) =>
      one.checkVisibility({ visibilityProperty: true }) && !one.closest('.toasts, .menu, .segments') && !one.matches('.cover'),
  );
  const isFloating = (one: Element): boolean => one.closest('.nav, .search, .tail, tr > :last-child') !== null;
  const scrollerOf = (one: Element | null): Element | null =>
    one && !/auto|scroll/u.test(getComputedStyle(one).overflowY) ? scrollerOf(one.parentElement) : one;
  const boxes = controls.map((one) => one.getBoundingClientRect());
  const over = controls.flatMap((one, at) =>
    controls.slice(at + 1).flatMap((other, more) => {
      const [a, b] = [boxes[at], boxes[at + 1 + more]] as [DOMRect, DOMRect];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const isOver = wide > 2 && high > 2 && !one.contains(other) && !isFloating(one) && !isFloating(other);
      return isOver && scrollerOf(one) === scrollerOf(other)
        ? [`${one.textContent?.trim().slice(0, 30)} lies over ${other.textContent?.trim().slice(0, 30)}`]
        : [];
    }),
  );
  const low = [...document.querySelectorAll<HTMLElement>('.body, .window > main')]
    .filter(
      (one) =>
        /auto|scroll/u.test(getComputedStyle(one).overflowY) &&
        one.scrollHeight > one.clientHeight + 1 &&
        one.clientHeight < least,
    )
    .map((one) => `only ${one.clientHeight} px to scroll in`);
  const dialog = document.querySelector('dialog[open]');
  const box = dialog?.getBoundingClientRect();
  const out =
    box && (box.top < -1 || box.bottom > innerHeight + 1) ? [`the dialog: ${box.top} to ${box.bottom} of ${innerHeight}`] : [];
  return [...over, ...low, ...out];
}
