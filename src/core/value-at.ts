/** Reads one value out of a service's reply by the path in its entry. */

/**
 * The text or number at a path, as text. A name that itself has dots wins over the path.
 * @param path names and indexes with dots between: `errors.0.code`
 */
export function valueAt(data: unknown, path: string): string | undefined {
  const found = member(data, path) ?? path.split('.').reduce(member, data);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}

/**
 * A person's name by an entry's `identity.label`: several paths with spaces between are joined by spaces, as far as the answer has them
 * (`first_name last_name`); of alternatives with `|` between, the first that gives anything is taken (`display_name | login`).
 */
export function labelAt(data: unknown, label: string): string | undefined {
  const texts = label.split('|').map((paths) =>
    pathsIn(paths)
      .map((path) => valueAt(data, path)?.trim() ?? '')
      .filter(Boolean)
      .join(' '),
  );
  return texts.find((text) => text !== '');
}

/** Every path in an entry's `identity.label`. */
export function pathsIn(label: string): string[] {
  return label.split(/[\s|]+/).filter(Boolean);
}

function member(data: unknown, name: string): unknown {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return undefined;
  return (data as Record<string, unknown>)[name];
}
