/** The vault's key under another key: one that the user's passphrase or passkey brings, and nobody else has. */
import { CountersignError } from '../core/errors';
import { systemRandom } from '../core/ports';
import { algorithm, IV_BYTES, type SealedBox } from './seal';

/** Bytes of the vault's key, and of each key that wraps it. */
export const KEY_BYTES = 32;

/** What the keys that wrap are for: a key that is derived for anything else opens nothing here. */
const purpose = 'countersign: vault key';

/**
 * A key for one purpose, from bytes that are hard to guess already.
 *
 * @param bytes 32, derived from a passphrase by the page or given by an authenticator
 * @param purpose tells this key from every other that is made of the same bytes
 * @returns AES-256-GCM, not extractable
 * @see https://www.rfc-editor.org/rfc/rfc5869 HKDF, with SHA-256 and no salt: the bytes are as random as they can be
 */
export async function keyFrom(bytes: Uint8Array<ArrayBuffer>, purpose: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode(purpose);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return crypto.subtle.deriveKey(hkdf, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/**
 * Wraps the vault's key.
 *
 * @param by 32 bytes that only the user can bring
 * @param place the row that keeps it: it opens in no other
 */
export async function wrapKey(vaultKey: Uint8Array<ArrayBuffer>, by: Uint8Array<ArrayBuffer>, place: string): Promise<SealedBox> {
  const iv = systemRandom.bytes(IV_BYTES);
  const key = await keyFrom(by, purpose);
  return { iv, data: await crypto.subtle.encrypt(algorithm(iv, place), key, vaultKey) };
}

/**
 * The vault's key again.
 *
 * @throws CountersignError `passphrase_wrong` when `by` is not what wrapped it, or the box was altered or moved
 */
export async function unwrapKey(
  wrapped: SealedBox,
  by: Uint8Array<ArrayBuffer>,
  place: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await keyFrom(by, purpose);
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm(wrapped.iv, place), key, wrapped.data));
  } catch {
    throw new CountersignError('passphrase_wrong');
  }
}

/** The vault's key for use: from here on, no script can read its bytes. */
export function importVaultKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
