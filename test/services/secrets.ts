/** Finds a service's secrets wherever they may have leaked to, in any of the spellings software gives them. */
import type { Issued } from './types';

/** One secret seen where it should not be. */
export interface Finding {
  readonly issued: Issued;
  /** The spelling that was seen. */
  readonly spelling: string;
  /** Where it starts: in characters of a string, in bytes of a Buffer. */
  readonly index: number;
}

/** Shorter fragments than this turn up by chance. */
const SHORTEST = 6;

/**
 * The ways a value may be written: raw; base64 and base64url, alone or at any of the three byte offsets inside
 * a larger text; percent-encoded; hexadecimal; JSON-escaped; and as UTF-8 or UTF-16 bytes read as Latin-1.
 * Each spelling also appears percent-encoded and JSON-escaped where that makes a difference.
 */
export function spellings(value: string): string[] {
  const known = spelt.get(value);
  if (known) return known;
  const all = spell(value);
  spelt.set(value, all);
  return all;
}

/** Spelling takes longer than searching, and the same secrets are searched for in many texts. */
const spelt = new Map<string, string[]>();

function spell(value: string): string[] {
  if (value === '') return [];
  const bytes = Buffer.from(value, 'utf8');
  const wide = Buffer.from(value, 'utf16le');
  const found = new Set<string>([
    value,
    bytes.toString('latin1'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    wide.toString('latin1'),
    Buffer.from(wide).swap16().toString('latin1'),
    everyByteEncoded(bytes),
    everyByteEncoded(bytes).toLowerCase(),
    [...value].map((char) => jsonEscape(char, () => true)).join(''),
  ]);
  for (const offset of [0, 1, 2] as const) {
    const inside = insideBase64(bytes, offset);
    if (inside.length < SHORTEST) continue;
    found.add(inside);
    found.add(inside.replaceAll('+', '-').replaceAll('/', '_'));
  }
  const plain = [...found];
  for (const spelling of plain) {
    for (const encoded of percentSpellings(spelling)) found.add(encoded);
    for (const escaped of jsonSpellings(spelling)) found.add(escaped);
  }
  return [...found];
}

/** The ways in which a key's bytes may be written: raw, base64 and base64url at any offset, hexadecimal, and as a list of numbers; also as UTF-16. */
export function spellingsOfBytes(bytes: Buffer): string[] {
  const texts = new Set([
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    [...bytes].join(','),
    [...bytes].join(', '),
  ]);
  for (const offset of [0, 1, 2] as const) {
    const inside = insideBase64(bytes, offset);
    texts.add(inside).add(inside.replaceAll('+', '-').replaceAll('/', '_'));
  }
  const wide = [...texts].map((text) => Buffer.from(text, 'utf16le').toString('latin1'));
  return [bytes.toString('latin1'), ...texts, ...wide];
}

/**
 * Looks for every issued secret in a text or in bytes; one finding per secret and spelling, at its first place.
 * Values below 6 characters are left out, since they turn up by chance.
 */
export function findSecrets(haystack: string | Buffer, issued: readonly Issued[]): Finding[] {
  const text = typeof haystack === 'string' ? haystack : haystack.toString('latin1');
  const findings: Finding[] = [];
  for (const one of issued) {
    if (one.value.length < SHORTEST) continue;
    for (const spelling of spellings(one.value)) {
      const index = text.indexOf(spelling);
      if (index >= 0) findings.push({ issued: one, spelling, index });
    }
  }
  return findings;
}

/** The characters that do not depend on what stands around the bytes, when they start at `offset` modulo 3. */
function insideBase64(bytes: Buffer, offset: 0 | 1 | 2): string {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const from = Math.ceil((offset * 8) / 6);
  const to = Math.floor(((offset + bytes.length) * 8) / 6);
  return padded.slice(from, to);
}

function percentSpellings(text: string): string[] {
  if (/[\uD800-\uDFFF]/.test(text) && !text.isWellFormed()) return [];
  const component = encodeURIComponent(text);
  const strict = component.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = new URLSearchParams([['', text]]).toString().slice(1);
  const lower = (encoded: string) => encoded.replace(/%[0-9A-F]{2}/g, (triple) => triple.toLowerCase());
  return [component, strict, form, lower(component), lower(strict), lower(form), encodeURI(text)];
}

function jsonSpellings(text: string): string[] {
  const plain = JSON.stringify(text).slice(1, -1);
  const ascii = [...text].map((char) => jsonEscape(char, (code) => code > 126)).join('');
  return [plain, plain.replaceAll('/', '\\/'), ascii, ascii.replaceAll('/', '\\/')];
}

/** One character as JSON writes it, as `\uXXXX` where `always` says so. */
function jsonEscape(char: string, always: (code: number) => boolean): string {
  if (!always(char.charCodeAt(0))) return JSON.stringify(char).slice(1, -1);
  let out = '';
  for (let at = 0; at < char.length; at += 1) out += `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return out;
}

function everyByteEncoded(bytes: Buffer): string {
  return [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');
}
