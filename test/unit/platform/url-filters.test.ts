import { expect, test } from 'vitest';
import { filtersFor } from '../../../src/platform/url-filters';

/** As browsers read a `urlFilter`: `|` at its start is the start, `*` anything, `^` the end or what is no letter, digit, `_`, `-`, `.`, `%`. */
function matches(filter: string, url: string): boolean {
  const source = Array.from(filter.slice(1), (sign) => {
    if (sign === '*') return '.*';
    return sign === '^' ? '(?:[^A-Za-z0-9_.%-]|$)' : sign.replace(/[.?+()[\]{}|\\/$]/, String.raw`\$&`);
  });
  return new RegExp(`^${source.join('')}`).test(url);
}
const led = (page: string, value: string, url: string): boolean => filtersFor(page, value).some((filter) => matches(filter, url));

const page = 'http://127.0.0.1:8080/callback';
const state = 'Abc-_12';

test.each([
  `${page}?code=c&state=${state}`,
  `${page}?state=${state}&code=c`,
  `${page}?state=${state}#_=_`,
  `${page}?denied=${state}`,
  `${page}#access_token=t&state=${state}&scope=x`,
])('led: %s', (url) => expect(led(page, state, url)).toBe(true));

test.each([
  `${page}?code=c&state=other`,
  `${page}?code=c&state=${state}1`,
  `${page}?code=c&state=${state}%20`,
  `${page}?code=c&state=1${state}`,
  `${page}?code=c&state=${state.toLowerCase()}`,
  `${page}/?state=${state}`,
  `${page}2?state=${state}`,
  `http://127.0.0.1:80801/callback?state=${state}`,
  `https://127.0.0.1:8080/callback?state=${state}`,
  `http://localhost:8080/callback?state=${state}`,
  `https://evil.example/?to=${page}?state=${state}`,
  page,
])('left alone: %s', (url) => expect(led(page, state, url)).toBe(false));

test.each(['a+b/c==', 'a b', 'ä|^(1)', 'a%2Fb', '{x}~!'])('a value may be escaped in every usual way: %s', (value) => {
  const strict = encodeURIComponent(value);
  const form = new URLSearchParams({ value }).toString().slice('value='.length);
  for (const spelt of [
    strict,
    form,
    strict.replace(/%../g, (code) => code.toLowerCase()),
    new URL(`${page}?t=${strict}`).search.slice(3),
  ])
    expect(led(page, value, `${page}?oauth_token=${spelt}&oauth_verifier=v`)).toBe(true);
});

test('the page’s own query and default port do not narrow it', () => {
  expect(led('https://Site.example:443/cb?tenant=1', state, `https://site.example/cb?tenant=1&state=${state}`)).toBe(true);
  expect(led('https://site.example', state, `https://site.example/?state=${state}`)).toBe(true);
});

test('what is written bare is taken bare, unless it means something in a URL or a filter', () => {
  expect(led(page, 'a+b/c=', `${page}?oauth_token=a+b/c=&x=1`)).toBe(true);
  expect(filtersFor(page, 'a*b|^').some((filter) => filter.includes('a*b'))).toBe(false);
  expect(led(page, 'a*b', `${page}?oauth_token=a%2Ab`)).toBe(true);
  expect(led(page, 'a*b', `${page}?oauth_token=axb`)).toBe(false);
  for (const filter of filtersFor(page, 'ü€')) expect(filter).toMatch(/^[\x21-\x7e]+$/);
});
