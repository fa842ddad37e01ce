/** Where a signed request may go: the account's API hosts, and none of the service's own sign-in endpoints. */
import { signInEndpoints } from './endpoints';
import { CountersignError } from './errors';
import { pathMatches } from './path-match';
import { isSafeTarget } from './urls';
import type { Service } from './service';

/**
 * A URL to which an account's secret may go, parsed once; from here on only this object is used.
 * @throws CountersignError `invalid_input`, `outside_api_hosts`, `sign_in_endpoint`
 */
export function targetOf(text: string, service: Service, apiHosts: readonly string[]): URL {
  if (!URL.canParse(text)) throw new CountersignError('invalid_input', { about: 'URL' });
  const url = new URL(text);
  url.hash = '';
  if (!isSafeTarget(url) || !apiHosts.includes(url.origin)) throw new CountersignError('outside_api_hosts', { about: url.host });
  if (isSignInEndpoint(url, service)) throw new CountersignError('sign_in_endpoint', { about: url.pathname });
  return url;
}

/**
 * A caller's URL, which besides must be none of the paths that the entry closes.
 * @throws CountersignError `invalid_input`, `outside_api_hosts`, `sign_in_endpoint`
 */
export function callTarget(text: string, service: Service, apiHosts: readonly string[]): URL {
  const url = targetOf(text, service, apiHosts);
  const path = `/${plainPath(url)}`;
  const isClosed = service.closedPaths?.some((pattern) => pathMatches(pattern.toLowerCase(), path));
  if (isClosed) throw new CountersignError('sign_in_endpoint', { about: url.pathname });
  return url;
}

/** Compares the way a forgiving server might: without trailing or doubled slashes, escapes (also of escapes), parameters, blanks or case. */
function isSignInEndpoint(url: URL, service: Service): boolean {
  return signInEndpoints(service)
    .map((endpoint) => new URL(endpoint))
    .some((endpoint) => endpoint.origin === url.origin && plainPath(endpoint) === plainPath(url));
}

function plainPath(url: URL): string {
  const path = decoded(decoded(url.pathname)).replace(/[?#\0].*/s, '');
  const parts: string[] = [];
  for (const each of path.replace(/;[^/]*/g, '').split(/[/\\]+/)) {
    const part = each.trim();
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/').toLowerCase();
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // not UTF-8: compared as it is
  }
}
