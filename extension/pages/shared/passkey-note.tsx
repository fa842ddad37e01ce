/** Asking an authenticator: one thing at a time, and what its failures mean in words. */
import { useRef, useState } from 'preact/hooks';
import { toProblem, type Problem } from '../../../src/core/errors';
import { PasskeyError, type PasskeyFailure } from './passkey';
import { Note, ProblemNote } from './note';
import { t } from './texts';

/** The authenticator's failure, a passkey of another vault, or the worker's. */
export type Failure = PasskeyFailure | 'other' | Problem;

export interface PasskeyAction {
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  readonly run: (what: () => Promise<unknown>) => void;
}

export function usePasskeyAction(): PasskeyAction {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const running = useRef(false);
  const run = (what: () => Promise<unknown>): void => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailure(undefined);
    void what()
      .catch((error: unknown) => setFailure(error instanceof PasskeyError ? error.why : toProblem(error)))
      .finally(() => {
        running.current = false;
        setBusy(false);
      });
  };
  return { busy, failure, run };
}

const texts = { cancelled: 'passkey_cancelled', unfit: 'passkey_unfit', known: 'passkey_known', other: 'passkey_other' } as const;

export function PasskeyNote({ failure }: { failure: Failure }) {
  if (typeof failure === 'object') return <ProblemNote problem={failure} />;
  return (
    <div role="alert">
      <Note look="wax">
        <p>{t(texts[failure])}</p>
      </Note>
    </div>
  );
}
