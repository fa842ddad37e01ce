/** The ways to open the vault: its key wrapped under each key that the user can bring, in a row of its own. */
import { CountersignError } from '../core/errors';
import type { Kdf, LockParams } from '../core/lock';
import type { Instant } from '../core/words';
import { fromBase64Url } from '../core/base64';
import { unwrapKey, wrapKey } from '../crypto/wrap';
import type { KeyringRow } from './rows';
import type { Database } from './schema';
import { tryOnce } from './tries';

/** What the page derived from a passphrase, and how. */
export interface Derived {
  readonly kdf: Kdf;
  /** 32 bytes, base64url. */
  readonly key: string;
}

/** What an authenticator gave. */
export interface Passkey {
  /** The credential's id, base64url. */
  readonly id: string;
  /** The PRF's input, base64url. */
  readonly salt: string;
  /** The PRF's output: 32 bytes, base64url. */
  readonly key: string;
  readonly name: string;
}

type Bytes = Uint8Array<ArrayBuffer>;

const placeOf = (id: KeyringRow['id']): string => `keyring/${id}`;
const passkeyId = (id: string): KeyringRow['id'] => `passkey ${id}`;

/** The row by which a passphrase opens the vault. */
export async function passphraseRow(vaultKey: Bytes, { kdf, key }: Derived, addedAt: Instant): Promise<KeyringRow> {
  const id = 'passphrase';
  return { id, kdf, addedAt, wrapped: await wrapKey(vaultKey, fromBase64Url(key), placeOf(id)) };
}

/**
 * The vault's key, by what the user brought. A wrong try counts.
 * @param passkey the credential's id; without one, it is the passphrase
 * @throws CountersignError `passphrase_wrong`, `try_later`; `invalid_input` where there is no such way
 */
export async function openKeyring(db: Database, now: () => Instant, key: string, passkey?: string): Promise<Bytes> {
  const id = passkey === undefined ? 'passphrase' : passkeyId(passkey);
  const row = await db.keyring.get(id);
  if (!row) throw new CountersignError('invalid_input', { about: passkey === undefined ? 'passphrase' : 'passkey' });
  return tryOnce(db, now, () => unwrapKey(row.wrapped, fromBase64Url(key), placeOf(id)));
}

/** The same passphrase under other parameters, in one durable write; nothing where it was changed meanwhile. */
export async function rewrap(db: Database, vaultKey: Bytes, derived: Derived): Promise<void> {
  const { kdf } = derived;
  const { wrapped } = await passphraseRow(vaultKey, derived, 0);
  await db.keyring.where({ id: 'passphrase' }).modify({ kdf, wrapped });
}

export async function addPasskey(
  db: Database,
  vaultKey: Bytes,
  { id, salt, key, name }: Passkey,
  addedAt: Instant,
): Promise<void> {
  const row = passkeyId(id);
  await db.keyring.put({ id: row, salt, name, addedAt, wrapped: await wrapKey(vaultKey, fromBase64Url(key), placeOf(row)) });
}

export async function removePasskey(db: Database, id: string): Promise<void> {
  await db.keyring.delete(passkeyId(id));
}

/** Whether only the user can open this vault. */
export async function hasPassphrase(db: Database): Promise<boolean> {
  return (await db.keyring.where({ id: 'passphrase' }).count()) > 0;
}

/** What a page needs to derive the keys. @throws CountersignError `invalid_input` where no passphrase is set */
export async function lockParams(db: Database): Promise<LockParams> {
  const rows = await db.keyring.toArray();
  const kdf = rows.find(({ id }) => id === 'passphrase')?.kdf;
  if (!kdf) throw new CountersignError('invalid_input', { about: 'passphrase' });
  const passkeys = rows.flatMap(({ id, salt }) => (salt === undefined ? [] : [{ id: credentialOf(id), salt }]));
  return { kdf, passkeys };
}

/** The credential's id of a passkey's row. */
export const credentialOf = (id: KeyringRow['id']): string => id.replace(/^passkey /, '');
