/** A form of the lock that is proved by the passphrase so far: derives its key, and says of a wrong one when the next may be tried. */
import { useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Problem } from '../../../src/core/errors';
import type { LockView } from '../../../src/core/lock';
import { useAction } from '../shared/action';
import { deriveKey } from '../shared/passphrase';
import { t } from '../shared/texts';
import { isAboutTries, triesText, useWait } from '../shared/tries';

export interface PassphraseForm {
  /** For the `form` element. */
  readonly ref: { readonly current: HTMLFormElement | null };
  readonly now: string;
  readonly setNow: (value: string) => void;
  /** What is wrong with the passphrase so far. */
  readonly nowError: string | undefined;
  readonly busy: boolean;
  /** A failure that is not about the passphrase so far. */
  readonly problem: Problem | undefined;
  /** Derives the key of the passphrase so far (none when there is none to prove) and hands it over. */
  readonly send: (work: (current: string) => Promise<unknown>) => void;
}

/** @param proves whether the passphrase so far must be typed */
export function usePassphraseForm(lock: LockView, proves = true): PassphraseForm {
  const ref = useRef<HTMLFormElement>(null);
  const [now, setNow] = useState('');
  const [missing, setMissing] = useState(false);
  const { busy, problem, run } = useAction();
  const left = useWait(lock, problem);
  const focus = (): void => ref.current?.querySelector<HTMLInputElement>('[name=now]')?.select();
  const send = (work: (current: string) => Promise<unknown>): void => {
    setMissing(proves && now === '');
    if (proves && now === '') return focus();
    if (left > 0) return focus();
    run(async () => {
      const current = proves ? await deriveKey(now, (await call('lock.params', {})).kdf) : '';
      try {
        await work(current);
      } catch (error) {
        focus();
        throw error;
      }
    });
    return undefined;
  };
  return {
    ref,
    now,
    setNow,
    nowError: missing ? t('passphrase_missing') : busy ? undefined : triesText(problem, left),
    busy,
    problem: isAboutTries(problem) ? undefined : problem,
    send,
  };
}
