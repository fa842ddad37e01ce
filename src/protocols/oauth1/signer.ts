/** Signs one request: collects what is signed, signs it and puts the protocol's parameters into the request. */
import type { Clock, Random } from '../../core/ports';
import type { Outgoing } from '../../core/protocol';
import { randomNonce } from '../../crypto/random-text';
import { inAuthorizationHeader, type Transport } from './authorization-header';
import { signatureBaseString } from './base-string';
import { parameter, requestParameters, type Parameter } from './parameters';
import { hmacSha1, type SharedSecrets, type SignatureMethod } from './signature';

/** Who signs: the client credentials, and the temporary or token credentials where there are any. */
export interface Credentials extends SharedSecrets {
  readonly consumerKey: string;
  readonly token?: string;
}

export interface SigningOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** The service's clock minus ours, in seconds; 0 unless told. */
  readonly skewSeconds?: number;
  /** Further parameters of the protocol, such as `oauth_callback` or `oauth_verifier`, as plain text. */
  readonly further?: Readonly<Record<string, string>>;
  /** HMAC-SHA1 unless told. */
  readonly signatureMethod?: SignatureMethod;
  /** The `Authorization` header unless told. */
  readonly transport?: Transport;
  /** Sent in the header, never signed. */
  readonly realm?: string;
}

/**
 * A signed copy of a request. The signature covers `request.url` as `fetch` will send it, so send exactly that.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.1
 */
export async function signRequest(request: Outgoing, credentials: Credentials, options: SigningOptions): Promise<Outgoing> {
  const { signatureMethod = hmacSha1, transport = inAuthorizationHeader } = options;
  const protocolParameters = [
    parameter('oauth_consumer_key', credentials.consumerKey),
    ...(credentials.token === undefined ? [] : [parameter('oauth_token', credentials.token)]),
    parameter('oauth_signature_method', signatureMethod.name),
    parameter('oauth_timestamp', timestamp(options)),
    parameter('oauth_nonce', randomNonce(options.random)),
    parameter('oauth_version', '1.0'),
    ...Object.entries(options.further ?? {}).map(([name, value]): Parameter => parameter(name, value)),
  ];
  const signed = [...(await requestParameters(request)), ...protocolParameters];
  const signature = await signatureMethod.sign(signatureBaseString(request.method, request.url, signed), credentials);
  return transport(request, [...protocolParameters, parameter('oauth_signature', signature)], options.realm);
}

/** Whole seconds of the service's clock, as far as we know it. */
function timestamp({ clock, skewSeconds = 0 }: SigningOptions): string {
  return String(Math.floor(clock.now() / 1000 + skewSeconds));
}
