/** Gathers and normalises the parameters of a raw OAuth 1.0a request, strictly by the RFC. */
import { parseMultipart } from './multipart';
import { mediaType } from './request-body';

/** A request exactly as it came over the wire. */
export interface RawRequest {
  readonly scheme: 'http' | 'https';
  readonly method: string;
  /** Request target: path and query as sent. */
  readonly target: string;
  readonly host: string | undefined;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

export type Place = 'header' | 'query' | 'body';

/** What a service reads beyond, or more leniently than, the RFC. */
export interface Reading {
  /** Takes the text parts of a multipart body as parameters, as if they were a form. */
  readonly multipartText?: boolean;
  /** Takes an `oauth_signature` in the header with a bare `&`, which is then not decoded. */
  readonly bareSignature?: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly place: Place;
}

/** The request cannot be read as OAuth at all. */
export class MalformedRequest extends Error {}

/**
 * Percent-encodes text: every UTF-8 byte but the unreserved characters, in upper-case hexadecimal.
 *
 * @see RFC 5849 section 3.6
 */
export function percentEncode(text: string): string {
  let out = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const char = String.fromCharCode(byte);
    out += /[A-Za-z0-9\-._~]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

/**
 * Undoes percent-encoding; hexadecimal of either case is taken.
 *
 * @throws MalformedRequest on a stray `%` or on bytes that are not UTF-8.
 */
export function percentDecode(text: string): string {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) throw new MalformedRequest('stray % in a parameter');
  try {
    return decodeURIComponent(text);
  } catch {
    throw new MalformedRequest('parameter is not UTF-8');
  }
}

/** Splits a query string or form body into decoded pairs; `+` stands for a space. */
export function formPairs(text: string): [string, string][] {
  const decode = (part: string) => percentDecode(part.replaceAll('+', ' '));
  return text
    .split('&')
    .filter((piece) => piece !== '')
    .map((piece) => {
      const equals = piece.indexOf('=');
      return equals < 0 ? [decode(piece), ''] : [decode(piece.slice(0, equals)), decode(piece.slice(equals + 1))];
    });
}

/**
 * Reads an `Authorization: OAuth …` value. Every value must be quoted and percent-encoded, and nothing
 * may stand between the pairs but commas and spaces; `realm` is kept apart, as it is not signed.
 *
 * @throws MalformedRequest when the header does not keep to that form.
 * @see RFC 5849 section 3.5.1
 */
export function readAuthorization(value: string, bareSignature = false): { pairs: [string, string][]; realm?: string } {
  const rest = /^OAuth[ \t]+(.*)$/i.exec(value.trim())?.[1];
  if (rest === undefined) throw new MalformedRequest('not the OAuth scheme');
  const pair = /[ \t]*([A-Za-z0-9\-._~%]+)="([^"]*)"[ \t]*(,|$)/y;
  const pairs: [string, string][] = [];
  let realm: string | undefined;
  let separator = ',';
  while (pair.lastIndex < rest.length || separator === ',') {
    const match = pair.exec(rest);
    if (!match) throw new MalformedRequest('malformed Authorization header');
    const name = percentDecode(match[1] ?? '');
    const raw = match[2] ?? '';
    separator = match[3] ?? '';
    if (name === 'realm') {
      if (realm !== undefined) throw new MalformedRequest('realm given twice');
      realm = raw;
    } else if (bareSignature && name === 'oauth_signature' && raw.includes('&')) {
      pairs.push([name, raw]);
    } else {
      if (!/^[A-Za-z0-9\-._~%]*$/.test(raw)) throw new MalformedRequest(`${name} is not percent-encoded`);
      pairs.push([name, percentDecode(raw)]);
    }
    if (separator === '') break;
  }
  return { pairs, ...(realm === undefined ? {} : { realm }) };
}

/**
 * All parameters of a request: from the OAuth header, the query, and a form-encoded body.
 *
 * @throws MalformedRequest when one of the three cannot be read.
 * @see RFC 5849 section 3.4.1.3.1
 */
export function collectParameters(request: RawRequest, reading: Reading = {}): Parameter[] {
  const from = (place: Place, pairs: [string, string][]): Parameter[] => pairs.map(([name, value]) => ({ name, value, place }));
  const mark = request.target.indexOf('?');
  const query = mark < 0 ? [] : formPairs(request.target.slice(mark + 1));
  const isOAuth = hasOAuthHeader(request);
  const header = isOAuth ? readAuthorization(request.authorization ?? '', reading.bareSignature).pairs : [];
  return [...from('query', query), ...from('header', header), ...from('body', bodyPairs(request, reading))];
}

export function isForm(request: RawRequest): boolean {
  return mediaType(request.contentType) === 'application/x-www-form-urlencoded';
}

export function hasOAuthHeader(request: RawRequest): boolean {
  return /^OAuth\b/i.test(request.authorization?.trim() ?? '');
}

function bodyPairs(request: RawRequest, { multipartText }: Reading): [string, string][] {
  if (isForm(request)) return formPairs(request.body.toString('utf8'));
  if (!multipartText || mediaType(request.contentType) !== 'multipart/form-data') return [];
  try {
    const parts = parseMultipart(request.contentType, request.body);
    return parts.filter(({ filename }) => filename === undefined).map(({ name, data }) => [name, data.toString('utf8')]);
  } catch (error) {
    throw new MalformedRequest(error instanceof Error ? error.message : 'malformed multipart body');
  }
}

/**
 * The parameters as one string: encoded, sorted by encoded name and then value, joined; without the signature.
 *
 * @see RFC 5849 section 3.4.1.3.2
 */
export function normalizeParameters(parameters: readonly Pick<Parameter, 'name' | 'value'>[]): string {
  return parameters
    .filter(({ name }) => name !== 'oauth_signature')
    .map(({ name, value }) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/**
 * Scheme, host and path of the request as they enter the signature: lower-case host, no default port, no query.
 *
 * @throws MalformedRequest when there is no usable Host header.
 * @see RFC 5849 section 3.4.1.2
 */
export function baseStringUri(request: RawRequest): string {
  const host = /^([^:/?#@\s]+|\[[0-9A-Fa-f:.]+\])(?::(\d+))?$/.exec(request.host ?? '');
  if (!host) throw new MalformedRequest('no usable Host header');
  const standard = request.scheme === 'http' ? '80' : '443';
  const port = host[2] === undefined || host[2] === standard ? '' : `:${host[2]}`;
  const path = request.target.split('?')[0] || '/';
  return `${request.scheme}://${(host[1] ?? '').toLowerCase()}${port}${path}`;
}

/** The text that is signed. @see RFC 5849 section 3.4.1.1 */
export function signatureBaseString(request: RawRequest, parameters: readonly Parameter[]): string {
  const parts = [request.method.toUpperCase(), baseStringUri(request), normalizeParameters(parameters)];
  return parts.map(percentEncode).join('&');
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
