/** Proof Key for Code Exchange: a code that was stolen on its way is worth nothing without the verifier. */
import type { Random } from '../core/ports';
import { toBase64Url } from '../core/base64';
import { randomText } from './random-text';

/**
 * A fresh verifier: 43 characters that stand for 256 random bits.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.1
 */
export function pkceVerifier(random: Random): string {
  return randomText(random, 32);
}

/**
 * The `code_challenge` for a verifier, by the method `S256`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.2
 */
export async function pkceChallenge(verifier: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

/** The same hash in hex, as a few services want it in place of the standard's. */
export async function pkceHexChallenge(verifier: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
