/** The signature base string: what of a request is signed, as one text. */
import { percentEncode } from '../../crypto/percent-encoding';
import { sorted, type Listed } from './parameters';

/** The method, the base string URI and the parameters, each encoded. */
export type BaseStringParts = readonly [method: string, baseUri: string, parameters: string];

/**
 * Scheme, host, port and path. A `URL` is already what this asks for and what `fetch` sends: scheme and host in lower case, no default
 * port, the path encoded as it will travel. So nothing is encoded or decoded again here.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1.2
 */
export function baseStringUri(url: URL): string {
  const { href } = url;
  const end = href.search(/[?#]/);
  const whole = end < 0 ? href : href.slice(0, end);
  return whole.includes('@') ? whole.replace(/^(\w+:\/\/)[^/]*@/, '$1') : whole;
}

/**
 * The three parts of the text that is signed.
 *
 * @param parameters of the query, the form body and the protocol itself, encoded; in any order
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4.1.1
 */
export function baseStringParts(method: string, url: URL, parameters: readonly Listed[]): BaseStringParts {
  return [percentEncode(method.toUpperCase()), percentEncode(baseStringUri(url)), encodedPairs(parameters)];
}

/** The text that is signed. */
export function signatureBaseString(method: string, url: URL, parameters: readonly Listed[]): string {
  return baseStringParts(method, url, parameters).join('&');
}

/** The normalised parameters, encoded once more: in what is encoded already, only the `%` is left to encode. */
function encodedPairs(parameters: readonly Listed[]): string {
  let text = '';
  for (const each of sorted(parameters)) {
    if (each[0] !== 'oauth_signature') text += `${text && '%26'}${again(each[0])}%3D${again(each[1])}`;
  }
  return text;
}

function again(encoded: string): string {
  return encoded.includes('%') ? encoded.replaceAll('%', '%25') : encoded;
}
