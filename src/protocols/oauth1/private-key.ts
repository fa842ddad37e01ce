/** Private keys for the RSA methods, in every form in which services and tools hand them out. */
import type { Hash } from '../../crypto/hmac';
import { SigningError } from './signing-error';

/** A private key: PEM text (PKCS#8 or PKCS#1), a JWK (as an object or as JSON text), or a key that is imported already. */
export type PrivateKey = string | JsonWebKey | CryptoKey;

/** How many imported keys are kept. */
const KEPT_KEYS = 8;
/** By hash and text. */
const imported = new Map<string, Promise<CryptoKey>>();

/** `SEQUENCE { OID rsaEncryption, NULL }`, with the version before it: what PKCS#8 puts around a PKCS#1 key. */
const RSA_ALGORITHM = [2, 1, 0, 0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];

/**
 * The key for a signature with this hash. Keys given as text or JWK can be used afterwards, but not read.
 *
 * @throws SigningError `invalid_key` when it is no RSA private key, is encrypted, or was imported for another hash
 * @see https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2
 * @see https://www.rfc-editor.org/rfc/rfc5208#section-5
 */
export function rsaKey(key: PrivateKey, hash: Hash): Promise<CryptoKey> {
  if (typeof key !== 'string') return 'kty' in key ? fromJwk(key, hash) : checked(key as CryptoKey, hash);
  const id = `${hash} ${key}`;
  const known = imported.get(id);
  if (known) return known;
  const fresh = fromText(key.trim(), hash);
  fresh.catch(() => imported.delete(id));
  imported.set(id, fresh);
  const [oldest] = imported.keys();
  if (imported.size > KEPT_KEYS && oldest !== undefined) imported.delete(oldest);
  return fresh;
}

async function checked(key: CryptoKey, hash: Hash): Promise<CryptoKey> {
  const { name, hash: its } = key.algorithm as { name: string; hash?: { name: string } };
  if (name !== 'RSASSA-PKCS1-v1_5' || its?.name !== hash) throw unreadable(`The key was imported for ${name} with ${its?.name}.`);
  return key;
}

async function fromText(text: string, hash: Hash): Promise<CryptoKey> {
  if (text.startsWith('{')) {
    let jwk: JsonWebKey;
    try {
      jwk = JSON.parse(text) as JsonWebKey;
    } catch {
      throw unreadable('The private key is no JSON.');
    }
    return fromJwk(jwk, hash);
  }
  const [, kind, base64] = /-----BEGIN ((?:RSA )?PRIVATE KEY)-----([\sA-Za-z0-9+/=]*)-----END \1-----/.exec(text) ?? [];
  if (base64 === undefined) throw unreadable('The private key is neither PEM (PKCS#8 or PKCS#1, not encrypted) nor JWK.');
  let der: Uint8Array<ArrayBuffer>;
  try {
    der = Uint8Array.from(atob(base64.replace(/\s/g, '')), (char) => char.charCodeAt(0));
  } catch {
    throw unreadable('The private key is no base64.');
  }
  if (kind !== 'PRIVATE KEY') der = tagged(0x30, [...RSA_ALGORITHM, ...tagged(4, der)]);
  return usable(crypto.subtle.importKey('pkcs8', der, algorithm(hash), false, ['sign']));
}

function fromJwk(jwk: JsonWebKey, hash: Hash): Promise<CryptoKey> {
  // What else a JWK says about its use was meant for other protocols.
  const { kty, n, e, d, p, q, dp, dq, qi } = jwk;
  const plain = Object.fromEntries(Object.entries({ kty, n, e, d, p, q, dp, dq, qi }).filter(([, value]) => value !== undefined));
  return usable(crypto.subtle.importKey('jwk', plain, algorithm(hash), false, ['sign']));
}

const algorithm = (hash: Hash) => ({ name: 'RSASSA-PKCS1-v1_5', hash });

/** One element of DER. @see https://www.itu.int/rec/T-REC-X.690 section 8.1 */
function tagged(tag: number, content: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const size: number[] = [];
  for (let rest = content.length; rest > 0; rest >>>= 8) size.unshift(rest & 0xff);
  const length = content.length < 0x80 ? [content.length] : [0x80 | size.length, ...size];
  return Uint8Array.from([tag, ...length, ...Array.from(content)]);
}

function usable(key: Promise<CryptoKey>): Promise<CryptoKey> {
  return key.catch(() => {
    throw unreadable('The private key is not one for RSA.');
  });
}

function unreadable(message: string): SigningError {
  return new SigningError('invalid_key', message);
}
