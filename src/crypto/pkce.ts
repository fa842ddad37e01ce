/** Proof Key for Code Exchange: a code that was stolen on its way is worth nothing without the verifier. */
import type { Random } from '../core/ports';
import { toBase64Url } from './base64';
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
