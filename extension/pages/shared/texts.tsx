/** The texts of our pages: keys and placeholders checked by the compiler, whole sentences, elements where outside names stand. */
import { Fragment, type ComponentChild } from 'preact';
import { direction, language } from '../../../src/platform/language';
import { hasText, text } from '../../../src/platform/page';
import type { Problem } from '../../../src/core/errors';
import type messages from '../../_locales/en/messages.json';

type Messages = typeof messages;
export type TextKey = keyof Messages;
type Names<K extends TextKey> = K extends TextKey
  ? Messages[K] extends { placeholders: infer P }
    ? keyof P & string
    : never
  : never;
/** Several keys at once must have the same placeholders or none: they are filled in by their order. */
type Differs<K extends TextKey, All extends string> = K extends TextKey ? ([All] extends [Names<K>] ? never : Names<K>) : never;
type Values<K extends TextKey, V> = [Names<K>] extends [never]
  ? []
  : [Differs<K, Names<K>>] extends [never]
    ? [Readonly<Record<Names<K>, V>>]
    : [never];
type PluralBase = TextKey extends infer K ? (K extends `${infer B}_other` ? B : never) : never;

/** A text with its placeholders filled in. Placeholders are numbered in the alphabetical order of their names. */
export function t<K extends TextKey>(key: K, ...[values]: Values<K, string>): string {
  return filled(key, isolatedAll(values ?? {}));
}

/** A text for a number, in the plural form of the reader's language. `count` is among its placeholders. */
export function plural(base: PluralBase, count: number, values: Readonly<Record<string, string>> = {}): string {
  return filled(pluralKey(base, count), isolatedAll({ ...values, count: number(count) }));
}

/** A text for a number whose other placeholders are elements. */
export function richPlural(base: PluralBase, count: number, values: Readonly<Record<string, ComponentChild>>): ComponentChild[] {
  return richly(pluralKey(base, count), { ...values, count: number(count) });
}

function pluralKey(base: PluralBase, count: number): string {
  const key = `${base}_${new Intl.PluralRules(language()).select(count)}`;
  return hasText(key) ? key : `${base}_other`;
}

/** A text whose placeholders are elements: names from outside isolated in `<bdi>`, code, emphasis. */
export function rich<K extends TextKey>(key: K, ...[values]: Values<K, ComponentChild>): ComponentChild[] {
  return richly(key, values ?? {});
}

function richly(key: string, values: Readonly<Record<string, ComponentChild>>): ComponentChild[] {
  const given = Object.entries(values);
  const mark = (value: ComponentChild, at: number): string => (typeof value === 'string' ? value : `\uE000${at}\uE001`);
  const marked = filled(key, Object.fromEntries(given.map(([name, value], at) => [name, mark(value, at)])));
  return marked
    .split(/\uE000(\d+)\uE001/u)
    .map((part, at) => (at % 2 ? <Fragment key={at}>{isolatedChild(given[Number(part)]?.[1])}</Fragment> : part));
}

/**
 * Names, addresses, paths and numbers keep their own direction within a text that runs from right to left: Unicode's marks stand
 * around each of them (FSI, PDI). Texts from left to right carry none.
 */
export function isolated(value: string): string {
  return value !== '' && direction() === 'rtl' ? `\u2068${value}\u2069` : value;
}

/** Without those marks: what is stored, copied or compared. */
export function unmarked(text: string): string {
  return text.replace(/[\u2066-\u2069]/gu, '');
}

function isolatedAll(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolated(value)]));
}

/** Elements from outside isolate themselves. */
function isolatedChild(child: ComponentChild): ComponentChild {
  return typeof child === 'string' ? isolated(child) : child;
}

/** A value that ends with a full stop of its own, such as "2 Min.", takes the sentence's along. */
function filled(key: string, values: Readonly<Record<string, string>>): string {
  const given = Object.keys(values)
    .toSorted()
    .map((name) => values[name] ?? '');
  return text(key, ...given).replace(/(?<=[^.])\.\.(?=\s|$)/gu, '.');
}

/** A number in the reader's language. */
export function number(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

/** "40 %", from a share between 0 and 1. */
export function percent(share: number): string {
  return new Intl.NumberFormat(language(), { style: 'percent' }).format(share);
}

/** A list in the reader's language: "A, B and C". */
export function list(items: readonly string[]): string {
  return new Intl.ListFormat(language(), { type: 'conjunction' }).format(items.map(isolated));
}

/** A list of names from outside, each isolated for direction. */
export function names(items: readonly string[]): ComponentChild[] {
  const parts = new Intl.ListFormat(language(), { type: 'conjunction' }).formatToParts(items);
  return parts.map(({ type, value }, at) => (type === 'element' ? <bdi key={at}>{value}</bdi> : value));
}

/** What stands side by side, of one kind: "PUT, PATCH". */
export function series(items: readonly string[]): string {
  return new Intl.ListFormat(language(), { type: 'unit', style: 'short' }).format(items.map(isolated));
}

/** "Albums and photos" from "albums and photos", where a sentence begins with it. */
export function capitalised(text: string): string {
  return text.replace(/(?<=^[\u2066-\u2068]*)\p{L}/u, (letter) => letter.toLocaleUpperCase(language()));
}

/** A failure in words: what happened, whether anything was lost or changed, and what to do. */
export interface ProblemTexts {
  readonly title: string;
  readonly rest: string;
  readonly todo: string;
}

/** These are about a host, a header or an option; all others about a service, an account or a site. */
const ownSubject = new Set<string>([
  'broker_needs_sign_in',
  'host_access_missing',
  'header_not_allowed',
  'insecure_endpoint',
  'network_failed',
  'option_not_supported',
  'outside_api_hosts',
  'outside_connector',
  'redirect_refused',
  'sign_in_endpoint',
  'unexpected',
]);

/** @param name the service, site or account that the page speaks about */
export function problemTexts(problem: Problem, name?: string): ProblemTexts {
  const about = ownSubject.has(problem.code) ? problem.about : (name ?? problem.about);
  const values = { name: about ?? t('the_other_side') };
  const [title = '', rest = ''] = t(`problem_${problem.code}`, values).split('\n');
  return { title, rest, todo: t(`problem_${problem.code}_do`, values) };
}
