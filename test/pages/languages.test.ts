/** Every language that is packaged says what the English texts say: no more, no less, with the same placeholders. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Message, Messages } from '../../tools/pseudo';
import { loudWords, sameWords } from './same-words';

const read = (language: string): string => readFileSync(`extension/_locales/${language}/messages.json`, 'utf8');
const languages = readdirSync('extension/_locales').toSorted();
const texts = Object.fromEntries(languages.map((language) => [language, JSON.parse(read(language)) as Messages]));
const english = texts['en'] ?? {};
const others = languages.filter((language) => language !== 'en');

/** Facts about the texts, which differ by themselves, and names. */
const facts = new Set(['language', 'direction', 'name']);
const forms = /_(zero|one|two|few|many|other)$/u;
const counts = Array.from({ length: 1001 }, (_, count) => count);

/** Without its placeholders, is anything left to translate? */
const hasWords = (text: string): boolean => /\p{L}/u.test(text.replace(/\$\w+\$/gu, ''));
const lines = (text: string): number => text.split('\n').length;

function contents({ placeholders = {} }: Message): Record<string, string> {
  return Object.fromEntries(Object.entries(placeholders).map(([name, { content }]) => [name, content]));
}

function used({ message }: Message): string[] {
  return [...new Set([...message.matchAll(/\$(\w+)\$/gu)].map((match) => match[1] ?? ''))].toSorted();
}

/** Families of plural forms, by what stands before the form; English has `_other` for each of them. */
const families = Object.keys(english)
  .filter((key) => key.endsWith('_other') && 'count' in contents(english[key] as Message))
  .map((key) => key.replace(forms, ''));
const familyOf = (key: string): string | undefined =>
  forms.test(key) ? families.find((base) => base === key.replace(forms, '')) : undefined;

/** The forms of a language that whole numbers take. @param least the smallest number that is counted */
function formsOf(language: string, least: number): string[] {
  const rules = new Intl.PluralRules(language);
  return [...new Set(counts.filter((count) => count >= least).map((count) => rules.select(count)))].toSorted();
}

/** Whether the form stands for one number alone, which the text may then say in a word. */
function isOneNumber(language: string, form: string): boolean {
  const rules = new Intl.PluralRules(language);
  return counts.filter((count) => rules.select(count) === form).length === 1;
}

/** The English text that a text is the translation of. */
const originalOf = (key: string): Message | undefined => english[key] ?? english[`${familyOf(key)}_other`];

describe.each(languages)('%s', (language) => {
  const own = texts[language] ?? {};
  const entries = Object.entries(own);

  test('names itself and the way it runs', () => {
    expect(own['language']?.message).toBe(language.replace('_', '-'));
    const rightToLeft = /^(ar|fa|he|ur)\b/u.test(language);
    expect(own['direction']?.message).toBe(rightToLeft ? 'rtl' : 'ltr');
  });

  test('has every text once', () => {
    const keys = [...read(language).matchAll(/^ {2}"(\w+)":/gmu)].map((match) => match[1] ?? '');
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(keys.length).toBe(entries.length);
  });

  test('has every plural form that it needs', () => {
    const missing = families.flatMap((base) => {
      // What English has in the plural alone is counted from two on.
      const least = `${base}_one` in english ? 0 : 2;
      return formsOf(language, least)
        .map((form) => `${base}_${form}`)
        .filter((key) => !(key in own));
    });
    const known = new Set(formsOf(language, 0));
    const unknown = Object.keys(own).filter((key) => familyOf(key) && !known.has(key.split('_').at(-1) ?? ''));
    expect({ missing, unknown }).toEqual({ missing: [], unknown: [] });
  });

  test('keeps what the browsers’ shops allow', () => {
    expect(own['name']?.message.length).toBeLessThanOrEqual(45);
    expect(own['description']?.message.length).toBeLessThanOrEqual(132);
  });

  test('says the number in every form that stands for several', () => {
    const silent = entries.filter(([key, message]) => {
      const form = forms.exec(key)?.[1];
      return form && familyOf(key) && !isOneNumber(language, form) && !used(message).includes('count');
    });
    expect(silent.map(([key]) => key)).toEqual([]);
  });

  test('is calm', () => {
    const loud = loudWords[language];
    expect(loud, 'its loud words are listed in same-words.ts').toBeDefined();
    expect(entries.filter(([, { message }]) => loud?.test(message)).map(([key]) => key)).toEqual([]);
  });
});

describe.each(others)('%s beside English', (language) => {
  const own = texts[language] ?? {};
  const entries = Object.entries(own);
  const same = new Set(sameWords[language]);

  test('has the same texts', () => {
    const single = Object.keys(english).filter((key) => !familyOf(key));
    expect(single.filter((key) => !(key in own))).toEqual([]);
    expect(Object.keys(own).filter((key) => !(key in english) && !familyOf(key))).toEqual([]);
  });

  test('has the same placeholders, numbered alike', () => {
    const wrong = entries.filter(([key, message]) => {
      const original = originalOf(key);
      if (!original) return false;
      const family = familyOf(key);
      const wanted = contents((family && english[`${family}_other`]) || original);
      const form = forms.exec(key)?.[1] ?? '';
      const mayDropCount = family !== undefined && isOneNumber(language, form) && !used(message).includes('count');
      if (mayDropCount) delete wanted['count'];
      return JSON.stringify(contents(message)) !== JSON.stringify(wanted) || used(message).join() !== Object.keys(wanted).join();
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  test('leaves no sign of a placeholder behind', () => {
    expect(entries.filter(([, { message }]) => message.replace(/\$\w+\$/gu, '').includes('$')).map(([key]) => key)).toEqual([]);
  });

  test('is translated', () => {
    const equal = entries.filter(
      ([key, { message }]) => !facts.has(key) && message === originalOf(key)?.message && hasWords(message),
    );
    expect(equal.map(([key]) => key).filter((key) => !same.has(key))).toEqual([]);
    const differ = [...same].filter((key) => !equal.some(([other]) => other === key));
    expect(differ, 'listed as the same, and not so').toEqual([]);
  });

  test('is built alike: titles and what follows, sentences and words', () => {
    const end = /[.?:…؟。]$/u;
    const odd = entries.filter(([key, { message }]) => {
      const original = originalOf(key)?.message ?? '';
      const parts = message.split('\n');
      return (
        message.trim() !== message ||
        message === '' ||
        parts.some((part) => part.trim() === '') ||
        lines(message) !== lines(original) ||
        end.test(message) !== end.test(original) ||
        end.test(parts[0] ?? '') !== end.test(original.split('\n')[0] ?? '')
      );
    });
    expect(odd.map(([key]) => key)).toEqual([]);
  });

  test('keeps the places in braces', () => {
    const braces = (text: string): string =>
      [...text.matchAll(/\{\w+\}/gu)]
        .map(([place]) => place)
        .toSorted()
        .join();
    const wrong = entries.filter(([key, { message }]) => braces(message) !== braces(originalOf(key)?.message ?? ''));
    expect(wrong.map(([key]) => key)).toEqual([]);
  });
});
