/** The count of calls under way. */
import { expect, test } from 'vitest';
import { makeTally } from '../../../src/gateway/tally';

test('each call counts from its beginning to its end, which counts once', () => {
  const calls = makeTally();
  const [first, second] = [calls.begin(), calls.begin()];
  expect(calls.count()).toBe(2);
  first();
  first();
  expect(calls.count()).toBe(1);
  second();
  expect(calls.count()).toBe(0);
});
