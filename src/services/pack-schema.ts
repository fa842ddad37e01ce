/** The shape of a pack of services, and the first look at its text: size, depth and names, before anything is made of it. */
import * as v from 'valibot';
import { CountersignError } from '../core/errors';

/** Characters of a pack's text at most: some hundred services. */
export const longestPack = 1_000_000;
/** How deep its braces and brackets may stand in each other; an entry needs seven. */
const deepest = 12;
const mostServices = 200;
/** Names that mean something to every object of the language: no pack needs them. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/** A pack's name, and an id inside a pack. */
export const packName = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'not letters in lower case, digits and hyphens'));

const app = v.strictObject({
  service: packName,
  clientId: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000)),
});

/** A pack, its services not looked at yet. */
const packSchema = v.strictObject({
  $schema: v.exactOptional(v.pipe(v.string(), v.maxLength(300))),
  countersign: v.literal('services'),
  version: v.literal(1),
  name: packName,
  services: v.pipe(v.array(v.looseObject({ id: packName })), v.minLength(1), v.maxLength(mostServices)),
  apps: v.exactOptional(v.pipe(v.array(app), v.maxLength(mostServices))),
});

export type RawPack = v.InferOutput<typeof packSchema>;

/** @param where the place in the pack, such as `services.2.tokenUrl` */
export function packInvalid(where: string, why: string): CountersignError {
  return new CountersignError('pack_invalid', { about: `${where ? `${where}: ` : ''}${why}`.slice(0, 300) });
}

/**
 * Reads a pack's text as far as its frame.
 * @throws CountersignError `pack_invalid` naming the place that is wrong, never what stands there
 */
export function parsePack(text: string): RawPack {
  if (text.length > longestPack) throw packInvalid('', `larger than ${longestPack / 1_000_000} MB`);
  const value = parseJson(text);
  checkTree(value);
  if (typeof value === 'object' && value !== null && 'countersign' in value && value.countersign === 'services') {
    const version = 'version' in value ? value.version : undefined;
    if (typeof version === 'number' && version > 1) throw packInvalid('version', 'made by a newer Countersign');
  }
  const parsed = v.safeParse(packSchema, value);
  if (!parsed.success) throw fromIssue('', parsed.issues[0]);
  return parsed.output;
}

/** The first thing that is wrong by a schema, with its place. */
export function fromIssue(within: string, issue: v.BaseIssue<unknown>): CountersignError {
  const place = [within, v.getDotPath(issue)].filter(Boolean).join('.');
  return packInvalid(place, wordsOf(issue));
}

/** Our own checks say what is wrong; the library's sentences quote what stands there, and are left out. */
function wordsOf({ expected, message }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'not known here; a pack holds entries and client ids, never a secret';
  if (!message.startsWith('Invalid')) return message;
  if (message.endsWith('received undefined')) return 'missing';
  return expected === null ? 'not valid' : `expected ${expected}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw packInvalid('', 'not JSON');
  }
}

/** Without recursion, so that no depth of nesting can end the worker. */
function checkTree(root: unknown): void {
  const open: { readonly value: unknown; readonly path: readonly string[] }[] = [{ value: root, path: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= deepest) throw packInvalid(path.slice(0, 4).join('.'), 'nested too deep');
    for (const [key, inner] of Object.entries(value)) {
      const place = [...path, key.slice(0, 60)];
      if (reserved.has(key)) throw packInvalid(place.join('.'), 'a name that no pack needs');
      open.push({ value: inner, path: place });
    }
  }
}
