/** Every text in an entry with where it stands, and a copy of an entry with other texts. */

export interface Text {
  /** The names that lead to it: `['exchange', 'url']`; a place in a list is its number. */
  readonly path: readonly string[];
  readonly text: string;
}

/** All texts, at any depth. */
export function textsIn(value: unknown, path: readonly string[] = []): Text[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, [...path, name]));
}

/** A deep copy in which each text is another; names of members stay. */
export function withTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((inner) => withTexts(inner, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withTexts(inner, change)]));
}
