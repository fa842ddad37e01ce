/** Path patterns of permits: which are taken, and what they cover. */
import { CountersignError } from '../core/errors';
import { pathMatches } from '../core/path-match';

const longest = 200;

/**
 * Checks a pattern that came from a caller.
 * @throws CountersignError `invalid_input` unless it is an absolute path without query, fragment, dot segments or encoded slashes
 */
export function checkPattern(pattern: string): void {
  const ok = pattern.startsWith('/') && pattern.length <= longest && !/[?#\\\s]|\/\.{1,2}(\/|$)|%2f|%5c/i.test(pattern);
  if (!ok) throw new CountersignError('invalid_input', { about: 'path' });
}

/**
 * Whether a URL's path is covered. No pattern at all covers every path.
 * A path with an encoded slash or backslash matches no pattern: servers disagree about what it means.
 */
export function covers(patterns: readonly string[], path: string): boolean {
  if (patterns.length === 0) return true;
  if (/%2f|%5c|\\/i.test(path)) return false;
  return patterns.some((pattern) => pathMatches(pattern, path));
}

/** Whether every path that `inner` covers is covered by `outer`, as far as the patterns show it. */
export function within(inner: readonly string[], outer: readonly string[]): boolean {
  if (outer.length === 0) return true;
  if (inner.length === 0) return false;
  return inner.every((one) => outer.some((pattern) => pattern === one || pathMatches(pattern, one)));
}
