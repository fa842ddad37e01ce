/** Path patterns: `*` stands for any characters, everything else for itself. */

/** Matches greedily from part to part, in time linear in the path for each part: no backtracking to exploit. */
export function pathMatches(pattern: string, path: string): boolean {
  const parts = pattern.split('*');
  const first = parts.shift() ?? '';
  if (parts.length === 0) return path === first;
  if (!path.startsWith(first)) return false;
  const last = parts.pop() ?? '';
  let at = first.length;
  for (const part of parts) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return path.length - last.length >= at && path.endsWith(last);
}
