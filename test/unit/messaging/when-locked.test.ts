/** What a caller may say about a locked vault, and that nothing else passes in its place. */
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { askUp, fetchUp } from '../../../src/messaging/outside-frames';

const call = { t: 'call', handle: 'one', url: 'https://api.test/', method: 'GET', headers: [] };
const question = { t: 'connect', id: 'one', activated: true };

test.each([undefined, 'wait', 'fail'])('a call may say %s', (whenLocked) => {
  expect(v.is(fetchUp, { ...call, whenLocked })).toBe(true);
});

test.each(['wait', 'fail'])('a question may say %s', (whenLocked) => {
  expect(v.is(askUp, { ...question, want: { service: 'practice', whenLocked } })).toBe(true);
});

test.each(['unlock', '', true, 5, {}])('%s is refused in both', (whenLocked) => {
  expect(v.is(fetchUp, { ...call, whenLocked })).toBe(false);
  expect(v.is(askUp, { ...question, want: { service: 'practice', whenLocked } })).toBe(false);
});
