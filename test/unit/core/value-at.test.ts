/** Names in a service's answer: by one path, by several that belong together, and by the first of alternatives. */
import { expect, test } from 'vitest';
import { labelAt, pathsIn, valueAt } from '../../../src/core/value-at';

const answer = {
  first: 'Ada',
  last: ' Lovelace ',
  'dotted.name': 'whole',
  nick: null,
  empty: '',
  data: [{ id: 7, login: 'ada' }],
  user: { email: 'ada@example.org' },
};

test.each([
  ['data.0.login', 'ada'],
  ['first last', 'Ada Lovelace'],
  ['last  first', 'Lovelace Ada'],
  ['first nick', 'Ada'],
  ['nick | data.0.login', 'ada'],
  ['nick|empty|first last', 'Ada Lovelace'],
  ['dotted.name', 'whole'],
  ['user.email | first', 'ada@example.org'],
  ['nick', undefined],
  ['empty | nick', undefined],
  ['user', undefined],
])('%s', (label, found) => {
  expect(labelAt(answer, label)).toBe(found);
});

test('an index is a step of a path', () => {
  expect(valueAt(answer, 'data.0.id')).toBe('7');
  expect(valueAt(answer, 'data.1.id')).toBeUndefined();
});

test('every path of a label is known', () => {
  expect(pathsIn('first last | data.0.login')).toEqual(['first', 'last', 'data.0.login']);
});
