/** Asks for a service's documents, and takes only those that speak for themselves. */
import * as oauth from 'oauth4webapi';
import { firstBytes } from '../../core/first-bytes';
import type { Candidate } from './candidates';

/** Asks for a URL: no cookies, no cache, no redirects, and not for ever. @throws TypeError when it cannot be reached or read */
export type Http = (url: URL) => Promise<Response>;

/** A document as it came: nothing in it has been looked at but whose it is. */
export type Metadata = Readonly<Record<string, unknown>>;

export type Answer =
  | { readonly is: 'document'; readonly metadata: Metadata }
  /** There is a document, but of another issuer or resource. */
  | { readonly is: 'mismatch' }
  | { readonly is: 'nothing' }
  /** It cannot be reached, or the browser does not let us read it. */
  | { readonly is: 'unreached' }
  | { readonly is: 'late' };

/** In bytes. */
const longest = 256 * 1024;

export async function ask(http: Http, { kind, url, of }: Candidate): Promise<Answer> {
  let text: string;
  try {
    const response = await http(url);
    if (response.status !== 200) {
      void response.body?.cancel().catch(() => {});
      return { is: 'nothing' };
    }
    text = await firstBytes(response, longest);
  } catch (error) {
    if (error instanceof TypeError) return { is: 'unreached' };
    if (error instanceof DOMException && error.name === 'TimeoutError') return { is: 'late' };
    throw error;
  }
  const named = kind === 'server' ? 'issuer' : 'resource';
  const says = memberOf(text, named);
  if (typeof says !== 'string') return { is: 'nothing' };
  // The document of an issuer stands at the same place whether or not its name ends with a slash.
  for (const expected of [of, new URL(`${of.href.replace(/\/$/, '')}/`)]) {
    const metadata = await checked(kind, expected, text);
    if (metadata) return { is: 'document', metadata };
  }
  return { is: 'mismatch' };
}

function memberOf(text: string, name: string): unknown {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null && Object.hasOwn(data, name) ? (data as Metadata)[name] : undefined;
  } catch {
    return undefined;
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc8414#section-3.3 */
async function checked(kind: Candidate['kind'], expected: URL, text: string): Promise<Metadata | undefined> {
  const response = new Response(text, { headers: { 'content-type': 'application/json' } });
  try {
    return kind === 'server'
      ? { ...(await oauth.processDiscoveryResponse(expected, response)) }
      : { ...(await oauth.processResourceDiscoveryResponse(expected, response)) };
  } catch {
    return undefined;
  }
}
