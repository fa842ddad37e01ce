/** Path patterns, in which `*` stands for any characters: which cover which, and which meet. */

/** Whether every path of `inner` is also one of `outer`. */
export function covers(outer: string, inner: string): boolean {
  return meet(outer, inner, true);
}

/** Whether some path belongs to both. */
export function overlap(a: string, b: string): boolean {
  return meet(a, b, false);
}

/** A walk over both patterns at once; with `all`, the second one's `*` must be met by a `*` of the first. */
function meet(a: string, b: string, all: boolean): boolean {
  const known = new Map<number, boolean>();
  const walk = (i: number, j: number): boolean => {
    const key = i * (b.length + 1) + j;
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, false);
    const found = step(i, j);
    known.set(key, found);
    return found;
  };
  const step = (i: number, j: number): boolean => {
    const [left, right] = [a[i], b[j]];
    if (left === undefined && right === undefined) return true;
    if (left === '*') return walk(i + 1, j) || (right !== undefined && walk(i, j + 1));
    if (right === '*' && !all) return walk(i, j + 1) || (left !== undefined && walk(i + 1, j));
    return left !== undefined && left === right && walk(i + 1, j + 1);
  };
  return walk(0, 0);
}
