/**
 * A language that nobody speaks, made from the English texts to find faults in the pages: its letters show which texts are ours,
 * its brackets show where one is cut or put together, and its length shows what does not hold. It is for tests and never packaged.
 */

export interface Message {
  readonly message: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}

export type Messages = Readonly<Record<string, Message>>;

/** How browsers name English with accents. */
export const pseudoLanguage = 'en-XA';

/** Facts about the texts, not texts; and the product's name, which is the same in every language. */
const kept = new Set(['language', 'direction', 'name']);

const plain = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const accented = 'ÂƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýž';
const letters = new Map([...plain].map((letter, at) => [letter, [...accented][at] ?? letter]));

/** The same with its letters accented. Placeholders stay. */
export function withAccents(text: string): string {
  return text.replace(/\$\w+\$|[a-z]/giu, (found) => (found.length > 1 ? found : (letters.get(found) ?? found)));
}

/** @returns the texts with accents, about 40 % longer, each line between brackets */
export function pseudo(messages: Messages): Messages {
  const entries = Object.entries(messages).map(([key, entry]) => {
    const message = entry.message.split('\n').map(longer).join('\n');
    return [key, kept.has(key) ? entry : { ...entry, message }] as const;
  });
  return Object.fromEntries(entries);
}

/** What is added are words of the length of German ones, so that lines can break between them. */
function longer(line: string): string {
  const own = line.replace(/\$\w+\$/gu, '').length;
  const more = 'ëïöü ëïöüëïöü ëïöüëï ëïöüëïöüëïö '
    .repeat(Math.ceil(own / 30))
    .slice(0, Math.ceil(own * 0.4))
    .trim();
  return `⟦${withAccents(line)}${more && ` ${more}`}⟧`;
}
