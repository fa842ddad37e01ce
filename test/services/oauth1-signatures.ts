/** The signature methods of OAuth 1.0a and how a service checks each of them. */
import { createHash, createHmac, verify } from 'node:crypto';
import { percentEncode } from './oauth1-parameters';
import { sameText } from './users';

export type SharedMethod = 'HMAC-SHA1' | 'HMAC-SHA256' | 'HMAC-SHA512' | 'PLAINTEXT';
type RsaMethod = 'RSA-SHA1' | 'RSA-SHA256' | 'RSA-SHA512';
export type SignatureMethod = SharedMethod | RsaMethod;

export interface Secrets {
  readonly consumerSecret: string;
  /** '' where the request carries no token. */
  readonly tokenSecret: string;
  /** The app's public key (SPKI, PEM); RSA methods need it, and nothing else. */
  readonly publicKey?: string;
}

const HASHES: Record<SignatureMethod, 'sha1' | 'sha256' | 'sha512'> = {
  'HMAC-SHA1': 'sha1',
  'HMAC-SHA256': 'sha256',
  'HMAC-SHA512': 'sha512',
  'RSA-SHA1': 'sha1',
  'RSA-SHA256': 'sha256',
  'RSA-SHA512': 'sha512',
  PLAINTEXT: 'sha1',
};

function isRsa(method: SignatureMethod): method is RsaMethod {
  return method.startsWith('RSA-');
}

/** The signature of a base string by shared secrets. @see RFC 5849 sections 3.4.2 and 3.4.4 */
export function signatureOf(method: SharedMethod, baseString: string, secrets: Secrets): string {
  const key = `${percentEncode(secrets.consumerSecret)}&${percentEncode(secrets.tokenSecret)}`;
  return method === 'PLAINTEXT' ? key : createHmac(HASHES[method], key).update(baseString).digest('base64');
}

/** Whether a signature fits. Without a public key no RSA signature does. @see RFC 5849 section 3.4.3 */
export function signatureFits(method: SignatureMethod, baseString: string, secrets: Secrets, signature: string): boolean {
  if (!isRsa(method)) {
    return secrets.publicKey === undefined && sameText(signatureOf(method, baseString, secrets), signature);
  }
  const bytes = Buffer.from(signature, 'base64');
  if (secrets.publicKey === undefined || bytes.toString('base64') !== signature) return false;
  return verify(HASHES[method], Buffer.from(baseString), secrets.publicKey, bytes);
}

/** `oauth_body_hash` of a body; the method decides on the hash. @see OAuth Request Body Hash extension, section 3.2 */
export function bodyHashOf(method: SignatureMethod, body: Buffer): string {
  return createHash(HASHES[method]).update(body).digest('base64');
}
