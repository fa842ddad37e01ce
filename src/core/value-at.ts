/** Reads one value out of a service's reply by the path in its entry. */

/**
 * The text or number at a path, as text. A name that itself has dots wins over the path.
 * @param path names and indexes with dots between: `errors.0.code`
 */
export function valueAt(data: unknown, path: string): string | undefined {
  const found = member(data, path) ?? path.split('.').reduce(member, data);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}

function member(data: unknown, name: string): unknown {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return undefined;
  return (data as Record<string, unknown>)[name];
}
