/** The last line of a test run: one plain sentence of counts that people and scripts can read. */
import { writeSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule, Vitest } from 'vitest/node';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Counts tests, not files. A file that failed to load, a failing hook of a suite, an error outside any test and a test that
 * never ended count as one failure each, so that "0 failed" always means that nothing is wrong.
 */
export function tally(modules: readonly TestModule[], stray: readonly SerializedError[] = []): Tally {
  const counts: Tally = { passed: 0, failed: stray.length, skipped: 0 };
  for (const module of modules) {
    if (module.errors().length > 0) counts.failed += 1;
    for (const suite of module.children.allSuites()) if (suite.errors().length > 0) counts.failed += 1;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      counts[state === 'pending' ? 'failed' : state] += 1;
    }
  }
  return counts;
}

/** `312 passed, 0 failed`, with `, 3 skipped` only where tests were skipped. */
export function sentence({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Vitest reporter: stands after `default` in the list. Prints when the process ends, or after each run while watching. */
export class LastLine implements Reporter {
  #watching = false;
  #counts: Tally | undefined;

  onInit(vitest: Vitest): void {
    this.#watching = vitest.config.watch;
    if (this.#watching) return;
    process.once('exit', (code) => {
      if (!this.#counts) return;
      // A run can fail beside all tests: no setup, no test files, a coverage limit.
      if (code !== 0 && this.#counts.failed === 0) this.#counts.failed = 1;
      print(sentence(this.#counts));
    });
  }

  onTestRunEnd(modules: readonly TestModule[], stray: readonly SerializedError[]): void {
    this.#counts = tally(modules, stray);
    if (this.#watching) print(sentence(this.#counts));
  }
}

/** Written without a buffer, since the process is about to end. */
function print(line: string): void {
  try {
    writeSync(1, `${line}\n`);
  } catch {
    console.log(line);
  }
}
