/** Walks a screen with Tab as someone without a mouse does, and tells what a walk must not show. */
import type { Page } from 'playwright';

/** One place where the focus stood. */
interface Stop {
  /** Which control, by its number in the document; -1 where it is none. */
  readonly at: number;
  readonly name: string;
  /** What is wrong with it while it has the focus. */
  readonly faults: readonly string[];
}

/** Numbers every control that Tab has to reach; of a radio group the one that it stops at. Whatever a dialog or a fold hides is none. */
function number(): { names: string[]; order: string[] } {
  const place = document.querySelector('dialog[open]') ?? document;
  const all = [
    ...place.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])'),
  ];
  const isGroup = (one: Element): one is HTMLInputElement => one instanceof HTMLInputElement && one.type === 'radio';
  const stopOf = (radio: HTMLInputElement): Element | undefined => {
    const group = all.filter((other) => isGroup(other) && other.name === radio.name && !other.matches(':disabled'));
    return group.find((other) => (other as HTMLInputElement).checked) ?? group[0];
  };
  const controls = all.filter(
    (one) =>
      one.checkVisibility({ visibilityProperty: true }) &&
      !one.matches(':disabled, [tabindex="-1"], [inert], [inert] *') &&
      (!isGroup(one) || stopOf(one) === one),
  );
  const nameOf = (one: Element): string =>
    `${one.tagName.toLowerCase()} ${(one.getAttribute('aria-label') ?? one.textContent?.trim() ?? '').slice(0, 40) || one.getAttribute('name') || one.id}`;
  controls.forEach((one, index) => (one.dataset['stop'] = String(index)));
  const boxes = controls.map((one) => (one.closest('.segments > label') ?? one).getBoundingClientRect());
  const isRtl = document.dir === 'rtl';
  const scrollerOf = (one: Element | null): Element | null =>
    one && !/auto|scroll/u.test(getComputedStyle(one).overflowY) ? scrollerOf(one.parentElement) : one;
  const order = controls.slice(1).flatMap((one, index) => {
    if (one.closest('.toasts') || scrollerOf(one) !== scrollerOf(controls[index] ?? null)) return []; // what floats or is scrolled away has no row
    const [before, after] = [boxes[index], boxes[index + 1]] as [DOMRect, DOMRect];
    const isBeside = isRtl ? after.right <= before.left + 1 : after.left >= before.right - 1;
    const isAbove = after.bottom <= before.top + 1;
    const isSameRow = Math.min(before.bottom, after.bottom) - Math.max(before.top, after.top) > 4;
    const isBehind = isRtl ? after.left >= before.right - 1 : after.right <= before.left + 1;
    return (isAbove && !isBeside) || (isSameRow && isBehind)
      ? [`${nameOf(one)} comes after ${nameOf(controls[index] as Element)}`]
      : [];
  });
  return { names: controls.map(nameOf), order };
}

/** Where the focus stands, and whether one sees it. */
function stop(): Stop {
  const one = document.activeElement as HTMLElement;
  if (one === document.body) return { at: -1, name: 'the page', faults: [] };
  const shown = one.closest<HTMLElement>('.segments > label') ?? one;
  const outlines = [getComputedStyle(shown), getComputedStyle(shown, '::after')];
  const outline = outlines.find(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
  const whole = shown.getBoundingClientRect();
  const [left, right] = [Math.max(0, whole.left), Math.min(innerWidth, whole.right)];
  const [top, bottom] = [Math.max(0, whole.top), Math.min(innerHeight, whole.bottom)];
  const isOn = (x: number, y: number): boolean => {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (shown.contains(hit) || hit.closest('label')?.contains(shown) === true);
  };
  const edge = 3;
  const points = [
    [(left + right) / 2, (top + bottom) / 2],
    [left + edge, (top + bottom) / 2],
    [right - edge, (top + bottom) / 2],
  ] as const;
  const faults = [
    ...(outline ? [] : ['has no outline']),
    ...(points.some(([x, y]) => isOn(x, y)) ? [] : ['is covered or out of sight']),
  ];
  const name = `${one.tagName.toLowerCase()} ${(one.getAttribute('aria-label') ?? one.textContent?.trim() ?? '').slice(0, 40) || one.getAttribute('name') || one.id}`;
  return { at: Number(one.dataset['stop'] ?? -2), name, faults };
}

/** Presses a key until the focus has come around; a page that keeps it is left after `most` presses. */
async function around(page: Page, key: string, most: number): Promise<Stop[]> {
  const stops: Stop[] = [];
  const seen = new Set<number>();
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press(key);
    const now = await page.evaluate(stop);
    if (now.at === -1) continue; // the browser's own controls
    if (now.at !== -2 && seen.has(now.at)) return stops;
    seen.add(now.at);
    stops.push(now);
  }
  return [...stops, { at: -3, name: `after ${most} presses`, faults: ['has not come around'] }];
}

/** What is wrong with going through a screen by Tab and back by Shift and Tab. Empty where all is well. */
export async function walk(page: Page): Promise<string[]> {
  const { names, order } = await page.evaluate(number);
  if (names.length === 0) return [];
  const most = names.length + 6;
  const there = await around(page, 'Tab', most);
  const back = await around(page, 'Shift+Tab', most);
  const rising = (stops: readonly Stop[]): string[] => {
    const at = stops.map((each) => each.at);
    const lowest = at.indexOf(Math.min(...at));
    const turned = [...at.slice(lowest), ...at.slice(0, lowest)];
    return turned.every((each, index) => each === index) ? [] : [`goes ${turned.join(' ')}`];
  };
  const missed = names.filter((_, index) => !there.some(({ at }) => at === index)).map((name) => `${name} is not reached`);
  return [
    ...missed,
    ...(missed.length > 0 ? [] : rising(there)),
    ...rising(back.toReversed()).map((each) => `back: ${each}`),
    ...there.flatMap(({ name, faults }) => faults.map((fault) => `${name} ${fault}`)),
    ...order,
  ];
}
