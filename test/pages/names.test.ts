/** Names on the screen: hosts in both forms, marks that are always the same, engravings that are pure. */
import { describe, expect, test, vi } from 'vitest';
import { originText } from '../../extension/pages/shared/host';
import { markCount, markWords } from '../../extension/pages/shared/mark';
import { decodeLabel, unicodeHost } from '../../extension/pages/shared/punycode';
import { bandPath, rosettePaths } from '../../extension/pages/shared/rosette';
import { monogram } from '../../extension/pages/shared/tile';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

describe('punycode (RFC 3492, section 7.1)', () => {
  test.each([
    ['egbpdaj6bu4bxfgehfvwxn', 'ليهمابتكلموشعربي؟'],
    ['ihqwcrb4cv8a8dqg056pqjye', '他们为什么不说中文'],
    ['ihqwctvzc91f659drss3x8bo0yb', '他們爲什麽不說中文'],
    ['Proprostnemluvesky-uyb24dma41a', 'Pročprostěnemluvíčesky'],
    ['4dbcagdahymbxekheh6e0a7fei0b', 'למההםפשוטלאמדבריםעברית'],
    ['i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd', 'यहलोगहिन्दीक्योंनहींबोलसकतेहैं'],
    ['n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa', 'なぜみんな日本語を話してくれないのか'],
    ['PorqunopuedensimplementehablarenEspaol-fmd56a', 'PorquénopuedensimplementehablarenEspañol'],
    ['3B-ww4c5e180e575a65lsy2b', '3年B組金八先生'],
    ['MajiKoi5-783gue6qz075azm5e', 'MajiでKoiする5秒前'],
    ['-> $1.00 <--', '-> $1.00 <-'],
    ['bcher-kva', 'bücher'],
  ])('%s is %s', (encoded, decoded) => expect(decodeLabel(encoded)).toBe(decoded));

  test.each(['bcher-kv!', '99999999', 'é-kva'])('%s is not well formed', (encoded) => {
    expect(decodeLabel(encoded)).toBeUndefined();
  });

  test('only hosts with an encoded label have another form', () => {
    expect(unicodeHost('xn--bcher-kva.example')).toBe('bücher.example');
    expect(unicodeHost('photos.example')).toBeUndefined();
  });
});

test('origins stand whole: the scheme when it is not https, the port when it is not the usual one', () => {
  expect(originText('https://photos.example')).toBe('photos.example');
  expect(originText('https://photos.example:8443')).toBe('photos.example:8443');
  expect(originText('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080');
});

test('a mark is two words, always the same for its number', () => {
  expect(markCount).toEqual({ qualities: 64, places: 64 });
  expect(markWords(2231)).toBe('quiet harbour');
  const words = new Set(Array.from({ length: 4000 }, (_, seed) => markWords(seed)));
  expect(words.size).toBeGreaterThan(2400);
});

test('an engraving is drawn from its number alone and stays in its box', () => {
  expect(rosettePaths(7, 3)).toEqual(rosettePaths(7, 3));
  expect(rosettePaths(7, 3)).not.toEqual(rosettePaths(8, 3));
  for (const path of Object.values(rosettePaths(2231, 6))) {
    for (const number of path.match(/[\d.]+/gu) ?? []) expect(Number(number)).toBeLessThanOrEqual(101);
  }
  expect(bandPath(160, 20)).toMatch(/^M0 10\.0/u);
});

test('the last word of a name tells one maker’s services apart', () => {
  expect(['Practice Photos', '23', 'élan', '  '].map(monogram)).toEqual(['P', '2', 'É', '?']);
});
