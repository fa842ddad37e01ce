/**
 * A passphrase becomes 32 bytes, here in the page that it was typed in: it never leaves it. The hash is large and seldom needed, so it is
 * loaded with the first passphrase.
 */
import { fromBase64Url, toBase64Url } from '../../../src/core/base64';
import type { Kdf } from '../../../src/core/lock';
import { systemRandom } from '../../../src/core/ports';

/** The fewest characters that a new passphrase may have; of a weak one that is longer, the meter warns. */
export const fewestCharacters = 8;

/**
 * Today's cost: the second recommended option of RFC 9106 (64 MiB, 3 passes), for places where 2 GiB are too much, and well above the least that
 * OWASP names (19 MiB, 2 passes). One lane instead of four: a page runs on one thread, so more lanes would make nothing faster here, only for
 * those who guess. It takes a page about a second.
 * @see https://www.rfc-editor.org/rfc/rfc9106#section-4
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
const today = { name: 'argon2id', memory: 65_536, passes: 3, lanes: 1 } as const;

/** Today's parameters with a salt of their own. */
export function freshKdf(): Kdf {
  return { ...today, salt: toBase64Url(systemRandom.bytes(16)) };
}

/** Whether these parameters make guessing cheaper than today's: in memory, or in all. More lanes make nothing dearer. */
export function isWeaker(kdf: Kdf): boolean {
  return kdf.memory < today.memory || kdf.memory * kdf.passes < today.memory * today.passes;
}

/**
 * The key of a passphrase. The same characters, however a keyboard composes them, give the same key (NFKC).
 * @param onProgress hears how much is done, from 0 to 1
 * @returns 32 bytes in base64url
 * @throws Error when the parameters are none of Argon2id, or when there is not enough memory
 */
export async function deriveKey(passphrase: string, kdf: Kdf, onProgress?: (done: number) => void): Promise<string> {
  const { argon2idAsync } = await import('@noble/hashes/argon2.js');
  const text = new TextEncoder().encode(passphrase.normalize('NFKC'));
  try {
    const key = await argon2idAsync(text, fromBase64Url(kdf.salt), {
      m: kdf.memory,
      t: kdf.passes,
      p: kdf.lanes,
      dkLen: 32,
      maxmem: 2 ** 31, // in bytes; what is stored may ask for half of it at most
      ...(onProgress && { onProgress }),
    });
    const written = toBase64Url(key);
    key.fill(0);
    return written;
  } finally {
    text.fill(0);
  }
}
