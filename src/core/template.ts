/** Texts of an entry with places for an account's own values: `{name}`. */

const place = /\{(\w+)\}/g;

/** The names of the places in a template. */
export function placesIn(template: string): string[] {
  return [...template.matchAll(place)].map(([, name = '']) => name);
}

/**
 * The template with its values. A place without a value becomes empty.
 * @param encode applied to each value: percent-encoding for a URL
 */
export function fill(
  template: string,
  values: Readonly<Record<string, string | undefined>>,
  encode: (value: string) => string = (value) => value,
): string {
  return template.replace(place, (_, name: string) => encode(values[name] ?? ''));
}
