/** A key pair as an account has one, for tests without a vault. */
import type { OwnKey } from '../../../src/core/protocol';

/** @returns gives the same pair at each call */
export function ownKeyFor(id: string): () => Promise<OwnKey> {
  let pair: Promise<CryptoKeyPair> | undefined;
  return async () => {
    pair ??= crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
    return { id, pair: await pair };
  };
}
