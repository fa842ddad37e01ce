/** What a connector adds to a call before the broker's account signs it, and where a call may go. */
import type { BrokeredService } from '../../core/brokered-service';
import { CountersignError } from '../../core/errors';
import { pathMatches } from '../../core/path-match';
import type { Outgoing } from '../../core/protocol';
import { fill } from '../../core/template';
import type { Values } from './values';

/** Spellings in which a server may see a way out of the path: escapes of slashes, dots and escapes, backslashes, path parameters. */
const ambiguous = /%(?:2f|5c|2e|25|00|3b)|[\\;]|\/\/|\.\./i;

/** The headers that name the connector's place at the broker. */
export function headersOf({ apiHeaders = {} }: BrokeredService, values: Values): [string, string][] {
  return Object.entries(apiHeaders).map(([name, value]) => [name, fill(value, values)]);
}

/** The request as the broker's account is to sign it. @throws CountersignError `outside_connector` */
export function asConnector(service: BrokeredService, values: Values, request: Outgoing): Outgoing {
  const { pathname, origin } = request.url;
  const own = service.apiPaths.some((pattern) => pathMatches(fill(pattern, values), pathname));
  if (!own || ambiguous.test(pathname) || !service.apiHosts.includes(origin))
    throw new CountersignError('outside_connector', { about: pathname });
  const headers = new Headers(request.headers);
  for (const [name, value] of headersOf(service, values)) headers.set(name, value);
  return { ...request, headers };
}
