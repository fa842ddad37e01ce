/** The signature methods, each an entry of one table that is looked up once, at the door. */
import type { OAuth1SignatureMethod } from '../../core/oauth1-service';
import { toBase64 } from '../../core/base64';
import { hmacKey, passing, type Hash } from '../../crypto/hmac';
import { percentEncode } from '../../crypto/percent-encoding';
import { RSA, rsaKey, type PrivateKey } from './private-key';

/** What a signature is made with. */
export interface Secrets {
  /** The client's shared secret; empty where there is none. */
  readonly consumerSecret?: string | undefined;
  /** The token's shared secret; empty while there is no token. */
  readonly tokenSecret?: string | undefined;
  /** For the RSA methods, which use no shared secret. */
  readonly privateKey?: PrivateKey | undefined;
}

export interface SignatureMethod {
  /** Of the body, where that is signed by its hash. */
  readonly hash: Hash;
  /** What `oauth_signature` carries: bytes, which travel as base64, or text. */
  sign(baseString: string, secrets: Secrets): string | Promise<ArrayBuffer>;
}

/**
 * All methods by the value of `oauth_signature_method`. HMAC-SHA256, HMAC-SHA512, RSA-SHA256 and RSA-SHA512 are not in RFC 5849;
 * they are in use as §3.4.2 and §3.4.3 with another hash.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4
 */
export const signatureMethods: Readonly<Record<OAuth1SignatureMethod, SignatureMethod>> = {
  'HMAC-SHA1': hmacMethod('SHA-1'),
  'HMAC-SHA256': hmacMethod('SHA-256'),
  'HMAC-SHA512': hmacMethod('SHA-512'),
  'RSA-SHA1': rsaMethod('SHA-1'),
  'RSA-SHA256': rsaMethod('SHA-256'),
  'RSA-SHA512': rsaMethod('SHA-512'),
  PLAINTEXT: { hash: 'SHA-1', sign: (_baseString, secrets) => signingKey(secrets) },
};

/** The value of `oauth_signature`, not yet percent-encoded. */
export function signatureText(signature: string | ArrayBuffer): string {
  return typeof signature === 'string' ? signature : toBase64(new Uint8Array(signature));
}

/**
 * Both secrets, encoded and joined. The `&` stands even when one of them is empty.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4.2
 */
export function signingKey({ consumerSecret = '', tokenSecret = '' }: Secrets): string {
  return `${percentEncode(consumerSecret)}&${percentEncode(tokenSecret)}`;
}

function hmacMethod(hash: Hash): SignatureMethod {
  return { hash, sign: (text, secrets) => signedWith('HMAC', hmacKey(hash, signingKey(secrets)), text) };
}

/** @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4.3 */
function rsaMethod(hash: Hash): SignatureMethod {
  return { hash, sign: (text, { privateKey }) => signedWith(RSA, rsaKey(privateKey, hash), text) };
}

/** @param algorithm the key's own; to ask the key for it would take as long as half a signature */
function signedWith(algorithm: string, key: CryptoKey | Promise<CryptoKey>, text: string): Promise<ArrayBuffer> {
  if (key instanceof Promise) return key.then((usable) => signedWith(algorithm, usable, text));
  return crypto.subtle.sign(algorithm, key, passing(text));
}
