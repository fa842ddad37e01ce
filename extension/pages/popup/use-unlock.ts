/** Unlocking in the popup: the key is derived here, and the worker says whether it opens the vault. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Problem } from '../../../src/core/errors';
import { useAction } from '../shared/action';
import { deriveKey, freshKdf, isWeaker } from '../shared/passphrase';

export interface Unlock {
  readonly busy: boolean;
  /** How much of the key is derived, from 0 to 1. */
  readonly done: number;
  readonly problem: Problem | undefined;
  readonly unlock: (passphrase: string) => void;
}

/** @param onRefused the passphrase is to be typed anew */
export function useUnlock(onRefused: () => void): Unlock {
  const { busy, problem, run } = useAction();
  const [done, setDone] = useState(0);
  const unlock = (passphrase: string): void =>
    run(async () => {
      setDone(0);
      try {
        const { kdf } = await call('lock.params', {});
        const key = await deriveKey(passphrase, kdf, setDone);
        await call('lock.unlock', { key, ...(isWeaker(kdf) && { upgrade: await upgraded(passphrase) }) });
      } catch (error) {
        onRefused();
        throw error;
      }
    });
  return { busy, done, problem, unlock };
}

/** The same passphrase under today's parameters. */
async function upgraded(passphrase: string) {
  const kdf = freshKdf();
  return { kdf, key: await deriveKey(passphrase, kdf) };
}
