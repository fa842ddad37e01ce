/** How the activity's chart is measured: round grid lines, and the same ink for the same site while the page is open. */

/** Zero and one to three round numbers above it, the last one at or above the highest bar. */
export function gridOf(highest: number): number[] {
  const rough = Math.max(1, highest) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough);
  const lines = Math.ceil(Math.max(1, highest) / step);
  return Array.from({ length: lines + 1 }, (_, at) => at * step);
}

/** Every so many bars have a date below, so that dates keep apart. The last bar always has one. */
export function labelEvery(bars: number, width: number, room: number): number {
  return Math.max(1, Math.ceil((bars * room) / Math.max(width, 1)));
}

/**
 * An ink for each caller, from 1 on: the one that it had before, else the first that is free.
 * @param known what was given before; takes up what is given now
 */
export function inksOf(known: Map<string, number>, keys: readonly string[]): number[] {
  const taken = new Set<number>();
  for (const key of keys) {
    const before = known.get(key);
    if (before === undefined || taken.has(before)) known.delete(key);
    else taken.add(before);
  }
  return keys.map((key) => {
    let ink = known.get(key);
    if (ink === undefined) {
      for (ink = 1; taken.has(ink);) ink += 1;
      taken.add(ink);
      known.set(key, ink);
    }
    return ink;
  });
}
