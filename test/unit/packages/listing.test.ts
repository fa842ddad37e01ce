/** What the stores are told is within their limits and agrees with the manifests that are built. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import source from '../../../manifest.json' with { type: 'json' };
import { manifestFor } from '../../../tools/manifest';
import { versionHere } from '../../../tools/version';
import { extensionId } from '../../harness/extension-folder';

interface Manifest {
  readonly permissions: readonly string[];
  readonly optional_permissions?: readonly string[];
  readonly host_permissions?: readonly string[];
  readonly optional_host_permissions?: readonly string[];
}

const read = (file: string): string => readFileSync(file, 'utf8');
const listing = read('docs/store/listing.md');

/** The cells of a table's lines, without the head. */
function cells(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const chapter = (title: string): string => listing.split(`\n## ${title}\n`)[1]?.split('\n## ')[0]?.trim() ?? '';
const limits = new Map(
  listing.split('\n').flatMap((line) => {
    const [, what = '', ...numbers] = line.split('|').map((cell) => cell.trim());
    return what.endsWith(', at most') ? [[what.replace(', at most', ''), numbers.slice(0, 3).map(Number)] as const] : [];
  }),
);

test.each(['name', 'short description', 'long description'])('the %s is within each store’s limit', (what) => {
  const text = chapter(what.replace(/^./, (letter) => letter.toUpperCase()));
  expect(text.length).toBeGreaterThan(0);
  expect(limits.get(what)).toHaveLength(3);
  for (const limit of limits.get(what) ?? []) expect([...text].length).toBeLessThanOrEqual(limit);
});

test('the long description is long enough for Edge, and plain text', () => {
  expect(chapter('Long description').length).toBeGreaterThanOrEqual(250);
  expect(chapter('Long description')).not.toMatch(/[*`[\]<>]|^#|https?:/m);
});

test.each(readdirSync('extension/_locales'))('name and description in %s are within every store’s limits', (language) => {
  const texts = JSON.parse(read(`extension/_locales/${language}/messages.json`)) as Record<string, { message: string }>;
  expect([...(texts['name']?.message ?? '')].length).toBeLessThanOrEqual(Math.min(...(limits.get('name') ?? [])));
  const description = texts['description']?.message ?? '';
  expect(description).not.toBe('');
  expect([...description].length).toBeLessThanOrEqual(132);
  if (language === 'en') expect([chapter('Name'), chapter('Short description')]).toEqual([texts['name']?.message, description]);
});

/** Edge: seven terms, 30 characters each, 21 words in all. */
test('Edge’s search terms are within its limits', () => {
  const terms = /search terms: (.*)\.$/m.exec(listing)?.[1]?.split(', ') ?? [];
  expect(terms.length).toBeGreaterThan(0);
  expect(terms.length).toBeLessThanOrEqual(7);
  expect(terms.filter((term) => term.length > 30)).toEqual([]);
  expect(terms.join(' ').split(' ').length).toBeLessThanOrEqual(21);
});

test.each(['chromium', 'firefox'] as const)('each permission in %s has its justification, no more, no less', (browser) => {
  const manifest = manifestFor(browser, source, versionHere()) as Manifest;
  const { permissions, optional_permissions = [], host_permissions = [], optional_host_permissions = [] } = manifest;
  const asked = [
    ...[...permissions, ...host_permissions].map((name) => `\`${name}\``),
    ...[...optional_permissions, ...optional_host_permissions].map((name) => `\`${name}\` (optional)`),
  ];
  const lines = cells(read('docs/store/permissions.md'));
  const inThis = lines.filter(([, where]) => where === 'both' || where?.toLowerCase() === browser);
  expect(inThis.map(([name]) => name).toSorted()).toEqual(asked.toSorted());
  // Chrome's form takes a thousand characters for each.
  expect(lines.filter(([, , why = '']) => why.length < 40 || why.length > 1000)).toEqual([]);
  expect(lines.filter(([, where = '']) => !['both', 'Chromium', 'Firefox'].includes(where))).toEqual([]);
});

test('the data collection that the manifest declares is the one that the listing explains', () => {
  const [, told = ''] = /^- AMO, data collection .*?: ((?:`\w+`(?:, )?)+)\./m.exec(listing) ?? [];
  const { required } = source.browser_specific_settings.gecko.data_collection_permissions;
  expect([...told.matchAll(/`(\w+)`/g)].map(([, kind]) => kind)).toEqual(required);
});

test('docs/packages.md names the ids and redirect URLs that browsers make of this manifest', () => {
  const text = read('docs/packages.md');
  const { id } = source.browser_specific_settings.gecko;
  const hash = createHash('sha1').update(id).digest('hex');
  const development = extensionId('', source.key);
  expect(text).toContain(`| \`${id}\`, in the manifest | \`https://${hash}.extensions.allizom.org/cb\``);
  expect(text).toContain(`\`http://127.0.0.1/mozoauth2/${hash}/cb\``);
  expect(text).toContain(
    `| \`${development}\`, from the \`key\` in \`manifest.json\` | \`https://${development}.chromiumapp.org/cb\``,
  );
});

test('the pictures for the stores have the stores’ sizes', () => {
  const sizeOf = (file: string): string => {
    const head = readFileSync(`docs/store/screenshots/${file}`).subarray(16, 24);
    return `${head.readUInt32BE(0)}×${head.readUInt32BE(4)}`;
  };
  const files = readdirSync('docs/store/screenshots');
  const screenshots = files.filter((file) => file !== 'tile.png');
  expect(screenshots.length).toBeGreaterThan(0);
  expect(screenshots.length).toBeLessThanOrEqual(5);
  expect(screenshots.filter((file) => sizeOf(file) !== '1280×800')).toEqual([]);
  expect(sizeOf('tile.png')).toBe('440×280');
});
