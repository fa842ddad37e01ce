/** Signs one request: collects what is signed, signs it and puts the protocol's parameters into the request. */
import { systemRandom } from '../../core/ports';
import type { Outgoing } from '../../core/protocol';
import type { OAuth1SignatureMethod, OAuth1Transport } from '../../core/oauth1-service';
import { toBase64 } from '../../core/base64';
import { nonces } from '../../crypto/random-text';
import { signatureBaseString } from './base-string';
import { percentEncode } from '../../crypto/percent-encoding';
import { ownParameters } from './own-parameters';
import { formParameters, parameter, type Listed, type Parameter } from './parameters';
import { signatureMethods, signatureText, type Secrets } from './signature';
import { SigningError } from './signing-error';
import { carry, headerValue } from './transport';

/** Its value is base64, or encoded secrets joined by `&`: in both, `encodeURIComponent` leaves nothing that RFC 5849 would not. */
const SIGNATURE = 'oauth_signature';
const freshNonce = nonces(systemRandom);

/** Who signs: the client credentials, and the temporary or token credentials where there are any. */
export interface Credentials extends Secrets {
  readonly consumerKey: string;
  /** Absent in two-legged requests, and while there is no token yet. */
  readonly token?: string | undefined;
}

export interface SigningOptions {
  /** HMAC-SHA1 unless told. */
  readonly signatureMethod?: OAuth1SignatureMethod;
  /** The `Authorization` header unless told. */
  readonly transport?: OAuth1Transport;
  /** Sent in the header, never signed. */
  readonly realm?: string;
  /** Further parameters of the protocol, such as `oauth_callback`, `oauth_verifier` or `oauth_session_handle`, as plain text. */
  readonly further?: Readonly<Record<string, string>>;
  /** Whole seconds since 1970 by the service's clock; this computer's time unless told. */
  readonly timestamp?: number;
  /** Never used twice with one timestamp; 128 random bits unless told. */
  readonly nonce?: string;
  /** Whether `oauth_version` is sent, which is optional; true unless told. */
  readonly version?: boolean;
  /** Signs a body that is no form by its hash (`oauth_body_hash`); the whole body is read into memory for it. */
  readonly bodyHash?: boolean;
  /** Signs the text parts of a multipart body like a form's fields. */
  readonly multipartText?: boolean;
  /** Refuses a request that brings `oauth_` parameters of its own: those of somebody who is not to speak for the keys. */
  readonly refuseOwn?: boolean;
}

/**
 * The value of an `Authorization` header, for those who send the request themselves.
 *
 * @param url as it will be sent, with its query
 * @param parameters of a form body, as plain text; of the query they are found in the URL
 * @throws SigningError `invalid_key`
 * @throws TypeError when the URL is not absolute
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.5.1
 */
export async function authorizationHeader(
  method: string,
  url: string | URL,
  parameters: Iterable<readonly [name: string, value: string]>,
  credentials: Credentials,
  options: SigningOptions = {},
): Promise<string> {
  const target = typeof url === 'string' ? new URL(url) : url;
  const own = formParameters(target.search.slice(1));
  for (const each of parameters) own.push(parameter(each[0], each[1]));
  const { protocol, signature } = signed(method, target, own, credentials, options);
  protocol.push([SIGNATURE, encodeURIComponent(signatureText(await signature))]);
  return headerValue(protocol, options.realm);
}

/**
 * A signed copy of a request. The signature covers `request.url` as `fetch` will send it, so send exactly that.
 *
 * @throws SigningError `invalid_key`; `invalid_request` for a multipart body that cannot be read
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.1
 */
export async function sign(given: Outgoing, credentials: Credentials, options: SigningOptions = {}): Promise<Outgoing> {
  const request = await settled(given, options);
  const { own, body } = await ownParameters(request, options.multipartText);
  if (options.refuseOwn && own.some(([name]) => name.startsWith('oauth_')))
    throw new SigningError('invalid_request', 'oauth_ parameter');
  const hash = options.bodyHash && body === undefined && { oauth_body_hash: await bodyHash(request, options) };
  const further = { ...options.further, ...hash };
  const { protocol, signature } = signed(request.method, request.url, own, credentials, { ...options, further });
  protocol.push([SIGNATURE, encodeURIComponent(signatureText(await signature))]);
  return carry(request, protocol, options.transport ?? 'header', options.realm);
}

/** The protocol's parameters for a request, encoded, and the signature over them and the request's own, which is not among them yet. */
function signed(
  method: string,
  url: URL,
  own: readonly Listed[],
  credentials: Credentials,
  options: SigningOptions,
): { readonly protocol: Parameter[]; readonly signature: string | Promise<ArrayBuffer> } {
  const { signatureMethod = 'HMAC-SHA1', timestamp = Date.now() / 1000, nonce, further } = options;
  const chosen = signatureMethods[signatureMethod];
  if (chosen === undefined) throw new SigningError('invalid_request', `No signature method: ${signatureMethod as string}`);
  const { consumerKey, token } = credentials;
  const protocol: Parameter[] = [['oauth_consumer_key', percentEncode(consumerKey)]];
  if (token !== undefined) protocol.push(['oauth_token', percentEncode(token)]);
  protocol.push(
    ['oauth_signature_method', signatureMethod],
    ['oauth_timestamp', `${Math.floor(timestamp)}`],
    ['oauth_nonce', nonce === undefined ? freshNonce() : percentEncode(nonce)],
  );
  if (options.version !== false) protocol.push(['oauth_version', '1.0']);
  for (const name in further) protocol.push(parameter(name, further[name] ?? ''));
  const signature = chosen.sign(signatureBaseString(method, url, own.concat(protocol)), credentials);
  return { protocol, signature };
}

/**
 * A body that gets its bytes (and its boundary) only when it is sent is settled first, where its bytes matter. A request without a body
 * becomes a form, where that is to carry the parameters and the method may have one.
 */
async function settled(request: Outgoing, { bodyHash, multipartText, transport }: SigningOptions): Promise<Outgoing> {
  const { body, method } = request;
  const headers = new Headers(request.headers);
  if (transport === 'body' && body === undefined && !/^(GET|HEAD)$/i.test(method) && !headers.has('content-type')) {
    return { ...request, body: new URLSearchParams() };
  }
  if (!(body instanceof FormData) || !(bodyHash || multipartText)) return request;
  const encoded = new Response(body);
  headers.set('content-type', encoded.headers.get('content-type') ?? '');
  return { ...request, headers, body: await encoded.blob() };
}

/** @see https://datatracker.ietf.org/doc/html/draft-eaton-oauth-bodyhash-00 section 3.2 */
async function bodyHash({ body }: Outgoing, { signatureMethod = 'HMAC-SHA1' }: SigningOptions): Promise<string> {
  const bytes = await new Response(body ?? null).arrayBuffer();
  return toBase64(new Uint8Array(await crypto.subtle.digest(signatureMethods[signatureMethod].hash, bytes)));
}
