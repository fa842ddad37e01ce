/** Keys as people paste them: PEM blocks (RFC 7468) and JWKs. What they hold is read by the worker only. */

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
