/** The texts of every language as the browser would give them, and which English text stands behind one that was shown. */
/// <reference types="vite/types/importMeta.d.ts" />
import { pseudo, pseudoLanguage, type Message, type Messages } from '../../../tools/pseudo';

const files: Readonly<Record<string, Messages>> = import.meta.glob('../../../extension/_locales/*/messages.json', {
  eager: true,
  import: 'default',
});
const packaged = Object.fromEntries(Object.entries(files).map(([path, texts]) => [path.split('/').at(-2) ?? '', texts]));
const english = packaged['en'] ?? {};
const languages: Readonly<Record<string, Messages>> = { ...packaged, [pseudoLanguage]: pseudo(english) };

/** What was shown, in English. */
const shown = new Map<string, string>();

/** @param language the browser's own @returns nothing for a key that does not exist */
export function textIn(language: string, key: string, given: readonly string[]): string {
  const texts = languages[language] ?? languages[language.split('-')[0] ?? ''] ?? english;
  const text = filled(texts[key], given);
  if (texts !== english)
    shown.set(
      text,
      filled(
        english[key] ?? english[key.replace(/_(zero|two|few|many)$/u, '_other')],
        // Texts from right to left mark what they are given; English ones do not.
        given.map((value) => value.replace(/[\u2066-\u2069]/gu, '')).map((value) => englishOf(value) ?? value),
      ),
    );
  return text;
}

function filled(message: Message | undefined, given: readonly string[]): string {
  if (!message) return '';
  return message.message.replace(/\$(\w+)\$/gu, (whole, name: string) => {
    const content = message.placeholders?.[name.toLowerCase()]?.content;
    return content ? (given[Number(content.slice(1)) - 1] ?? '') : whole;
  });
}

/** The English of a text that was shown; what is none of our texts is given back as it is. */
export function englishOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (shown.get(text) ?? text);
}
