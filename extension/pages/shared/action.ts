/** One thing at a time that the user asked for: whether it is under way, and why it failed. */
import { useRef, useState } from 'preact/hooks';
import { toProblem, type Problem } from '../../../src/core/errors';

export interface Action {
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  /** Starts it within the click; while it runs, further clicks do nothing. */
  readonly run: (what: () => Promise<unknown>) => void;
}

export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const running = useRef(false);
  const run = (what: () => Promise<unknown>): void => {
    if (running.current) return;
    running.current = true;
    const doing = what();
    setBusy(true);
    setProblem(undefined);
    void doing
      .catch((error: unknown) => setProblem(toProblem(error)))
      .finally(() => {
        running.current = false;
        setBusy(false);
      });
  };
  return { busy, problem, run };
}
