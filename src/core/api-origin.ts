/** A host as a service or a person writes it, as the origin of an API. */
import { isSafeTarget } from './urls';
import type { Origin } from './words';

/**
 * The origin, or nothing when no secret may be sent there.
 *
 * @param host with or without a scheme; without one it has the scheme of the service's own endpoint
 */
export function originOf(host: string, endpoint: string): Origin | undefined {
  const bare = host.trim();
  const text = /^https?:\/\//i.test(bare) ? bare : `${/^http:/i.test(endpoint) ? 'http' : 'https'}://${bare}`;
  if (bare === '' || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return isSafeTarget(url) && url.pathname === '/' && url.search === '' ? url.origin : undefined;
}
