/** Keys as people paste them and as services register them: PEM blocks (RFC 7468) and JWKs, and a new RSA pair made here. */

/** Whether a text looks like a private key that can be imported: PEM (PKCS#8 or PKCS#1), or a JWK with its private part. */
export function looksLikePrivateKey(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return isPrivateJwk(trimmed);
  return /^-----BEGIN (RSA )?PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]+-----END \1PRIVATE KEY-----$/u.test(trimmed);
}

function isPrivateJwk(text: string): boolean {
  try {
    const key: unknown = JSON.parse(text);
    return (
      typeof key === 'object' && key !== null && 'kty' in key && key.kty === 'RSA' && 'd' in key && typeof key.d === 'string'
    );
  } catch {
    return false;
  }
}

/** Bytes as a PEM block, in lines of 64 characters. */
export function pem(label: string, bytes: Uint8Array): string {
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''));
  return [`-----BEGIN ${label}-----`, ...(base64.match(/.{1,64}/gu) ?? []), `-----END ${label}-----`].join('\n');
}

export interface KeyPair {
  /** PKCS#8 as PEM. */
  readonly privateKey: string;
  /** SubjectPublicKeyInfo as PEM: what a service registers. */
  readonly publicKey: string;
}

/** Makes an RSA pair of 2048 bits. */
export async function makeKeyPair(): Promise<KeyPair> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  };
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const [secret, open] = await Promise.all([
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
    crypto.subtle.exportKey('spki', pair.publicKey),
  ]);
  return { privateKey: pem('PRIVATE KEY', new Uint8Array(secret)), publicKey: pem('PUBLIC KEY', new Uint8Array(open)) };
}
