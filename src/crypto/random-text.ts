/** Random text for states, handles, verifiers and nonces. */
import type { Random } from '../core/ports';
import { toBase64Url } from '../core/base64';

/**
 * Random text of the base64url alphabet.
 *
 * @param bytes how many random bytes it stands for: 16 give 22 characters, 32 give 43
 */
export function randomText(random: Random, bytes: number): string {
  return toBase64Url(random.bytes(bytes));
}

/**
 * Nonces of 128 random bits: 32 lower-case letters and digits, since some services refuse anything else.
 * Random bytes are dear by the call and not by the number, so those of 64 nonces are drawn at once.
 *
 * @returns gives another nonce with each call
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.3
 */
export function nonces(random: Random): () => string {
  let digits = '';
  let at = 0;
  return () => {
    if (at === digits.length) {
      digits = toHex(random.bytes(1024));
      at = 0;
    }
    return digits.slice(at, (at += 32));
  };
}

/** By the runtime's own converter where it has one: `Uint8Array.prototype.toHex`, which Node 20 lacks. */
function toHex(bytes: Uint8Array & { toHex?: () => string }): string {
  return bytes.toHex?.() ?? Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
