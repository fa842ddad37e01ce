/** The door of the OAuth 1.0a services: refuses cookies and bad signatures, each refusal in the service's own words. */
import { json } from './answers';
import { statusOf, type ErrorCode, type Refused } from './oauth1-refusals';
import type { OAuth1Verifier, Verified } from './oauth1-verify';
import type { Exchange } from './server';
import { fingerprint } from './users';

/** Answers with a refusal; by default the reason goes to the log and nowhere else. */
export type Wording = (exchange: Exchange, refusal: Refused) => void;

/** Answers with an error code in the JSON that X uses. */
export function refuse(
  exchange: Exchange,
  code: ErrorCode,
  reason: string,
  status: number = statusOf(code)[0],
  headers: Record<string, string> = {},
): void {
  const errors = [{ code, message: statusOf(code)[1] }];
  json(exchange, status, `refused ${code}: ${reason}`, { errors }, headers);
}

/** X's wording of any refusal. */
export const wordAsCodes: Wording = (exchange, { code, reason }) => refuse(exchange, code, reason);

/**
 * Lets a signed request through.
 *
 * @returns what was verified, or undefined when the exchange has been refused.
 */
export function admit(exchange: Exchange, verifier: OAuth1Verifier, word: Wording = wordAsCodes): Verified | undefined {
  const { req, method, target, body, entry } = exchange;
  if (req.headers.cookie !== undefined) {
    refuse(exchange, 215, 'cookie sent', 401);
    return undefined;
  }
  const result = verifier.verify({
    scheme: 'http',
    method,
    target,
    host: req.headers.host,
    authorization: req.headers.authorization,
    contentType: req.headers['content-type'],
    body,
  });
  if (!result.ok) {
    word(exchange, result);
    return undefined;
  }
  if (result.token !== undefined) entry.token = fingerprint(result.token);
  return result;
}
