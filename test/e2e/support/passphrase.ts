/** A vault with a passphrase, without the pages that derive its key: a test brings the 32 bytes itself. */
import { randomBytes } from 'node:crypto';
import { ownCall } from '../../practice/set-up';
import type { Bench } from './bench';

export interface Passphrase {
  lock(): Promise<void>;
  unlock(): Promise<void>;
}

/** Sets a passphrase; the vault stays open. */
export async function setPassphrase({ desk }: Pick<Bench, 'desk'>): Promise<Passphrase> {
  const key = randomBytes(32).toString('base64url');
  const kdf = { name: 'argon2id', memory: 19_456, passes: 2, lanes: 1, salt: randomBytes(16).toString('base64url') } as const;
  await ownCall(desk, 'lock.set', { next: { kdf, key } });
  return { lock: () => ownCall(desk, 'lock.now', {}), unlock: () => ownCall(desk, 'lock.unlock', { key }) };
}
