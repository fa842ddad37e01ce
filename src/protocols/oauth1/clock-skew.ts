/** Learns the service's clock when it refuses a timestamp: computers with a wrong clock are many, and signing in should work on them. */
import type { Clock } from '../../core/ports';
import type { ServiceError } from './service-error';

/** What we assumed is good enough below this: services accept a few minutes. */
const MIN_DIFFERENCE_SECONDS = 30;
/** Clocks this far apart may be why a signature was refused, whatever the service says. */
const SUSPICIOUS_SECONDS = 240;

/** X's code for a timestamp out of bounds, and the one of the problem reporting extension. */
const TIMESTAMP_CODES: readonly string[] = ['timestamp_refused', '135'];

/** Whether the service refused the timestamp rather than the caller. */
export function isTimestampRefused(error: ServiceError): boolean {
  return error.code !== undefined && TIMESTAMP_CODES.includes(error.code);
}

/**
 * The service's clock minus ours, by its `Date` header or else by the timestamps that it says it accepts, when it refused a timestamp:
 * by name, or with a 401 while the clocks are far apart.
 *
 * @param used the skew with which the refused request was signed, in seconds
 * @returns seconds, or nothing when the service's clock is not known or no other than what was used
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.3
 */
export function learnSkew(status: number, headers: Headers, error: ServiceError, clock: Clock, used: number): number | undefined {
  const refused = isTimestampRefused(error);
  if (!refused && status !== 401) return undefined;
  const service = serviceSeconds(headers, error);
  if (service === undefined) return undefined;
  const skew = Math.round(service - clock.now() / 1000);
  return Math.abs(skew - used) > (refused ? MIN_DIFFERENCE_SECONDS : SUSPICIOUS_SECONDS) ? skew : undefined;
}

function serviceSeconds(headers: Headers, { acceptableTimestamps }: ServiceError): number | undefined {
  const date = Date.parse(headers.get('date') ?? '');
  if (!Number.isNaN(date)) return date / 1000;
  return acceptableTimestamps && (acceptableTimestamps[0] + acceptableTimestamps[1]) / 2;
}
