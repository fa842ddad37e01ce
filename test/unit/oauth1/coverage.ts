/** What of a request each kind of signature covers: one table, which the properties prove and docs/oauth1.md prints. */
import type { RawRequest } from '../../services/oauth1-parameters';
import { bodyHashOf } from '../../services/oauth1-signatures';
import { FORM, NOW, type Sample } from './requests';

/** `hashed`: HMAC and RSA methods; `plain`: PLAINTEXT. */
export interface Row {
  readonly what: string;
  readonly hashed: boolean;
  readonly plain: boolean;
  /** The request with just this changed, or nothing where it has no such thing. */
  change(request: RawRequest, sample: Sample): RawRequest | undefined;
}

const signed = { hashed: true, plain: false };
const never = { hashed: false, plain: false };

export const coverage: readonly Row[] = [
  { what: 'the method', ...signed, change: (request) => ({ ...request, method: request.method === 'POST' ? 'PUT' : 'POST' }) },
  { what: 'the scheme', ...signed, change: (request) => ({ ...request, scheme: request.scheme === 'http' ? 'https' : 'http' }) },
  { what: 'the host', ...signed, change: (request) => ({ ...request, host: `x${request.host?.replace(/^\[.*\]/, '')}` }) },
  { what: 'the port', ...signed, change: (request) => ({ ...request, host: `${request.host?.replace(/:\d+$/, '')}:1234` }) },
  { what: 'the path', ...signed, change: (request) => ({ ...request, target: request.target.replace(/^[^?]*/, '$&x') }) },
  {
    what: 'a name in the query or form',
    ...signed,
    change: inPairs((pairs) => pairs.map((pair, at) => (at === 0 ? `x${pair}` : pair))),
  },
  {
    what: 'a value in the query or form',
    ...signed,
    change: inPairs((pairs) => pairs.map((pair, at) => (at > 0 ? pair : pair.includes('=') ? `${pair}x` : `${pair}=x`))),
  },
  { what: 'a parameter that comes once more', ...signed, change: inPairs((pairs) => [...pairs, pairs[0] ?? '']) },
  { what: 'a parameter that is left out', ...signed, change: inPairs((pairs) => pairs.slice(1)) },
  {
    what: 'a parameter that is added',
    ...signed,
    change: (request) => ({ ...request, target: `${request.target}${request.target.includes('?') ? '&' : '?'}x=1` }),
  },
  { what: 'the consumer key', ...signed, change: protocol('oauth_consumer_key', (value) => `${value}x`) },
  { what: 'the token', ...signed, change: protocol('oauth_token', (value) => `${value}x`) },
  { what: 'the timestamp', ...signed, change: protocol('oauth_timestamp', () => String(NOW + 1)) },
  { what: 'the nonce', ...signed, change: protocol('oauth_nonce', (value) => `${value}x`) },
  { what: 'the callback', ...signed, change: protocol('oauth_callback', (value) => `${value}x`) },
  { what: 'the verifier', ...signed, change: protocol('oauth_verifier', (value) => `${value}x`) },
  {
    what: 'the signature',
    hashed: true,
    plain: true,
    change: protocol('oauth_signature', (value) => (value.startsWith('A') ? `B${value.slice(1)}` : `A${value.slice(1)}`)),
  },
  {
    what: 'a body that is no form, with `bodyHash`',
    ...signed,
    // With its hash, as a forger would.
    change: (request, { options }) => {
      if (isForm(request) || isMultipartText(request, options)) return undefined;
      const body = Buffer.concat([request.body, Buffer.from('x')]);
      const hash = encodeURIComponent(bodyHashOf(options.signatureMethod, body));
      return protocol('oauth_body_hash', () => hash)({ ...request, body });
    },
  },
  {
    what: 'a text part of a multipart body, with `multipartText`',
    ...signed,
    change: (request, { options }) =>
      isMultipartText(request, options) ? withPart(request, 'Content-Disposition: form-data; name="x"') : undefined,
  },
  {
    what: 'a file of a multipart body, even with `multipartText`',
    ...never,
    change: (request, { options }) =>
      isMultipartText(request, options)
        ? withPart(request, 'Content-Disposition: form-data; name="x"; filename="x.txt"')
        : undefined,
  },
  {
    what: 'a body that is no form, without `bodyHash`',
    ...never,
    change: (request, { options }) =>
      isForm(request) || options.bodyHash || isMultipartText(request, options)
        ? undefined
        : { ...request, body: Buffer.concat([request.body, Buffer.from('x')]) },
  },
  {
    what: 'headers: the type of a body that is no form',
    ...never,
    change: (request, { options }) =>
      isForm(request) || isMultipartText(request, options) ? undefined : { ...request, contentType: 'text/x' },
  },
  {
    what: 'the realm',
    ...never,
    change: (request) => inHeader(request, (header) => header.replace(/realm="[^"]*"/, 'realm="x"')),
  },
  {
    what: 'the order of the parameters in the header, and the space between them',
    ...never,
    change: (request) =>
      inHeader(
        request,
        (header) =>
          `OAuth ${header
            .slice(6)
            .split(/(?<="), (?=[a-z_]+=")/)
            .toReversed()
            .join(' ,  ')}`,
      ),
  },
  { what: 'the order of the parameters in the query or form', ...never, change: inPairs((pairs) => pairs.toReversed()) },
  {
    what: 'the spelling of a parameter: `+` or `%20`, `%2b` or `%2B`, `A` or `%41`',
    ...never,
    change: inPairs((pairs) =>
      pairs.map((pair) =>
        pair.replace(/%[0-9a-f]{2}|\+|[A-Za-z](?=.*=)/gi, (found) =>
          found === '+' ? '%20' : found.length > 1 ? found.toLowerCase() : escaped(found),
        ),
      ),
    ),
  },
  {
    what: 'the host in other letters, and a default port',
    ...never,
    change: (request) => {
      const host = request.host?.toUpperCase() ?? '';
      return { ...request, host: /:\d+$/.test(host) ? host : `${host}:${request.scheme === 'http' ? 80 : 443}` };
    },
  },
];

/** The table as docs/oauth1.md prints it. */
export function coverageTable(): string {
  const mark = (covered: boolean): string => (covered ? 'signed' : 'not signed');
  const rows = coverage.map(({ what, hashed, plain }) => `| ${what} | ${mark(hashed)} | ${mark(plain)} |`);
  return [
    '| a change of | HMAC-SHA1, -SHA256, -SHA512, RSA-SHA1, -SHA256, -SHA512 | PLAINTEXT |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function isForm({ contentType = '' }: RawRequest): boolean {
  return contentType.toLowerCase().startsWith(FORM);
}

function isMultipartText({ contentType = '' }: RawRequest, { multipartText }: Sample['options']): boolean {
  return multipartText === true && contentType.startsWith('multipart/form-data');
}

/** Changes the list of own parameters in the query, else in the form; those of the protocol stay. */
function inPairs(work: (pairs: readonly string[]) => readonly string[]): Row['change'] {
  const changed = (list: string): string | undefined => {
    const all = list.split('&').filter((pair) => pair !== '');
    const [own, theirs] = [all.filter((pair) => !pair.startsWith('oauth_')), all.filter((pair) => pair.startsWith('oauth_'))];
    return own.length === 0 ? undefined : [...work(own), ...theirs].join('&');
  };
  return (request) => {
    const [path = '', ...query] = request.target.split('?');
    const inQuery = changed(query.join('?'));
    if (inQuery !== undefined) return { ...request, target: `${path}?${inQuery}` };
    const inForm = isForm(request) ? changed(request.body.toString()) : undefined;
    return inForm === undefined ? undefined : { ...request, body: Buffer.from(inForm) };
  };
}

/** Changes one parameter of the protocol, wherever it stands. */
function protocol(name: string, work: (encoded: string) => string): (request: RawRequest) => RawRequest | undefined {
  const pattern = new RegExp(`(^|[?& ])${name}=("?)([^"&]*)`);
  return (request) => {
    const change = (place: string): string =>
      place.replace(pattern, (_, before: string, quote: string, value: string) => `${before}${name}=${quote}${work(value)}`);
    const { authorization = '', target, body } = request;
    if (pattern.test(authorization)) return { ...request, authorization: change(authorization) };
    if (pattern.test(target)) return { ...request, target: change(target) };
    const form = isForm(request) ? body.toString() : '';
    return pattern.test(form) ? { ...request, body: Buffer.from(change(form)) } : undefined;
  };
}

function inHeader(request: RawRequest, work: (header: string) => string): RawRequest | undefined {
  return request.authorization === undefined ? undefined : { ...request, authorization: work(request.authorization) };
}

/** Puts a part before the first one. */
function withPart(request: RawRequest, head: string): RawRequest {
  const body = request.body.toString('latin1');
  const boundary = body.slice(0, body.search(/(?:--)?\r\n/));
  return { ...request, body: Buffer.from(`${boundary}\r\n${head}\r\n\r\nx\r\n${body}`, 'latin1') };
}

function escaped(char: string): string {
  return `%${char.charCodeAt(0).toString(16)}`;
}
