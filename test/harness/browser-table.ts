/** The table at the end of a test run: each scenario, and how it ended in each browser. */
import type { Reporter, TestModule } from 'vitest/node';
import { chromiumOnly, firefoxOnly } from './one-browser.ts';

type BrowserName = 'chromium' | 'firefox';

interface Ended {
  passed: number;
  failed: number;
  skipped: number;
  seconds: number;
}

/** One line of the table. */
export interface Row {
  readonly scenario: string;
  readonly chromium?: Ended;
  readonly firefox?: Ended;
}

/** @param whyNoFirefox sentences, where there is none */
export class BrowserTable implements Reporter {
  readonly #whyNoFirefox: string;

  constructor(whyNoFirefox: string) {
    this.#whyNoFirefox = whyNoFirefox;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = rowsOf(modules);
    if (rows.length > 0) console.log(`\n${tableOf(rows, this.#whyNoFirefox)}\n`);
  }
}

function rowsOf(modules: readonly TestModule[]): readonly Row[] {
  const rows = new Map<string, { scenario: string; chromium?: Ended; firefox?: Ended }>();
  for (const module of modules) {
    const browser = module.project.name as BrowserName;
    const scenario = /^test\/e2e\/(.+)\.test\.ts$/u.exec(module.relativeModuleId)?.[1];
    if (!scenario || (browser !== 'chromium' && browser !== 'firefox')) continue;
    const row = rows.get(scenario) ?? { scenario };
    row[browser] = endOf(module);
    rows.set(scenario, row);
  }
  return [...rows.values()].toSorted((one, other) => one.scenario.localeCompare(other.scenario));
}

function endOf(module: TestModule): Ended {
  const ended: Ended = { passed: 0, failed: module.errors().length, skipped: 0, seconds: module.diagnostic().duration / 1000 };
  for (const suite of module.children.allSuites()) if (suite.errors().length > 0) ended.failed += 1;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    ended[state === 'pending' ? 'failed' : state] += 1;
  }
  return ended;
}

/** @returns the table, with a line beneath it for what it cannot show */
export function tableOf(rows: readonly Row[], whyNoFirefox = ''): string {
  const lines = [
    ['Scenario', 'Chromium', 'Firefox'],
    ...rows.map(({ scenario, chromium, firefox }) => [
      scenario,
      cell(chromium, scenario, { files: firefoxOnly, says: 'about Firefox alone' }),
      cell(firefox, scenario, { files: chromiumOnly, says: 'about Chromium alone' }),
    ]),
  ];
  const widths = [0, 1, 2].map((at) => Math.max(...lines.map((line) => (line[at] ?? '').length)));
  const [head = '', ...body] = lines.map((line) =>
    line
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join('   ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('───');
  return [head, rule, ...body, ...(whyNoFirefox ? ['', `Firefox was skipped: ${whyNoFirefox}`] : [])].join('\n');
}

/** @param absent the files that this browser does not run, and what the table says of them */
function cell(
  ended: Ended | undefined,
  scenario: string,
  absent: { readonly files: readonly string[]; readonly says: string },
): string {
  if (!ended) return absent.files.includes(`test/e2e/${scenario}.test.ts`) ? absent.says : 'not in this run';
  const { passed, failed, skipped, seconds } = ended;
  const parts = [
    ...(failed > 0 ? [`✗ ${failed} failed`] : []),
    ...(passed > 0 ? [failed > 0 ? `${passed} passed` : `✓ ${passed}`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  return `${parts.join(', ') || 'no tests'} (${seconds.toFixed(0)} s)`;
}
