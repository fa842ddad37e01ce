/** Services are data: no code names one, so that nothing is done for a service that its entry does not say. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isOwnNetwork } from '../../../src/core/urls';
import { checkedEntries } from '../../../tools/catalogue';

/** Words that mean something else in code, or are a letter; and those who also make browsers. */
const ordinary = new Set(['box', 'linear', 'slack', 'x', 'zoom']);
const makers = new Set(['google', 'microsoft']);

const files = ['src', 'extension', 'tools'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|mjs|js)$/.test(file))
    .map((file) => path.join(folder, file)),
);

/** Ids, names and hosts of an entry, as whole words in lower case. */
function wordsOf(entry: ReturnType<typeof checkedEntries>[number]): string[] {
  const { checked: _, docs: __, ...rest } = entry;
  const hosts = [...JSON.stringify(rest).matchAll(/https:\/\/([a-z0-9.-]+\.[a-z]{2,})/g)].map(([, host = '']) => host);
  const own = hosts.filter((host) => !isOwnNetwork(new URL(`https://${host}`)));
  return [entry.id, entry.name.toLowerCase(), ...own].filter((word) => !ordinary.has(word));
}

/** The words that stand in a text, each by itself: not as a part of a longer name or host. */
function found(text: string, words: ReadonlySet<string>): string[] {
  const tokens = text.toLowerCase().match(/[a-z0-9][a-z0-9.-]*/g) ?? [];
  const pieces = tokens.flatMap((token) => [token, token.replace(/[.-]+$/, ''), ...token.split(/[.-]/)]);
  const names = [...words].filter((word) => word.includes(' ') && text.toLowerCase().includes(word));
  return [...new Set([...pieces.filter((piece) => words.has(piece)), ...names])];
}

/** Comments may give examples. */
const withoutComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/(^|\s)\/\/.*$/gm, ' ');

function namedIn(file: string, words: ReadonlySet<string>): string[] {
  const all = found(withoutComments(readFileSync(file, 'utf8')), words);
  return /tools\/browser-\w+\.ts$/.test(file) ? all.filter((word) => !makers.has(word)) : all;
}

test('no code names a service of the catalogue', () => {
  const words = new Set(checkedEntries().flatMap(wordsOf));
  expect(words.size).toBeGreaterThan(5);
  const named = files.map((file) => [file, namedIn(file, words)] as const).filter(([, all]) => all.length > 0);
  expect(Object.fromEntries(named)).toEqual({});
});

test('a name would be found, as a word, an id or a host', () => {
  const words = new Set(['spotify', 'api.dropboxapi.com', 'wordpress.com site']);
  expect(found("if (service.id === 'spotify') {}", words)).toEqual(['spotify']);
  expect(found('// the WordPress.com site.', words)).toEqual(['wordpress.com site']);
  expect(found("fetch('https://api.dropboxapi.com/2')", words)).toEqual(['api.dropboxapi.com']);
  expect(found(withoutComments("/** Like Spotify. */ a = 'https://x'; // spotify"), words)).toEqual([]);
  expect(found(withoutComments("a = 'https://api.dropboxapi.com'; // why"), words)).toEqual(['api.dropboxapi.com']);
  expect(found('const spotifyLike = 1;', words)).toEqual([]);
});
