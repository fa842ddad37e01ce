/** Key pairs that belong to one account, made during its sign-in. Their private halves are used and never read. */
import type { Vault } from './vault';

/** The key pair under an id, made when there is none. Of two makers at once, the first one's stays. */
export async function ownKey(vault: Vault, id: string): Promise<CryptoKeyPair> {
  const { keys } = vault.db;
  const pairOf = (row: { key: CryptoKey; publicKey?: CryptoKey } | undefined): CryptoKeyPair | undefined =>
    row?.publicKey && { privateKey: row.key, publicKey: row.publicKey };
  const known = pairOf(await keys.get(id));
  if (known) return known;
  const fresh = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  return vault.db.transaction('rw', keys, async () => {
    const other = pairOf(await keys.get(id));
    if (other) return other;
    await keys.add({ id, key: fresh.privateKey, publicKey: fresh.publicKey });
    return fresh;
  });
}

/** Whether there is a key pair under this id. */
export async function hasOwnKey(vault: Vault, id: string): Promise<boolean> {
  return (await vault.db.keys.where({ id }).count()) > 0;
}

/** Wipes a key pair. */
export async function wipeOwnKey(vault: Vault, id: string | undefined): Promise<void> {
  if (id !== undefined && id !== 'device') await vault.db.keys.delete(id);
}
