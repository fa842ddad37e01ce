/** Private keys for the RSA methods, in every form in which services and tools hand them out. */
import { bytesOf } from '../../core/base64';
import type { Hash } from '../../crypto/hmac';
import { remembering } from '../../crypto/remember';
import { SigningError } from './signing-error';

/** A private key: PEM text (PKCS#8 or PKCS#1), a JWK (as an object or as JSON text), or a key that is imported already. */
export type PrivateKey = string | JsonWebKey | CryptoKey;

/** The one algorithm of all RSA methods. */
export const RSA = 'RSASSA-PKCS1-v1_5';

/** How many imported keys are kept. */
const keep = remembering<CryptoKey>(8);

/** What PKCS#8 puts before the key: its version and `SEQUENCE { OID rsaEncryption, NULL }`, in DER. */
const RSA_ALGORITHM = bytesOf(atob('AgEAMA0GCSqGSIb3DQEBAQUA'));

/**
 * The key for a signature with this hash. Keys given as text or JWK can be used afterwards, but not read.
 *
 * @throws SigningError `invalid_key` when it is no RSA private key, is encrypted, or was imported for another hash
 * @see https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2
 * @see https://www.rfc-editor.org/rfc/rfc5208#section-5
 */
export function rsaKey(key: PrivateKey | undefined, hash: Hash): CryptoKey | Promise<CryptoKey> {
  return typeof key === 'string' ? keep(`${hash} ${key}`, () => imported(key, hash)) : imported(key, hash);
}

async function imported(key: PrivateKey | undefined, hash: Hash): Promise<CryptoKey> {
  const algorithm = { name: RSA, hash };
  try {
    if (key instanceof CryptoKey) {
      const { name, hash: its } = key.algorithm as KeyAlgorithm & { readonly hash?: KeyAlgorithm };
      if (name === RSA && its?.name === hash) return key;
    }
    if (typeof key === 'string' && !key.includes('{')) {
      return await crypto.subtle.importKey('pkcs8', fromPem(key), algorithm, false, ['sign']);
    }
    // What else a JWK says about its use was meant for other protocols.
    const { kty, n, e, d, p, q, dp, dq, qi } = (typeof key === 'string' ? JSON.parse(key) : key) as JsonWebKey;
    const jwk = { kty, n, e, d, p, q, dp, dq, qi } as JsonWebKey;
    return await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']);
  } catch {
    // Told below, without what it quotes of the key.
  }
  throw new SigningError('invalid_key', `No RSA key for ${hash}: unencrypted PEM, JWK or CryptoKey`);
}

/** PKCS#8. A key in PKCS#1 is put into it. */
function fromPem(text: string): Uint8Array<ArrayBuffer> {
  const [, kind, base64 = ''] = /-----BEGIN ((?:RSA )?PRIVATE KEY)-----([^-]*)-----END \1-----/.exec(text) ?? [];
  const der = bytesOf(atob(base64));
  if (kind === 'PRIVATE KEY') return der;
  const whole = [...RSA_ALGORITHM, ...headOf(4, der), ...der];
  return Uint8Array.from([...headOf(0x30, whole), ...whole]);
}

/** The head of an element of DER whose length takes two bytes, as in all RSA keys; as bytes, each modulo 256. */
function headOf(tag: number, { length }: ArrayLike<number>): readonly number[] {
  return [tag, 0x82, length >> 8, length];
}
