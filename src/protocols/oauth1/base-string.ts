/** The signature base string: what of a request is signed, as one text. */
import { percentEncode } from '../../crypto/percent-encoding';
import { normalizedParameters, type Listed } from './parameters';

/** The method, the base string URI and the parameters, each encoded. */
export type BaseStringParts = readonly [method: string, baseUri: string, parameters: string];

/**
 * Scheme, host, port and path. A `URL` is already what this asks for and what `fetch` sends: scheme and host in lower case, no default
 * port, the path encoded as it will travel. So nothing is encoded or decoded again here.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1.2
 */
export function baseStringUri(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/**
 * The three parts of the text that is signed.
 *
 * @param parameters of the query, the form body and the protocol itself, encoded; in any order
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1.1
 */
export function baseStringParts(method: string, url: URL, parameters: readonly Listed[]): BaseStringParts {
  // What is encoded already holds nothing that `encodeURIComponent` would leave and we would not.
  const listed = encodeURIComponent(normalizedParameters(parameters));
  return [percentEncode(method.toUpperCase()), percentEncode(baseStringUri(url)), listed];
}

/** The text that is signed. */
export function signatureBaseString(method: string, url: URL, parameters: readonly Listed[]): string {
  return baseStringParts(method, url, parameters).join('&');
}
