/** The parameters that a signature covers: collected from every place of a request and put into the one order both sides agree on. */
import type { Outgoing } from '../../core/protocol';
import { binaryText } from '../../core/base64';
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
  if (!text) return found;
  for (const pair of text.split('&')) {
    const [name = '', ...value] = pair.split('=');
    if (pair) found.push([formToPercentEncoded(name), formToPercentEncoded(value.join('='))]);
  }
  return found;
}

/** Parameters as they stand in a query or in a form body. */
export function pairs(parameters: readonly Listed[]): string {
  return parameters.map(([name, value]) => `${name}=${value}`).join('&');
}

/**
 * Parameters in the order in which they are signed: by encoded name, then by encoded value.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1.3.2
 */
export function sorted<P extends Listed>(parameters: readonly P[]): P[] {
  return parameters.toSorted((one, other) => (one[0] === other[0] ? compare(one[1], other[1]) : compare(one[0], other[0])));
}

/** Encoded text is ASCII, where the order of code units is the order of bytes. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** The body as it will be sent, when it will be sent as a form. Of a Blob, bytes that are no ASCII come percent-encoded. */
export async function formOf(request: Outgoing): Promise<string | undefined> {
  const { body } = request;
  if (body === undefined || body instanceof FormData || mediaType(contentType(request)) !== FORM) return undefined;
  if (!(body instanceof Blob)) return body.toString();
  const bytes = binaryText(new Uint8Array(await body.arrayBuffer()));
  return bytes.replace(/[^\0-\x7f]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
}

/** The content type that will be sent: by the header, or else the one that `fetch` gives to such a body. Empty for FormData, and for text. */
export function contentType({ body, headers }: Outgoing): string {
  return headers.get('content-type') ?? (body instanceof URLSearchParams ? FORM : body instanceof Blob ? body.type : '');
}

/** The media type of a content type, without its parameters, in lower case. */
export function mediaType(type: string): string {
  return type.replace(/;.*/, '').trim().toLowerCase();
}
