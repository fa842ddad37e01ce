/** What the activity keeps of a path: its words, with `*` where an id or a name stands. So the log tells what was called, not about whom. */

const most = 300;
/** A longer segment is no word. */
const longest = 40;
/** The API's version, where the path begins: `2`, `1.1`, `2010-04-01`. */
const version = /^(?:\d{1,2}(?:\.\d{1,2}){0,2}|\d{4}-\d{2}-\d{2})$/;
const namedVersion = /^v\d{1,3}(?:\.\d{1,3}){0,2}(?:(?:alpha|beta)\d{0,2})?$/i;
/** The form of the answer, which some APIs append: `12345.json`. */
const format = /\.(?:json|xml|html|csv|atom|rss)$/i;
/** Words are written with these only; `%` in particular hides spaces, letters of other scripts, `@` and `/`. */
const wordly = /^[\w.:$,!*-]+$/;

/**
 * The pattern of a path, at most 300 characters long.
 * @param path the path of a URL, percent-encoded as it was sent; without the query
 */
export function pathPattern(path: string): string {
  const first = path.startsWith('/') ? 1 : 0;
  return path
    .split('/')
    .map((segment, at) => (at === first && version.test(segment) ? segment : withoutName(segment)))
    .join('/')
    .slice(0, most);
}

function withoutName(segment: string): string {
  if (segment === '' || namedVersion.test(segment)) return segment;
  const form = format.exec(segment)?.[0] ?? '';
  const stem = segment.slice(0, segment.length - form.length);
  return isWord(stem) ? segment : `*${form}`;
}

function isWord(text: string): boolean {
  if (text.length > longest || !wordly.test(text)) return false;
  if (!/\d/.test(text)) return !/^[0-9a-f]{16,}$/i.test(text);
  if (!/[a-z]/i.test(text)) return false; // numbers, dates, ranges of them
  return text.length < 8 && !changesOften(text);
}

/** Letters, digits and letters again, as in short ids: `a1b2c`, and not in `oauth2` or `sha256`. */
function changesOften(text: string): boolean {
  return text.length > 4 && (/\d[a-z_-]+\d/i.test(text) || /[a-z]\d+[a-z]/i.test(text) || /^\d+[a-z]/i.test(text));
}
