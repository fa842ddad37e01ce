/** The signature methods, each an entry that is chosen once, at the door. */
import { toBase64 } from '../../crypto/base64';
import { hmac, type Hash } from '../../crypto/hmac';
import { percentEncode } from '../../crypto/percent-encoding';

/** The shared secrets of a signature. A method with a key of its own reads it from the consumer secret. */
export interface SharedSecrets {
  readonly consumerSecret: string;
  /** Empty while there is no token. */
  readonly tokenSecret: string;
}

export interface SignatureMethod {
  /** The value of `oauth_signature_method`. */
  readonly name: string;
  /** The value of `oauth_signature`, not yet percent-encoded. */
  sign(baseString: string, secrets: SharedSecrets): Promise<string>;
}

/** @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4.2 */
export const hmacSha1: SignatureMethod = hmacMethod('HMAC-SHA1', 'SHA-1');
/** Not in RFC 5849; in use as §3.4.2 with another hash. */
export const hmacSha256: SignatureMethod = hmacMethod('HMAC-SHA256', 'SHA-256');
/** Not in RFC 5849; in use as §3.4.2 with another hash. */
export const hmacSha512: SignatureMethod = hmacMethod('HMAC-SHA512', 'SHA-512');

/** @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4.4 */
export const plaintext: SignatureMethod = {
  name: 'PLAINTEXT',
  sign: async (_baseString, secrets) => signingKey(secrets),
};

/**
 * Both secrets, encoded and joined. The `&` stands even when one of them is empty.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4.2
 */
export function signingKey({ consumerSecret, tokenSecret }: SharedSecrets): string {
  return `${percentEncode(consumerSecret)}&${percentEncode(tokenSecret)}`;
}

function hmacMethod(name: string, hash: Hash): SignatureMethod {
  return { name, sign: async (baseString, secrets) => toBase64(await hmac(hash, signingKey(secrets), baseString)) };
}
