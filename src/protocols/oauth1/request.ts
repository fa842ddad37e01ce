/** A thin wrapper around the signer that takes and gives a standard `Request`. */
import { mediaType } from './parameters';
import { sign, type Credentials, type SigningOptions } from './signer';

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
  const { method } = request;
  const outgoing = { method, url: new URL(request.url), headers: request.headers, ...(body !== undefined && { body }) };
  const signed = await sign(outgoing, credentials, options);
  if (signed.body === undefined && signed.url.href === outgoing.url.href)
    return new Request(request, { headers: signed.headers });
  return new Request(signed.url, { ...kept(request), method, headers: signed.headers, body: signed.body ?? null });
}

function isRead(request: Request, { transport, bodyHash, multipartText }: SigningOptions): boolean {
  const type = mediaType(request.headers.get('content-type') ?? '');
  if (type === 'application/x-www-form-urlencoded' || transport === 'query' || bodyHash) return true;
  return multipartText === true && type === 'multipart/form-data';
}

/** What a request says about how it is to be sent. */
function kept({
  cache,
  credentials,
  integrity,
  keepalive,
  mode,
  redirect,
  referrer,
  referrerPolicy,
  signal,
}: Request): RequestInit {
  const same = { cache, credentials, integrity, keepalive, redirect, referrer, referrerPolicy, signal };
  return mode === 'navigate' ? same : { ...same, mode };
}
