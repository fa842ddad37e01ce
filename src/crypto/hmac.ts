/** Keys for HMAC over WebCrypto, and text as WebCrypto takes it. */
import { remembering } from './remember';

export type Hash = 'SHA-1' | 'SHA-256' | 'SHA-512';

const encoder = new TextEncoder();
/** To import a key costs more than a signature with it. More are kept than anyone has accounts; they live and die with the memory they are in. */
const keep = remembering<CryptoKey>(64);
/** WebCrypto copies what it is given before it returns, so one room serves every text that fits. */
const room = new Uint8Array(8192);

/**
 * The key for an HMAC, imported.
 *
 * @param key as UTF-8; may be empty, as RFC 2104 allows and WebCrypto alone does not
 * @see https://www.rfc-editor.org/rfc/rfc2104#section-2
 */
export function hmacKey(hash: Hash, key: string): CryptoKey | Promise<CryptoKey> {
  // HMAC pads a short key with zero bytes, so one zero byte is the same key as none.
  return keep(`${hash} ${key}`, () =>
    crypto.subtle.importKey('raw', encoder.encode(key || '\0'), { name: 'HMAC', hash }, false, ['sign']),
  );
}

/** Text as UTF-8, for WebCrypto at once: the bytes change with the next text. */
export function passing(text: string): Uint8Array<ArrayBuffer> {
  // No character takes more than three bytes.
  return text.length * 3 > room.length ? encoder.encode(text) : room.subarray(0, encoder.encodeInto(text, room).written);
}

/** The HMAC of a text, in lower-case hex. */
export async function hmacHex(hash: Hash, key: string, text: string): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', await hmacKey(hash, key), encoder.encode(text));
  return Array.from(new Uint8Array(mac), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
