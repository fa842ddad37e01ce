/** Hides secrets in every spelling and checks that each is found. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findSecrets, spellings, spellingsOfBytes } from './secrets';
import type { Issued } from './types';

const VALUES = [
  'practice-consumer-secret-Zm9v_-~.',
  'practice+secret/with=signs&"quotes"\\and spaces!*\'()',
  'pràctice-sécret-☃-😀',
  '1234567',
];
const issue = (value: string): Issued => ({ kind: 'access_token', value, user: 'alice' });

describe.each(VALUES)('%j', (value) => {
  const found = (haystack: string | Buffer) => findSecrets(haystack, [issue(value)]).length > 0;
  const bytes = Buffer.from(value);

  it.each<[string, () => string | Buffer]>([
    ['raw', () => `see ${value} here`],
    ['raw bytes', () => Buffer.from(`see ${value} here`)],
    ['base64', () => bytes.toString('base64')],
    ['base64url', () => bytes.toString('base64url')],
    ['percent-encoded', () => `a=${encodeURIComponent(value)}&b`],
    ['form-encoded', () => new URLSearchParams({ a: value }).toString()],
    [
      'percent-encoded by RFC 3986',
      () => encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
    ],
    ['percent-encoded in lower case', () => encodeURIComponent(value).replace(/%../g, (triple) => triple.toLowerCase())],
    ['percent-encoded whole', () => [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')],
    ['hexadecimal', () => bytes.toString('hex')],
    ['upper-case hexadecimal', () => bytes.toString('hex').toUpperCase()],
    ['JSON', () => JSON.stringify({ a: value })],
    ['JSON with escaped slashes', () => JSON.stringify(value).replaceAll('/', '\\/')],
    [
      'JSON in ASCII',
      () => JSON.stringify(value).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ],
    ['UTF-16LE bytes', () => Buffer.from(`x${value}x`, 'utf16le')],
    ['UTF-16BE bytes', () => Buffer.from(`x${value}x`, 'utf16le').swap16()],
    ['percent-encoded base64', () => encodeURIComponent(bytes.toString('base64'))],
  ])('is found %s', (_name, haystack) => {
    expect(found(haystack())).toBe(true);
  });

  it.each([0, 1, 2, 3, 4, 5])('is found in base64 of a larger text, %i bytes in', (before) => {
    for (let after = 0; after < 4; after += 1) {
      const whole = Buffer.concat([Buffer.alloc(before, 'k'), bytes, Buffer.alloc(after, 0xff)]);
      expect(found(whole.toString('base64'))).toBe(true);
      expect(found(whole.toString('base64url'))).toBe(true);
      expect(found(Buffer.from(whole.toString('base64')))).toBe(true);
    }
  });

  it('is not found where it is not, nor where one character differs', () => {
    expect(found('practice nothing to see')).toBe(false);
    expect(found(value.slice(0, -1))).toBe(false);
    expect(found(Buffer.from(`${value.slice(0, 4)}X${value.slice(5)}`).toString('base64'))).toBe(false);
  });
});

describe('findSecrets', () => {
  it('tells which secret stands where', () => {
    const [one, two] = [issue('practice-secret-one'), { kind: 'code', value: 'practice-secret-two' } as Issued];
    expect(findSecrets('..practice-secret-two', [one, two])).toEqual([{ issued: two, spelling: two.value, index: 2 }]);
  });

  it('leaves very short values out and gives an empty one no spelling', () => {
    expect(findSecrets('abc', [issue('abc')])).toEqual([]);
    expect(spellings('')).toEqual([]);
    expect(new Set(spellings(VALUES[1] ?? '')).size).toBe(spellings(VALUES[1] ?? '').length);
  });
});

describe('the bytes of a key', () => {
  const key = randomBytes(32);
  const inside = (offset: number): Buffer => Buffer.concat([Buffer.alloc(offset, 'x'), key, Buffer.from('y')]);
  const finds = (haystack: string): boolean => spellingsOfBytes(key).some((one) => haystack.includes(one));

  it.each<[string, string]>([
    ['bytes', inside(1).toString('latin1')],
    ['base64', key.toString('base64')],
    ['base64 behind one byte', inside(1).toString('base64')],
    ['base64url behind two bytes', inside(2).toString('base64url')],
    ['hexadecimal', inside(1).toString('hex')],
    ['upper-case hexadecimal', key.toString('hex').toUpperCase()],
    ['a list of numbers', JSON.stringify([...inside(2)])],
    ['base64 in UTF-16', Buffer.from(key.toString('base64'), 'utf16le').toString('latin1')],
  ])('%s', (_, haystack) => {
    expect(finds(haystack)).toBe(true);
  });

  it('are not found where another key is', () => {
    const other = randomBytes(32);
    expect(finds(`${other.toString('latin1')} ${other.toString('base64')} ${other.toString('hex')}`)).toBe(false);
  });
});
