/** The language for tests: every text stays recognisable as ours, with its placeholders. */
import { expect, test } from 'vitest';
import messages from '../../extension/_locales/en/messages.json' with { type: 'json' };
import { pseudo, withAccents, type Messages } from '../../tools/pseudo';

const english: Messages = messages;
const made = Object.entries(pseudo(english)).filter(([key]) => !['language', 'direction', 'name'].includes(key));
const placeholders = (text: string): string => [...text.matchAll(/\$\w+\$/gu)].join();

test('no plain letter is left, and every other sign stays', () => {
  expect(withAccents('Sign in to $service$, {key}: 20 %')).toBe('Šîĝñ îñ ţö $service$, {ķéý}: 20 %');
  const plain = made.filter(([, { message }]) => /[a-z]/iu.test(message.replace(/\$\w+\$/gu, '')));
  expect(plain.map(([key]) => key)).toEqual([]);
});

test('each line stands between brackets, and placeholders stay', () => {
  for (const [key, { message, placeholders: declared }] of made) {
    for (const line of message.split('\n')) expect(line, key).toMatch(/^⟦[^⟦⟧]+⟧$/u);
    expect(placeholders(message), key).toBe(placeholders(english[key]?.message ?? ''));
    expect(declared, key).toBe(english[key]?.placeholders);
  }
});

test('it is longer, as other languages are', () => {
  const length = (texts: readonly { message: string }[]): number => texts.reduce((sum, { message }) => sum + message.length, 0);
  const longer = length(made.map(([, text]) => text)) / length(made.map(([key]) => english[key] ?? { message: '' }));
  expect(longer).toBeGreaterThan(1.35);
});
