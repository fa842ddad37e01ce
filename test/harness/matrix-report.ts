/** Writes what a long run has shown of stopped workers into `docs/reliability.md`. A file in which a test failed adds nothing. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import { withOutcomes, type Shown } from './matrix.ts';

const place = new URL('../../docs/reliability.md', import.meta.url);

export class MatrixReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const shown = modules.filter((module) => module.ok()).flatMap(shownIn);
    if (shown.length === 0) return;
    const before = readFileSync(place, 'utf8');
    const after = withOutcomes(before, shown);
    if (after !== before) writeFileSync(place, after);
  }
}

function shownIn(module: TestModule): readonly Shown[] {
  return [...module.children.allTests('passed')].flatMap((test) => test.meta().survived ?? []);
}
