/** The inputs of the activity's own calls: exactly what the page needs, and nothing beside it. */
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { callerKey } from '../../../src/core/caller';
import { ownInputs } from '../../../src/messaging/own-inputs';

const takes = (call: keyof typeof ownInputs, input: unknown): boolean => v.safeParse(ownInputs[call], input).success;

describe('taken', () => {
  test.each([
    callerKey({ kind: 'own' }),
    callerKey({ kind: 'extension', id: 'album-sorter@example.org' }),
    callerKey({ kind: 'site', origin: 'https://a.example', within: 'http://127.0.0.1:8080', container: 'Work' }),
  ])('the caller %s', (key) => expect(takes('activity.clear', { callerKey: key })).toBe(true));

  test('a page after a place, and a chart', () => {
    expect(takes('activity.page', { limit: 50, text: 'GET', failed: true, since: 0, before: { at: 1.5, id: 1 } })).toBe(true);
    expect(takes('activity.chart', { bounds: [1, 2, 3], accountId: 'a1' })).toBe(true);
    expect(takes('activity.clear', {})).toBe(true);
  });
});

describe('refused', () => {
  test.each<[keyof typeof ownInputs, unknown]>([
    ['activity.page', {}],
    ['activity.page', { limit: 1001 }],
    ['activity.page', { limit: 1, before: { at: 1 } }],
    ['activity.page', { limit: 1, since: Infinity }],
    ['activity.page', { limit: 1, other: 1 }],
    ['activity.chart', { bounds: [1] }],
    ['activity.chart', { bounds: [2, 1] }],
    ['activity.chart', { bounds: [1, 1] }],
    ['activity.chart', { bounds: Array.from({ length: 41 }, (_, at) => at) }],
    ['activity.clear', { callerKey: 'site:' }],
    ['activity.clear', { callerKey: 'own:x' }],
    ['activity.clear', { callerKey: '' }],
    ['activity.clear', { accountId: '' }],
    ['activity.callers', { all: true }],
  ])('%s %j', (call, input) => expect(takes(call, input)).toBe(false));
});
