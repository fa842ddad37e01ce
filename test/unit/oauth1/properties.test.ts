/** A signed request against a service's own reading of the RFC: up to a thousand random ones. `npm run test:long` takes many more. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { coverageTable } from './coverage';
import { propertyTests } from './properties';

describe('a signed request', () => {
  test.each(propertyTests(1000))('%s', async (_, run) => run());
});

test('docs/oauth1.md prints the table of what is signed', () => {
  expect(readFileSync('docs/oauth1.md', 'utf8')).toContain(coverageTable());
});
