/** What is typed in several lines or as a list, and back: parameters, headers, scopes, codes. */
import type { ScopeText } from '../../../src/core/oauth2-service';
import type { Parameters } from '../../../src/core/service-base';

/** One `name=value` on each line. */
export function linesOf(parameters: Parameters = {}): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}

export function parametersIn(text: string): Parameters {
  return Object.fromEntries(pairs(text, '=').map(([name = '', value = '']) => [name, value]));
}

/** Whether every line is `name=value`, and no name is the protocol's own. */
export function areParameters(text: string, own: RegExp): boolean {
  return pairs(text, '=').every(([name = '']) => name !== '' && !own.test(name));
}

/** One `Name: value` on each line, as documentation writes headers. */
export function headerLinesOf(headers: Parameters = {}): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

export function headersIn(text: string): Parameters {
  return Object.fromEntries(pairs(text, ':').map(([name = '', value = '']) => [name, value.trim()]));
}

/** Headers that speak for the account, the browser or the connection: no entry may open or set them. */
const neverOpen =
  /^(authorization|cookie2?|host|origin|referer|dpop|connection|content-length|date|dnt|expect|keep-alive|te|trailer|transfer-encoding|upgrade|via|forwarded|user-agent|x-forwarded-.*|x-http-method.*|x-method-override|proxy-.*|sec-.*|access-control-.*)$/u;

/** Whether an entry may set this header. */
export function isHeader(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9-]{0,79}$/u.test(name) && !neverOpen.test(name.toLowerCase());
}

/** Whether an entry may let callers set the headers of this name; a `*` at its end stands for any characters. */
export function isHeaderPattern(pattern: string): boolean {
  return /^[a-z][a-z0-9-]+\*?$/u.test(pattern) && !neverOpen.test(pattern.replace('*', ''));
}

export function areHeaders(text: string): boolean {
  return pairs(text, ':').every(([name = '', value = '']) => isHeader(name) && /^[\x20-\x7e]{1,300}$/u.test(value.trim()));
}

function pairs(text: string, sign: '=' | ':'): string[][] {
  return text
    .split(/\r?\n/u)
    .filter((line) => line.trim())
    .map((line) => (line.includes(sign) ? [line.slice(0, line.indexOf(sign)).trim(), line.slice(line.indexOf(sign) + 1)] : []));
}

/** Codes with commas between; a single one that holds a space ends with a comma, so that it stays one. */
export function codesText(codes: readonly string[] = []): string {
  return codes.length === 1 && /\s/u.test(codes[0] ?? '') ? `${codes[0]},` : codes.join(', ');
}

export function codesIn(text: string): string[] {
  const between = text.includes(',') ? /[,\n]+/u : /\s+/u;
  return text
    .split(between)
    .map((code) => code.trim())
    .filter(Boolean);
}

/** A scope on each line: `files.read – See your files`; a `?` before it marks one that is asked for only when it is wanted. */
export function scopesText(scopes: readonly ScopeText[]): string {
  return scopes
    .map(({ name, does, optional }) => `${optional ? '? ' : ''}${name}${does ? ` – ${does.replace(/\s+/gu, ' ')}` : ''}`)
    .join('\n');
}

/** A scope's characters (RFC 6749 §3.3). */
const scopeWord = /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/u;
const scopeLine = /^(?<optional>\?\s+)?(?<name>[\x21\x23-\x5b\x5d-\x7e]+)(?:\s+[–—-]+(?:\s+(?<does>.*))?)?$/u;

/**
 * The scopes in a text. Names may also stand behind each other with spaces between, as documentation lists them.
 * @param known gives names without a text the text that they had
 * @returns undefined where a line is none
 */
export function scopesIn(text: string, known: readonly ScopeText[] = []): ScopeText[] | undefined {
  const found: ScopeText[] = [];
  for (const line of text.split(/\r?\n/u).filter((each) => each.trim())) {
    const { optional, name, does } = scopeLine.exec(line.trim())?.groups ?? {};
    if (name !== undefined) {
      found.push({ name, does: does?.trim() ?? '', ...(optional !== undefined && { optional: true }) });
      continue;
    }
    const [first, ...rest] = line.trim().split(/\s+/u);
    const isOptional = first === '?';
    const names = isOptional ? rest : [first ?? '', ...rest];
    if (!names.every((each) => scopeWord.test(each))) return undefined;
    found.push(
      ...names.map(
        (each) => known.find((scope) => scope.name === each) ?? { name: each, does: '', ...(isOptional && { optional: true }) },
      ),
    );
  }
  return found;
}
