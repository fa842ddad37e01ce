/** The key of a vault without a passphrase: it stays on this computer, and opens without anybody. */
import { CountersignError, toProblem } from '../core/errors';
import { newVaultKey } from '../crypto/seal';
import { hasPassphrase } from './keyring';
import type { Database } from './schema';

/**
 * The device's key, made at first use. It cannot be exported, so not even we can read its bytes.
 * @returns undefined where a passphrase is set
 * @throws CountersignError with what is wrong with the database
 */
export async function deviceKey(db: Database): Promise<CryptoKey | undefined> {
  try {
    const stored = await db.keys.get('device');
    if (stored) return stored.key;
    if (await hasPassphrase(db)) return undefined;
    const fresh = await newVaultKey();
    return await db.transaction('rw', db.keys, db.keyring, async () => {
      const other = await db.keys.get('device');
      if (other) return other.key;
      if (await hasPassphrase(db)) return undefined;
      await db.keys.add({ id: 'device', key: fresh });
      return fresh;
    });
  } catch (error) {
    throw CountersignError.from(toProblem(error, 'storage_failed'));
  }
}
