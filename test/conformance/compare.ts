/** Says where two records of the same case differ. */

/** @returns the paths of the values that differ, such as `headers.etag`, sorted; an answer and a failure differ as a whole */
export function differing(one: unknown, other: unknown, at = ''): string[] {
  if (Object.is(one, other)) return [];
  if (!isTree(one) || !isTree(other) || Array.isArray(one) !== Array.isArray(other)) return [at];
  if ('error' in one !== 'error' in other) return [at];
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].flatMap((name) => differing(one[name], other[name], at === '' ? name : `${at}.${name}`)).toSorted();
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
