/** The door of Practice Photos: refuses cookies and bad signatures, and words every refusal. */
import { json } from './answers';
import type { OAuth1Verifier, Verified } from './oauth1-verify';
import type { Exchange } from './server';
import { fingerprint } from './users';

const MESSAGES = {
  32: [401, 'Could not authenticate you.'],
  34: [404, 'Sorry, that page does not exist.'],
  88: [429, 'Rate limit exceeded.'],
  89: [401, 'Invalid or expired token.'],
  // The same words as code 32: only the code tells a wrong clock from a wrong signature.
  135: [401, 'Could not authenticate you.'],
  214: [400, 'Bad request.'],
  215: [400, 'Bad Authentication data.'],
  415: [403, 'Callback URL not approved for this client application.'],
} as const;

type ErrorCode = keyof typeof MESSAGES;

/** Answers with an error code; the reason goes to the log and nowhere else. */
export function refuse(
  exchange: Exchange,
  code: ErrorCode,
  reason: string,
  status: number = MESSAGES[code][0],
  headers: Record<string, string> = {},
): void {
  json(exchange, status, `refused ${code}: ${reason}`, { errors: [{ code, message: MESSAGES[code][1] }] }, headers);
}

/**
 * Lets a signed request through.
 *
 * @returns what was verified, or undefined when the exchange has been refused.
 */
export function admit(exchange: Exchange, verifier: OAuth1Verifier): Verified | undefined {
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
    refuse(exchange, result.code, result.reason);
    return undefined;
  }
  if (result.token !== undefined) entry.token = fingerprint(result.token);
  return result;
}
