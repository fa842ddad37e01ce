/** HMAC over WebCrypto. Importing a key costs more than a signature with it, so the last few imported keys are kept. */

export type Hash = 'SHA-1' | 'SHA-256' | 'SHA-512';

/** How many imported keys are kept: more than the accounts that anyone uses in one lifetime of the worker. */
const KEPT_KEYS = 64;

const encoder = new TextEncoder();
/** In the order of their last use. Lives and dies with the worker's memory, like the secrets it is made of. */
const keys = new Map<string, Promise<CryptoKey>>();

/**
 * The HMAC of a text, both text and key as UTF-8.
 *
 * @param key may be empty, as RFC 2104 allows and WebCrypto alone does not
 * @see https://www.rfc-editor.org/rfc/rfc2104#section-2
 */
export async function hmac(hash: Hash, key: string, text: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', await importedKey(hash, key), encoder.encode(text)));
}

function importedKey(hash: Hash, key: string): Promise<CryptoKey> {
  const id = `${hash} ${key}`;
  let imported = keys.get(id);
  if (imported) {
    keys.delete(id);
  } else {
    // HMAC pads a short key with zero bytes, so one zero byte is the same key as none.
    const bytes = key === '' ? new Uint8Array(1) : encoder.encode(key);
    imported = crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash }, false, ['sign']);
    imported.catch(() => keys.delete(id));
  }
  keys.set(id, imported);
  if (keys.size > KEPT_KEYS) {
    const [oldest] = keys.keys();
    if (oldest !== undefined) keys.delete(oldest);
  }
  return imported;
}
