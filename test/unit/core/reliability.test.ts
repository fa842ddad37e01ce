/** Each checkpoint of the code has its row in the kill matrix, and each row an outcome that a run has shown. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rows, unshownIn, withOutcomes } from '../../harness/matrix';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const document = read('docs/reliability.md');

test('every checkpoint of the code stands in docs/reliability.md', () => {
  const union = /export type Checkpoint =([\s\S]+?;)\n\n/.exec(read('src/core/checkpoint.ts'))?.[1] ?? '';
  const names = [...union.matchAll(/\| '([a-z-]+:[a-z-]+)'/g)].map(([, name]) => name ?? '');
  expect(names).toContain('sign-in:journalled');
  expect(names.filter((name) => !document.includes(`\`${name}\``))).toEqual([]);
});

test('the document is the plan with an outcome in each row', () => {
  expect(withOutcomes(document, [])).toBe(document);
  expect(unshownIn(document)).toEqual([]);
});

test('an outcome that differs, and a row that nobody has shown, are seen', () => {
  const [first, second] = rows();
  const once = withOutcomes(document.replace(second?.when ?? '', 'something else'), [[first?.row ?? '', 'unexpected']]);
  expect(once).toContain(`| ${first?.flow} | ${first?.when} | \`${first?.at}\` | explained: \`unexpected\` |`);
  expect(unshownIn(once)).toEqual([`${second?.flow}: ${second?.when}`]);
});
