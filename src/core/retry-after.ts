/** How long a service wants to be left alone. */

/** No service is left alone for longer than this because of what it says, in seconds. */
const longest = 24 * 60 * 60;

/**
 * @param now milliseconds since 1970
 * @returns the seconds until the next request, where the answer tells
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfter({ headers }: { readonly headers: Headers }, now: number): { readonly retryAfter?: number } {
  const text = headers.get('retry-after')?.trim() ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1000);
  return Number.isFinite(seconds) && seconds > 0 ? { retryAfter: Math.min(seconds, longest) } : {};
}
