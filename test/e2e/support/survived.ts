/** What a test has shown of a stopped worker, for the matrix in `docs/reliability.md`. */
import { TestRunner } from 'vitest';
import { rowOf, type Flow, type Outcome, type Shown, type StepOf } from '../../harness/matrix';

declare module 'vitest' {
  interface TaskMeta {
    survived?: Shown[];
  }
}

/** To be called last in a test, when everything was asserted. @param outcome `finished`, `resumed`, or the code that explains */
export function survived<F extends Flow>(flow: F, step: StepOf<F>, outcome: Outcome): void {
  const test = TestRunner.getCurrentTest();
  if (!test) throw new Error('No test is running.');
  (test.meta.survived ??= []).push([rowOf(flow, step), outcome]);
}
