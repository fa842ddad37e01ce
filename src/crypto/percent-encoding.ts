/** Percent-encoding as OAuth 1.0a counts it: exactly the unreserved characters of RFC 3986 stay, over UTF-8 bytes. */

/** Any other than the unreserved characters. To search for one is quicker than to match them all. */
const reserved = /[^\w.~-]/;
/** UTF-8. Keeps a byte order mark: it is data here. */
export const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Encodes text: UTF-8, every byte but the unreserved characters as `%XX` in upper case. Half a surrogate pair counts as U+FFFD,
 * which is also what `fetch` sends for it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.6
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-2.3
 */
export function percentEncode(text: string): string {
  if (!reserved.test(text)) return text;
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Decodes `%XX` and nothing else. A `%` without two hex digits stays as it is; bytes that are no UTF-8 become U+FFFD.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-2.1
 */
export function percentDecode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (triplets) =>
    decoder.decode(Uint8Array.from(triplets.slice(1).split('%'), (hex) => parseInt(hex, 16))),
  );
}

/**
 * Decodes one name or value of a form or a query, where `+` stands for a space.
 *
 * @see https://www.w3.org/TR/html401/interact/forms.html#h-17.13.4.1
 */
export function formDecode(text: string): string {
  return percentDecode(text.replaceAll('+', ' '));
}

/**
 * Turns a name or value from the encoding of forms and queries into OAuth's own, byte for byte: `+` becomes `%20`, `!` becomes `%21`,
 * `%e9` becomes `%E9` although that is no UTF-8, `%41` becomes `A`, and a `%` without two hex digits `%25`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1.3.1
 */
export function formToPercentEncoded(text: string): string {
  if (!reserved.test(text)) return text;
  return text.replace(/%([0-9a-f]{2})|\+|%|[^\w.~%+-]+/gi, (found, hex: string | undefined) => {
    if (found === '+') return '%20';
    if (hex === undefined) return percentEncode(found);
    const char = String.fromCharCode(parseInt(hex, 16));
    return reserved.test(char) ? found.toUpperCase() : char;
  });
}
