/** Sealing: what lies in the browser's storage can neither be read without the key nor moved to another place unnoticed. */
import { CountersignError } from '../core/errors';
import type { Sealed } from '../core/protocol';
import { systemRandom } from '../core/ports';

/** A sealed value as it is stored. */
export interface SealedBox {
  /** 96 bits, random for each seal. */
  readonly iv: Uint8Array<ArrayBuffer>;
  /** The ciphertext with its 128-bit tag. */
  readonly data: ArrayBuffer;
}

export const IV_BYTES = 12;

/** A fresh AES-256-GCM key whose bytes no script can read. */
export function newVaultKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/**
 * Seals a value for one place. Inside it is JSON: members that are `undefined` are dropped.
 *
 * @param key AES-GCM, able to encrypt
 * @param place table and record id; the box opens nowhere else
 * @throws CountersignError `storage_failed` when the value is no plain JSON data or the key cannot encrypt
 * @see https://www.w3.org/TR/webcrypto/#aes-gcm
 */
export async function seal(key: CryptoKey, place: string, value: Sealed): Promise<SealedBox> {
  const iv = systemRandom.bytes(IV_BYTES);
  try {
    const plain = new TextEncoder().encode(JSON.stringify(value));
    return { iv, data: await crypto.subtle.encrypt(algorithm(iv, place), key, plain) };
  } catch {
    throw new CountersignError('storage_failed', { about: 'seal' });
  }
}

/**
 * Opens a box.
 *
 * @param place the one for which it was sealed
 * @throws CountersignError `storage_failed` when the box was altered, or sealed with another key or for another place
 */
export async function unseal(key: CryptoKey, place: string, box: SealedBox): Promise<Sealed> {
  try {
    const plain = await crypto.subtle.decrypt(algorithm(box.iv, place), key, box.data);
    return JSON.parse(new TextDecoder().decode(plain)) as Sealed;
  } catch {
    throw new CountersignError('storage_failed', { about: 'unseal' });
  }
}

/** How a box is sealed for its place. */
export function algorithm(iv: Uint8Array<ArrayBuffer>, place: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(place), tagLength: 128 };
}
