/** Keys for HMAC over WebCrypto. To import a key costs more than a signature with it, so the last few imported keys are kept. */
import { remembering } from './remember';

export type Hash = 'SHA-1' | 'SHA-256' | 'SHA-512';

/** UTF-8. */
export const encoder = new TextEncoder();
/** More keys than the accounts that anyone uses in one lifetime of the worker. They live and die with its memory, like the secrets. */
const keep = remembering<CryptoKey>(64);

/**
 * The key for an HMAC, imported.
 *
 * @param key as UTF-8; may be empty, as RFC 2104 allows and WebCrypto alone does not
 * @see https://www.rfc-editor.org/rfc/rfc2104#section-2
 */
export function hmacKey(hash: Hash, key: string): Promise<CryptoKey> {
  // HMAC pads a short key with zero bytes, so one zero byte is the same key as none.
  return keep(`${hash} ${key}`, () =>
    crypto.subtle.importKey('raw', encoder.encode(key || '\0'), { name: 'HMAC', hash }, false, ['sign']),
  );
}
