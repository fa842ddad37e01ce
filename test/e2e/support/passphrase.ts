/** The lock in a test's hands: the worker never sees a passphrase, so 32 random bytes stand for what a page derives from one. */
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright';
import type { Derived } from '../../../src/vault/keyring';
import { ownCall } from '../../practice/set-up';
import type { Bench } from './bench';

/** What a page would derive from a passphrase of its own. */
export function derived(): Derived {
  const text = (bytes: number): string => randomBytes(bytes).toString('base64url');
  return { kdf: { name: 'argon2id', memory: 65_536, passes: 3, lanes: 1, salt: text(16) }, key: text(32) };
}

/** @returns what went wrong: a code */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing',
    (error: Error) => /^(?:page\.evaluate: )?\S+: (\w+)/.exec(error.message)?.[1] ?? error.message,
  );
}

/** Sets a passphrase. @returns its key */
export async function setsPassphrase(page: Page, current?: string): Promise<string> {
  const next = derived();
  await ownCall(page, 'lock.set', { next, ...(current !== undefined && { current }) });
  return next.key;
}

/** The names of the extension's databases. */
export function databases(page: Page): Promise<string[]> {
  return page.evaluate(async () => (await indexedDB.databases()).map(({ name = '' }) => name).toSorted());
}

export interface Passphrase {
  lock(): Promise<void>;
  unlock(): Promise<void>;
}

/** Sets a passphrase; the vault stays open. */
export async function setPassphrase({ desk }: Pick<Bench, 'desk'>): Promise<Passphrase> {
  const key = await setsPassphrase(desk);
  return { lock: () => ownCall(desk, 'lock.now', {}), unlock: () => ownCall(desk, 'lock.unlock', { key }) };
}
