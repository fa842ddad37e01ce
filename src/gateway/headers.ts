/** Which headers a caller may send, and which it gets back. */
import { CountersignError } from '../core/errors';

const allowed = /^(accept(-.+)?|content-(?!length$).+|if-.+|range|prefer|idempotency-key)$/;
/** What SDKs and browsers add by themselves: dropped without a word, because the call works without it. */
const dropped = /^(authorization|user-agent|content-length|dnt|sec-.+|priority|cache-control|pragma)$/;

/**
 * The caller's headers as they may be sent.
 * @param extra further names that the service's API takes; a `*` at the end stands for any characters
 * @param carrier the header that carries the account's secret, if not `Authorization`: dropped like it
 * @throws CountersignError `header_not_allowed` for any other name, and for a value that is not a header value
 */
export function outgoingHeaders(
  pairs: readonly (readonly [string, string])[],
  extra: readonly string[] = [],
  carrier?: string,
): Headers {
  const headers = new Headers();
  const isExtra = (name: string): boolean =>
    extra.some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));
  for (const [name, value] of pairs) {
    const lower = name.toLowerCase();
    if (dropped.test(lower) || lower === carrier?.toLowerCase()) continue;
    if (!allowed.test(lower) && !isExtra(lower)) throw new CountersignError('header_not_allowed', { about: lower.slice(0, 60) });
    try {
      headers.append(lower, value);
    } catch {
      throw new CountersignError('header_not_allowed', { about: lower.slice(0, 60) });
    }
  }
  return headers;
}

/**
 * The answer's headers without those that quote one of our secrets, however they spell it.
 * @param quotesSecret whether a text holds one
 */
export function incomingHeaders(headers: Headers, quotesSecret: (text: string) => boolean): [string, string][] {
  return [...headers].filter(([name, value]) => name !== 'set-cookie' && !quotesSecret(value));
}
