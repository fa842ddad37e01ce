/** Percent-encoding as OAuth 1.0a counts it: exactly the unreserved characters of RFC 3986 stay, over UTF-8 bytes. */

const onlyUnreserved = /^[A-Za-z0-9\-._~]*$/;
const encoder = new TextEncoder();
/** Keeps a byte order mark: it is data here. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Encodes text: UTF-8, every byte but the unreserved characters as `%XX` in upper case. Half a surrogate pair counts as U+FFFD,
 * which is also what `fetch` sends for it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.6
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-2.3
 */
export function percentEncode(text: string): string {
  if (onlyUnreserved.test(text)) return text;
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (char) => triplet(char.charCodeAt(0)));
}

/**
 * Decodes `%XX` and nothing else. A `%` without two hex digits stays as it is; bytes that are no UTF-8 become U+FFFD.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-2.1
 */
export function percentDecode(text: string): string {
  return decodedText(text) ?? decoder.decode(decodedBytes(text));
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
 * `%e9` becomes `%E9` although that is no UTF-8.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1.3.1
 */
export function formToPercentEncoded(text: string): string {
  if (onlyUnreserved.test(text)) return text;
  const spaced = text.replaceAll('+', ' ');
  const decoded = decodedText(spaced);
  if (decoded !== undefined) return percentEncode(decoded);
  let encoded = '';
  for (const byte of decodedBytes(spaced)) {
    const char = String.fromCharCode(byte);
    encoded += onlyUnreserved.test(char) ? char : triplet(byte);
  }
  return encoded;
}

/** The quick way, for all text that is encoded without a fault. */
function decodedText(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function decodedBytes(text: string): Uint8Array<ArrayBuffer> {
  const source = encoder.encode(text);
  const target = new Uint8Array(source.length);
  let length = 0;
  for (let at = 0; at < source.length; at++) {
    const high = hexDigit(source[at + 1]);
    const low = hexDigit(source[at + 2]);
    const encoded = source[at] === 0x25 && high >= 0 && low >= 0;
    target[length++] = encoded ? high * 16 + low : (source[at] ?? 0);
    if (encoded) at += 2;
  }
  return target.subarray(0, length);
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

function triplet(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
