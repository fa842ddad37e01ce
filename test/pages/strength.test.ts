/** How hard passphrases are to guess: known weak ones are called weak, long random ones strong, and the time that is said grows with it. */
import { expect, test } from 'vitest';
import { strengthOf } from '../../extension/pages/shared/strength';

test.each([
  ['password', 0, 'minutes'],
  ['countersign', 0, 'minutes'],
  ['qwertyuiop', 0, 'minutes'],
  ['aaaaaaaaaaaa', 0, 'minutes'],
  ['alice1984', 0, 'minutes'],
  ['otter gravel', 1, 'hours'],
  ['k7#mQ2xz9w', 1, 'days'],
  ['k7#mQ2xz9wP', 2, 'months'],
  ['otter gravel 417', 3, 'years'],
  ['correct horse battery staple', 4, 'centuries'],
  ['vellum otter tandem gravel', 4, 'centuries'],
] as const)('%s: %i of 4, %s', async (passphrase, score, time) => {
  expect(await strengthOf(passphrase)).toEqual({ score, time });
});

test('a composed and a decomposed passphrase are equally strong; a very long one is judged by its beginning', async () => {
  expect(await strengthOf('cafe\u0301 cre\u0301me')).toEqual(await strengthOf('caf\u00e9 cr\u00e9me'));
  const long = 'vellum otter tandem gravel '.repeat(1000);
  expect(await strengthOf(long)).toEqual(await strengthOf(long.slice(0, 100)));
});
