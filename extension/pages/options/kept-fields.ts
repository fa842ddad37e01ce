/** What a form does not show stays as it was: the parts of an entry that do not come back out of the form. */

type Entry = Readonly<Record<string, unknown>>;

/**
 * `made` with everything of `before` that the form cannot show.
 * @param shown what the form makes of `before` when nothing is changed
 */
export function withUnshown<T extends object>(made: T, before: object, shown: object): T {
  return merged(made, before, shown) as T;
}

function merged(made: unknown, before: unknown, shown: unknown): unknown {
  if (isNamedList(made) && isNamedList(before) && isNamedList(shown)) {
    const named = (all: readonly Entry[], name: unknown): Entry | undefined => all.find((each) => each['name'] === name);
    return made.map((each) => merged(each, named(before, each['name']), named(shown, each['name'])));
  }
  if (!isEntry(made) || !isEntry(before) || !isEntry(shown)) return made;
  const unshown = Object.entries(before).filter(([key]) => !(key in shown));
  const kept = Object.entries(made).map(([key, value]) => [key, merged(value, before[key], shown[key])] as const);
  return Object.fromEntries([...kept, ...unshown.filter(([key]) => !(key in made))]);
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Scopes, fields, areas: each with its name. */
function isNamedList(value: unknown): value is readonly Entry[] {
  return Array.isArray(value) && value.every((each) => isEntry(each) && typeof each['name'] === 'string');
}
