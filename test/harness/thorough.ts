/** `npm test` holds one representative of each family; `npm run test:long` runs all of them. */
const isLong = process.env['TEST_LONG'] === '1';

/** All members in a long run; else the first of each family, in their order. */
export function representatives<T>(all: readonly T[], familyOf: (one: T) => unknown): readonly T[] {
  if (isLong) return all;
  const seen = new Set<unknown>();
  return all.filter((one) => {
    const family = familyOf(one);
    if (seen.has(family)) return false;
    seen.add(family);
    return true;
  });
}

/** Tests that only a long run takes. */
export function inLong(define: () => void): void {
  if (isLong) define();
}
