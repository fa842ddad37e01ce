/** Makes a service's own words fit to be shown and kept: short, on one line, and free of what we sent. */
import type { Details } from '../../core/errors';
import { percentEncode } from '../../crypto/percent-encoding';
import type { ServiceError } from './service-error';

const TEXT_LENGTH = 200;
const CODE_LENGTH = 64;
const REMOVED = '…';

/**
 * The service's code and text as an error may carry them.
 *
 * @param sent the keys, tokens and secrets that the request carried or was signed with: a service may quote them
 */
export function shownDetails(status: number, error: ServiceError, sent: readonly (string | undefined)[]): Details {
  const serviceCode = error.code && clean(error.code, sent, CODE_LENGTH);
  const serviceText = error.text && clean(error.text, sent, TEXT_LENGTH);
  return { status, ...(serviceCode ? { serviceCode } : {}), ...(serviceText ? { serviceText } : {}) };
}

function clean(text: string, sent: readonly (string | undefined)[], length: number): string {
  let shown = text;
  for (const secret of sent.flatMap(quotations)) shown = shown.replaceAll(secret, REMOVED);
  return shown
    .replace(/\bhttps?:\/\/[^\s?#]*[?#]\S*/gi, (url) => url.replace(/[?#].*$/, ''))
    .replace(/[A-Za-z0-9+/]{20,}={1,2}/g, REMOVED) // a signature: some services quote the one they expected
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, length)
    .toWellFormed();
}

/** How a text looks in an answer: as it is, encoded, or encoded once more within a base string. The longest first. */
function quotations(text: string | undefined): string[] {
  if (!text) return [];
  const once = percentEncode(text);
  return [...new Set([percentEncode(once), once, text])];
}
