/** How often a user was sent to a service's page. Firefox fetches that page once by itself before it shows it: the same address is one visit. */
import { inject } from 'vitest';
import type { LogEntry } from '../../services/types';

/** The visits of pages under these paths, as `path` and `query`, in their order. In Chromium each request is one. */
export function visited(log: readonly LogEntry[], isPage: (path: string) => boolean): { path: string; query: string }[] {
  const all = log.filter(({ method, path }) => method === 'GET' && isPage(path)).map(({ path, query }) => ({ path, query }));
  if (inject('browser') !== 'firefox') return all;
  return [...new Map(all.map((visit) => [visit.path + visit.query, visit])).values()];
}
