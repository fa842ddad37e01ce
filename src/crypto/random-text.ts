/** Random text for states, handles, verifiers and nonces. */
import type { Random } from '../core/ports';
import { toBase64Url } from './base64';

/**
 * Random text of the base64url alphabet.
 *
 * @param bytes how many random bytes it stands for: 16 give 22 characters, 32 give 43
 */
export function randomText(random: Random, bytes: number): string {
  return toBase64Url(random.bytes(bytes));
}

/**
 * A nonce of 128 random bits: 32 lower-case letters and digits, since some services refuse anything else.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.3
 */
export function randomNonce(random: Random): string {
  return Array.from(random.bytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
