/** A thin wrapper around the signer that takes and gives a standard `Request`. */
import { FORM, mediaType } from './parameters';
import { sign, type Credentials, type SigningOptions } from './signer';

/** What a request says about how it is to be sent. */
const KEPT = ['cache', 'credentials', 'integrity', 'keepalive', 'redirect', 'referrer', 'referrerPolicy', 'signal'] as const;

/**
 * A signed copy of a request, ready for `fetch`. As with `fetch`, the body of the request given is used up.
 *
 * Only what must be is read into memory: a form, any body with the query transport, and what `bodyHash` or `multipartText` ask for.
 * Any other body passes through.
 *
 * @throws SigningError `invalid_key`; `invalid_request`
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.1
 */
export async function signRequest(request: Request, credentials: Credentials, options: SigningOptions = {}): Promise<Request> {
  const body = request.body !== null && isRead(request, options) ? await request.blob() : undefined;
  const { method, headers } = request;
  const outgoing = { method, url: new URL(request.url), headers, ...(body && { body }) };
  const signed = await sign(outgoing, credentials, options);
  if (signed.body === undefined && signed.url.href === outgoing.url.href)
    return new Request(request, { headers: signed.headers });
  const kept = Object.fromEntries(KEPT.map((name) => [name, request[name]]));
  const mode = request.mode === 'navigate' ? 'cors' : request.mode;
  return new Request(signed.url, { ...kept, mode, method, headers: signed.headers, body: signed.body ?? null });
}

function isRead(request: Request, { transport, bodyHash, multipartText }: SigningOptions): boolean | undefined {
  const type = mediaType(request.headers.get('content-type') ?? '');
  return type === FORM || transport === 'query' || bodyHash || (multipartText && type === 'multipart/form-data');
}
