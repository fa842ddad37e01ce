/** The catalogue as pages see it: fetched once by each page, and found in by name, id, host, or a pasted URL. */
import { useEffect, useState } from 'preact/hooks';
import type { Catalogue, Template } from '../../../src/core/catalogue';
import { toProblem, type Problem } from '../../../src/core/errors';
import { language } from '../../../src/platform/language';
import { packaged } from '../../../src/platform/page';
import { isAddress, withScheme } from './address';
import { hostTextsOf } from './template-places';

let loading: Promise<Catalogue> | undefined;

/** The packaged catalogue, kept in memory. @throws whatever the fetch throws; the next call then tries anew */
export function loadCatalogue(): Promise<Catalogue> {
  loading ??= (packaged('catalogue.json') as Promise<Catalogue>).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

export interface LoadedCatalogue {
  /** Absent until it is there. */
  readonly catalogue?: Catalogue;
  readonly problem?: Problem;
}

/** The catalogue in a page: nothing at first, then the catalogue, or why it could not be read. */
export function useCatalogue(): LoadedCatalogue {
  const [loaded, setLoaded] = useState<LoadedCatalogue>({});
  useEffect(() => {
    let gone = false;
    void loadCatalogue()
      .then((catalogue) => ({ catalogue }))
      .catch((error: unknown) => ({ problem: toProblem(error) }))
      .then((now) => gone || setLoaded(now));
    return () => void (gone = true);
  }, []);
  return loaded;
}

export function templateOf(catalogue: Catalogue | undefined, id: string): Template | undefined {
  return catalogue?.services.find((template) => template.id === id);
}

/** What is compared with a query, in lower case, made once for each catalogue. */
interface Entry {
  readonly template: Template;
  readonly name: string;
  /** The name's words, and the name without anything between them: "23 Video" is found by "23video". */
  readonly words: readonly string[];
  readonly id: string;
  readonly hosts: readonly string[];
}

const indexes = new WeakMap<Catalogue, readonly Entry[]>();

/** Verified ones first, each part by name. */
function indexOf(catalogue: Catalogue): readonly Entry[] {
  const known = indexes.get(catalogue);
  if (known) return known;
  const { compare } = new Intl.Collator(language(), { numeric: true });
  const entries = catalogue.services
    .map((template): Entry => {
      const name = folded(template.name);
      const words = name.split(/[\s./:&()-]+/u).filter(Boolean);
      return { template, name, words: [...words, words.join('')], id: template.id, hosts: hostTextsOf(template) };
    })
    .toSorted(
      (one, other) =>
        Number(one.template.unverified ?? false) - Number(other.template.unverified ?? false) ||
        compare(one.template.name, other.template.name),
    );
  indexes.set(catalogue, entries);
  return entries;
}

/** In lower case, without accents. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * The entries that a query means, best first: those whose name begins with it, then those with a word that does, then by id and host.
 * A pasted URL finds the entries of its host, then of its site. An empty query finds all.
 * @param unverified whether those that nobody checked are looked through, too
 */
export function searchCatalogue(
  catalogue: Catalogue,
  query: string,
  { unverified }: { readonly unverified: boolean },
): readonly Template[] {
  const entries = indexOf(catalogue).filter(({ template }) => unverified || !template.unverified);
  const typed = folded(query.trim());
  if (typed === '') return entries.map(({ template }) => template);
  const host = isAddress(typed) ? new URL(withScheme(typed)).hostname : undefined;
  const words = typed.split(/\s+/u);
  return entries
    .map((entry) => ({ entry, rank: Math.min(rankByHost(entry, host), rankByWords(entry, typed, words)) }))
    .filter(({ rank }) => rank < nowhere)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ entry }) => entry.template);
}

const nowhere = 9;

/** Where the worst of the words stands. */
function rankByWords({ name, words, id, hosts }: Entry, typed: string, asked: readonly string[]): number {
  if (name === typed) return 0;
  if (name.startsWith(typed)) return 1;
  const ranks = asked.map((word) => {
    if (words.some((each) => each.startsWith(word))) return 2;
    if (id.includes(word)) return 4;
    if (name.includes(word)) return 5;
    return hosts.some((host) => host.includes(word)) ? 6 : nowhere;
  });
  return Math.max(...ranks);
}

function rankByHost({ hosts }: Entry, asked: string | undefined): number {
  if (asked === undefined) return nowhere;
  if (hosts.includes(asked)) return 0;
  if (hosts.some((host) => isUnder(host, asked) || isUnder(asked, host))) return 3;
  const site = siteOf(asked);
  return hosts.some((host) => siteOf(host) === site) ? 7 : nowhere;
}

function isUnder(host: string, other: string): boolean {
  return host.endsWith(`.${other}`);
}

/** The part of a host that one owner has, near enough for a search: two labels, or three as in `example.co.uk`. */
function siteOf(host: string): string {
  const labels = host.split('.');
  const isShort = /^(?:com?|net|org|gov|edu|ac)$/u.test(labels.at(-2) ?? '') && labels.at(-1)?.length === 2;
  return labels.slice(isShort ? -3 : -2).join('.');
}
