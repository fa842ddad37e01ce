/** How often a user was sent to a service's page. Firefox fetches that page once by itself before it shows it: the same address is one visit. */
import type { LogEntry } from '../../services/types';

/** Each address under these paths once, as `path` and `query`, in the order in which they were first asked for. */
export function visited(log: readonly LogEntry[], isPage: (path: string) => boolean): { path: string; query: string }[] {
  const seen = new Map<string, { path: string; query: string }>();
  for (const { method, path, query } of log)
    if (method === 'GET' && isPage(path) && !seen.has(path + query)) seen.set(path + query, { path, query });
  return [...seen.values()];
}
