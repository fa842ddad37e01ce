/** Makes a service's own words fit to be shown and kept: short, on one line, and free of what we sent. */
import type { Details } from './errors';
import { quotations } from './quoted';

const TEXT_LENGTH = 200;
const CODE_LENGTH = 64;
const REMOVED = '…';

/**
 * The service's code and text as an error may carry them.
 *
 * @param sent the keys, tokens and secrets that the request carried or was signed with: a service may quote them
 */
export function shownDetails(
  status: number | undefined,
  error: { readonly code?: string | undefined; readonly text?: string | undefined },
  sent: readonly (string | undefined)[],
): Details {
  const serviceCode = error.code && clean(error.code, sent, CODE_LENGTH);
  const serviceText = error.text && clean(error.text, sent, TEXT_LENGTH);
  return {
    ...(status !== undefined && { status }),
    ...(serviceCode ? { serviceCode } : {}),
    ...(serviceText ? { serviceText } : {}),
  };
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
