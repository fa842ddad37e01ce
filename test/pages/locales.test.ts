/** The texts: none missing, none left over, every placeholder declared, every failure explained. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sentences } from '../../src/core/errors';
import messages from '../../extension/_locales/en/messages.json' with { type: 'json' };

interface Message {
  readonly message: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}

const texts: Readonly<Record<string, Message>> = messages;
const sources = ['extension/pages', 'src/platform'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/u.test(path))
    .map((path) => readFileSync(`${folder}/${path}`, 'utf8')),
);
const code = sources.join('\n');
const quoted = new Set([...code.matchAll(/'([a-zA-Z_0-9]+)'/gu)].map((match) => match[1]));
/** Families of keys, such as `problem_${code}_do`. */
const families = [...code.matchAll(/`([a-z]{4,}_(?:\$\{[^}`]+\}\w*)+)`/gu)].map(
  (match) => new RegExp(`^${match[1]?.replace(/\$\{[^}]+\}/gu, '\\w+')}$`, 'u'),
);
const plurals = ['zero', 'one', 'two', 'few', 'many', 'other'];

function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\$(\w+)\$/gu)].map((match) => match[1] ?? ''))].toSorted();
}

describe('texts', () => {
  test('every key that a page names exists', () => {
    const named = [...code.matchAll(/\b(?:t|rich)\(\s*'(\w+)'/gu)].map((match) => match[1] ?? '');
    const counted = [...code.matchAll(/\bplural\('(\w+)'/gu)].map((match) => `${match[1]}_other`);
    expect([...named, ...counted].filter((key) => !(key in texts))).toEqual([]);
  });

  test('no key stands twice: the first would be lost', () => {
    const file = readFileSync('extension/_locales/en/messages.json', 'utf8');
    const keys = [...file.matchAll(/^ {2}"(\w+)":/gmu)].map((match) => match[1] ?? '');
    expect(keys.length).toBe(Object.keys(texts).length);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  test('every key is used', () => {
    const manifest = readFileSync('manifest.json', 'utf8');
    const isUsed = (key: string): boolean =>
      quoted.has(key) ||
      plurals.some((form) => key.endsWith(`_${form}`) && quoted.has(key.slice(0, -form.length - 1))) ||
      families.some((family) => family.test(key)) ||
      manifest.includes(`__MSG_${key}__`);
    expect(Object.keys(texts).filter((key) => !isUsed(key))).toEqual([]);
  });

  test.each(Object.entries(texts))('%s declares its placeholders in alphabetical order', (_, { message, placeholders = {} }) => {
    const names = placeholdersIn(message);
    expect(Object.keys(placeholders)).toEqual(names);
    expect(Object.values(placeholders).map(({ content }) => content)).toEqual(names.map((_name, at) => `$${at + 1}`));
    expect(message.replace(/\$\w+\$/gu, '')).not.toContain('$');
  });

  test('plural forms have the same placeholders or none', () => {
    for (const key of Object.keys(texts).filter((name) => name.endsWith('_one'))) {
      const [one, other] = [texts[key], texts[key.replace(/_one$/u, '_other')]].map((text) =>
        placeholdersIn(text?.message ?? ''),
      );
      expect(other, key).toContain('count');
      if (one && one.length > 0) expect(one, key).toEqual(other);
    }
  });

  test('the words are calm', () => {
    const loud = Object.entries(texts).filter(([, { message }]) => /!|\b(please|oops|sorry|successfully|ok)\b/iu.test(message));
    expect(loud.map(([key]) => key)).toEqual([]);
  });
});

describe('failures', () => {
  test.each(Object.keys(sentences))('%s says what happened, what was lost, and what to do', (name) => {
    const [title = '', rest = ''] = texts[`problem_${name}`]?.message.split('\n') ?? [];
    expect(title).not.toBe('');
    expect(title).not.toMatch(/\.$/u);
    expect(rest).toMatch(/\.$/u);
    expect(texts[`problem_${name}_do`]?.message).toMatch(/\.$/u);
  });

  test.each(Object.keys(sentences))('%s names nothing but its subject', (name) => {
    const both = `${texts[`problem_${name}`]?.message} ${texts[`problem_${name}_do`]?.message}`;
    expect(['', 'name']).toContain(placeholdersIn(both).join());
  });

  test('no text explains a failure that does not exist', () => {
    const explained = Object.keys(texts)
      .filter((key) => key.startsWith('problem_'))
      .map((key) => key.slice(8).replace(/_do$/u, ''));
    expect([...new Set(explained)].toSorted()).toEqual(Object.keys(sentences).toSorted());
  });
});
