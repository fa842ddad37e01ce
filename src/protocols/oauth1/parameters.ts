/** The parameters that a signature covers: collected from every place of a request and put into the one order both sides agree on. */
import type { Outgoing } from '../../core/protocol';
import { formToPercentEncoded, percentEncode } from '../../crypto/percent-encoding';

/** A name and a value, both already percent-encoded as RFC 5849 §3.6 says. */
export type Parameter = readonly [name: string, value: string];

/** A parameter with whatever else is known of it. */
export type Listed = readonly [...parameter: Parameter, ...rest: unknown[]];

/** The media type of a form. */
export const FORM = 'application/x-www-form-urlencoded';

/** A parameter from plain text. */
export function parameter(name: string, value: string): Parameter {
  return [percentEncode(name), percentEncode(value)];
}

/**
 * The parameters of a query or of a form body, with duplicates, empty names and empty values, in their own order.
 *
 * @param text without the leading `?`
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1.3.1
 */
export function formParameters(text: string): Parameter[] {
  const found: Parameter[] = [];
  if (text === '') return found;
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    found.push([formToPercentEncoded(name), formToPercentEncoded(value)]);
  }
  return found;
}

/**
 * All parameters as the one text that is signed: sorted by encoded name, then by encoded value. `oauth_signature` is left out.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1.3.2
 */
export function normalizedParameters(parameters: readonly Listed[]): string {
  let text = '';
  for (const [name, value] of sorted(parameters)) {
    if (name !== 'oauth_signature') text += `${text === '' ? '' : '&'}${name}=${value}`;
  }
  return text;
}

/** Parameters in the order in which they are signed. */
export function sorted<P extends Listed>(parameters: readonly P[]): P[] {
  return parameters.toSorted(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue));
}

/** Encoded text is ASCII, where the order of code units is the order of bytes. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The body as it will be sent, when it will be sent as a form: by the header, or else by the type that `fetch` gives to such a body. */
export async function formOf({ body, headers }: Outgoing): Promise<string | undefined> {
  if (body === undefined || body instanceof FormData) return undefined;
  const type = headers.get('content-type') ?? typeOf(body);
  if (mediaType(type) !== FORM) return undefined;
  return body instanceof Blob ? textOf(new Uint8Array(await body.arrayBuffer())) : body.toString();
}

/** The media type of a content type, without its parameters, in lower case. */
export function mediaType(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

function typeOf(body: string | URLSearchParams | Blob): string {
  if (body instanceof URLSearchParams) return FORM;
  return body instanceof Blob ? body.type : 'text/plain';
}

/** Bytes as text; those that are no UTF-8 are escaped, which is the same to a form. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : `%${byte.toString(16)}`)).join('');
  }
}
