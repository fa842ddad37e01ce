/** Styles name no left and no right, except where a thing has the same sides in every script; texts keep what is put into them apart. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isolated, plural, t, unmarked } from '../../extension/pages/shared/texts';

/** Declarations that name sides, by file and text, with the reason why they may. */
const allowed: Readonly<Record<string, string>> = {
  'components.css: background-position: right 8px center': 'a background has no logical position; the next rule turns it',
  'components.css: background-position: left 8px center': 'the other side of the one before, for right-to-left',
  'components.css: border-width: 0 0 1.75px 1.75px':
    'the tick is a sign, the same in every script; drawn by two borders and turned',
  'components.css: transform: scaleX(-1)': 'mirrors the arrows, for right-to-left only',
  'components.css: transform: translateX(calc(-1 * var(--x)))': 'the next rule turns it',
  'components.css: transform: translateX(var(--x))': 'the other side of the one before, for right-to-left',
  'components.css: transform: translateX(-50%)': 'the next rule turns it',
  'components.css: transform: translateX(50%)': 'the other side of the one before, for right-to-left',
  'components.css: --fade: 90deg': 'the next rule turns it',
  'components.css: --fade: -90deg': 'the other side of the one before, for right-to-left',
  'components.css: background: repeating-linear-gradient(115deg, var(--petrol-line) 0 2px, transparent 2px 6px)':
    'a hatching: its slant tells nothing',
};

const sides = /(^|-)(left|right)(-|$)/u;
const shorthands = new Set(['margin', 'padding', 'inset', 'border-width', 'border-style', 'border-color']);

/** Whether a declaration treats left and right differently. */
function isSided(property: string, value: string): boolean {
  if (sides.test(property)) return true;
  if (/\b(left|right)\b/u.test(value.replace(/url\([^)]*\)/gu, ''))) return true;
  if (/\b(translateX|scaleX|skewX?)\(|\btranslate\(/u.test(value)) return true;
  const turned = /(-?\d+(?:\.\d+)?)deg/u.exec(value)?.[1];
  if (turned !== undefined && !property.startsWith('transform') && Number(turned) % 180 !== 0) return true;
  const parts = value.split(/\s+(?![^(]*\))/u);
  if (shorthands.has(property)) return parts.length === 4 && parts[1] !== parts[3];
  if (property === 'border-radius') return parts.length > 1;
  if (property.startsWith('--shadow') || property === 'box-shadow')
    return value.split(/,(?![^(]*\))/u).some((shadow) => !/^(inset )?(0 |none|var)/u.test(shadow.trim()));
  return false;
}

function sidedIn(css: string): string[] {
  const bare = css.replace(/\/\*[\s\S]*?\*\//gu, '');
  const found: string[] = [];
  for (const [, block = ''] of bare.matchAll(/\{([^{}]*)\}/gu)) {
    for (const declaration of block.split(/;(?![^(]*\))/u)) {
      const at = declaration.indexOf(':');
      const [property, value] = [declaration.slice(0, at).trim(), declaration.slice(at + 1).trim()];
      if (at > 0 && isSided(property, value)) found.push(`${property}: ${value}`);
    }
  }
  return found;
}

const sheets = readdirSync('extension/pages', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.css'));
const found = sheets.flatMap((path) =>
  sidedIn(readFileSync(`extension/pages/${path}`, 'utf8')).map((declaration) => `${path.split('/').at(-1)}: ${declaration}`),
);

describe('styles', () => {
  test('name no left and no right', () => {
    expect(sheets.length).toBeGreaterThan(4);
    expect(found.filter((each) => !(each in allowed))).toEqual([]);
  });

  test('what is allowed is still there', () => {
    expect(Object.keys(allowed).filter((each) => !found.includes(each))).toEqual([]);
  });

  test.each([
    'a { margin-left: 1px }',
    'a { border-top-right-radius: 1px }',
    'a { text-align: right }',
    'a { left: 0 }',
    'a { padding: 1px 2px 3px 4px }',
    '@media print { a { float: left } }',
    'a { box-shadow: 2px 0 3px red }',
    'a { background: linear-gradient(to right, red, blue) }',
    'a { transform: translateX(3px) }',
  ])('would be found: %s', (css) => {
    expect(sidedIn(css)).toHaveLength(1);
  });

  test.each(['a { margin: 1px 2px; inset: 0; padding: 1px 2px 3px 2px }', 'a { text-align: start; box-shadow: 0 1px 2px red }'])(
    'would pass: %s',
    (css) => {
      expect(sidedIn(css)).toEqual([]);
    },
  );

  test('no page sets a side by itself', () => {
    const sided = readdirSync('extension/pages', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.tsx'))
      .filter((path) =>
        /style=[{"`'][^>]*\b(left|right|margin-left|margin-right)\s*:/u.test(readFileSync(`extension/pages/${path}`, 'utf8')),
      );
    expect(sided).toEqual([]);
  });
});

const stage = vi.hoisted(() => ({ texts: {} as Record<string, string> }));
vi.mock('webextension-polyfill', () => ({
  default: {
    i18n: {
      getUILanguage: () => 'ar',
      getMessage: (key: string, given: readonly string[] = []) =>
        (stage.texts[key] ?? '').replace(/\$(\d)/gu, (_, at: string) => given[Number(at) - 1] ?? ''),
    },
  },
}));

describe('what is put into a text', () => {
  const arabic = { language: 'ar', direction: 'rtl', ended_account: '$1 في $2.', export_count_few: '$1 خدمات' };
  afterEach(() => {
    stage.texts = {};
  });

  test('keeps its own direction where texts run from right to left', () => {
    stage.texts = arabic;
    const said = t('ended_account', { account: '@alice', service: 'Files (EU)' });
    expect(said).toBe('\u2068@alice\u2069 في \u2068Files (EU)\u2069.');
    expect(unmarked(said)).toBe('@alice في Files (EU).');
    expect(unmarked(plural('export_count', 3))).toMatch(/^[3٣] خدمات$/u);
    expect(isolated('')).toBe('');
  });

  test('has no marks where texts run from left to right', () => {
    stage.texts = { language: 'en', direction: 'ltr', ended_account: '$1 at $2.' };
    expect(t('ended_account', { account: '@alice', service: 'Files' })).toBe('@alice at Files.');
  });
});
