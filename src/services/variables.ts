/** What the user types for a place in an entry of the catalogue: brought into form, and kept from reaching beyond its place. */
import { CountersignError } from '../core/errors';
import type { Variable } from '../core/catalogue';

/** What each kind may look like in the end. Nothing of it can end a host, a segment of a path or a value of a query. */
const forms: Readonly<Record<Variable['kind'], RegExp>> = {
  host: /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(:\d{1,5})?$|^\[[0-9a-f:.]{2,45}\](:\d{1,5})?$/,
  label: /^(?!xn--)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  word: /^[A-Za-z0-9][A-Za-z0-9_.~-]{0,99}$/,
};

/**
 * What was typed, as it goes into the entry's texts. A pasted address is reduced to the part that is asked for:
 * `https://mine.shops.example/admin` to `mine`, where `{shop}.shops.example` is in a text.
 * @param texts of the entry, with their places
 * @throws CountersignError `invalid_input` naming the variable
 */
export function typedValue(variable: Variable, typed: string, texts: readonly string[]): string {
  const bare = typed.trim();
  const value = variable.kind === 'host' ? hostIn(bare) : partOf(variable, bare, texts);
  if (value === undefined || !forms[variable.kind].test(value)) {
    throw new CountersignError('invalid_input', { about: variable.label });
  }
  return value;
}

/** The host and port of an address, whatever stands behind them. User names, escapes and what parsers read in two ways are refused. */
function hostIn(typed: string): string | undefined {
  const [, authority = ''] = /^(?:https?:\/\/)?([^/?]*)(?:[/?].*)?$/is.exec(typed) ?? [];
  if (!/^(\[[0-9a-f:.]+\]|[^\s@%\\#[\]:]+)(:\d+)?$/i.test(authority) || !URL.canParse(`https://${authority}`)) return undefined;
  return new URL(`https://${authority}`).host.replace(/\.(?=:|$)/, '');
}

/** The text itself, or where it is an address, the part of it that stands in the variable's place in one of the entry's own. */
function partOf({ name, kind }: Variable, typed: string, texts: readonly string[]): string | undefined {
  const lower = (text: string): string => (kind === 'label' ? text.toLowerCase() : text);
  if (forms[kind].test(lower(typed))) return lower(typed);
  const address = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`;
  for (const text of texts) {
    const found = patternOf(text, name)?.exec(address)?.[1];
    if (found !== undefined) return lower(found);
  }
  return undefined;
}

/** Finds the variable's part in an address of the form of this text. A place in the host takes the rest of the host along. */
function patternOf(text: string, name: string): RegExp | undefined {
  const [before = '', after] = text.split(`{${name}}`, 2);
  if (!/^https?:\/\//.test(before) || after === undefined) return undefined;
  const inHost = !before.slice(before.indexOf('//') + 2).includes('/');
  const rest = inHost ? `${escaped(/^[^/?#]*/.exec(after)?.[0] ?? '')}(?=[/?#:]|$)` : '(?=[/?#]|$)';
  const part = inHost ? '([^/?#@:.]+)' : '([^/?#]+)';
  return new RegExp(`^https?://${escaped(before.slice(before.indexOf('//') + 2))}${part}${rest}`, 'i');
}

/** As a pattern; another place fits whatever stands in one segment. */
function escaped(text: string): string {
  return text
    .split(/\{\w+\}/)
    .map((literal) => literal.replace(/[.*+?^$()|[\]\\{}-]/g, '\\$&'))
    .join('[^/?#@:]+');
}
