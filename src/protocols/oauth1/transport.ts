/** How the protocol's parameters travel: in the `Authorization` header, in the query, or in a form body. */
import type { Outgoing } from '../../core/protocol';
import type { OAuth1Transport } from '../../core/oauth1-service';
import { FORM, formOf, pairs, type Parameter } from './parameters';

/**
 * The header's value.
 *
 * @param parameters encoded, the signature among them
 * @param realm plain text; it stands first and is not signed
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.5.1
 */
export function headerValue(parameters: readonly Parameter[], realm?: string): string {
  let value = realm === undefined ? '' : `realm="${realm.replace(/["\\]/g, '\\$&')}"`;
  for (const each of parameters) value += `${value && ', '}${each[0]}="${each[1]}"`;
  return `OAuth ${value}`;
}

/**
 * A copy of a request with the protocol's parameters in it.
 *
 * What is no form cannot carry them in its body and carries them in the header.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.5
 */
export async function carry(
  request: Outgoing,
  parameters: readonly Parameter[],
  transport: OAuth1Transport,
  realm?: string,
): Promise<Outgoing> {
  if (transport === 'query') {
    const url = new URL(request.url);
    // With its mark: without it, a query that begins with another one would lose that.
    url.search = `?${joined(url.search.slice(1), parameters)}`;
    return { ...request, url };
  }
  const headers = new Headers(request.headers);
  const form = transport === 'body' ? await formOf(request) : undefined;
  if (form !== undefined) {
    if (!headers.has('content-type')) headers.set('content-type', FORM);
    return { ...request, headers, body: joined(form, parameters) };
  }
  headers.set('authorization', headerValue(parameters, realm));
  return { ...request, headers };
}

function joined(before: string, parameters: readonly Parameter[]): string {
  return `${before && `${before}&`}${pairs(parameters)}`;
}
