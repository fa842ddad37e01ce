/** Arbitrary requests, as far as a strict service can read them: no stray `%`, no bytes that are no UTF-8 (wire.test.ts has those). */
import { generateKeyPairSync } from 'node:crypto';
import * as fc from 'fast-check';
import type { Outgoing } from '../../../src/core/protocol';
import type { Credentials, OAuth1SignatureMethod, SigningOptions } from '../../../src/protocols/oauth1/library';
import type { RawRequest } from '../../services/oauth1-parameters';

/** A request before it is signed. Its body is made anew for each use. */
export interface Sample {
  readonly method: string;
  readonly url: string;
  readonly body: (() => NonNullable<Outgoing['body']>) | undefined;
  readonly contentType: string | undefined;
  readonly credentials: Credentials;
  readonly options: SigningOptions & { readonly signatureMethod: OAuth1SignatureMethod };
}

/** Seconds; the verifier's clock stands still here. */
export const NOW = 1_700_000_000;
export const FORM = 'application/x-www-form-urlencoded';
export const methods = ['HMAC-SHA1', 'HMAC-SHA256', 'HMAC-SHA512', 'RSA-SHA1', 'RSA-SHA256', 'RSA-SHA512', 'PLAINTEXT'] as const;

/** One key pair for all: to make one is slow. */
export const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const odd = [
  'a',
  'Z',
  '0',
  '-._~',
  ' ',
  '+',
  '%',
  '&',
  '=',
  '#',
  '?',
  '/',
  "!*'()",
  '"',
  '\\',
  '\n',
  '%41',
  '%zz',
  '\u0000',
  'é',
  '日本',
  '😀',
  '\uFEFF',
];
/** Plain text of any kind. */
export const text = fc.oneof(
  fc.array(fc.constantFrom(...odd), { maxLength: 5 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const some = text.filter((value) => value !== '');

/** Pieces of names and values as they are spelt in queries and forms: encoded, not encoded, or needlessly so. */
const spelt = [
  'a',
  'b',
  'Z',
  '9',
  '-',
  '.',
  '_',
  '~',
  '+',
  '%20',
  '%2B',
  '%2b',
  '%25',
  '%26',
  '%3D',
  '%3d',
  '%23',
  '%41',
  '%7e',
  '%00',
  '%0A',
];
const bare = [
  '!',
  '*',
  "'",
  '(',
  ')',
  '/',
  '?',
  ':',
  '@',
  ';',
  ',',
  '$',
  '[',
  ']',
  '|',
  '^',
  '`',
  '{',
  '}',
  '\\',
  '"',
  '<',
  '>',
  ' ',
];
const foreign = ['é', '日', '😀', '\uFEFF', '%C3%A9', '%c3%a9', '%F0%9F%98%80', '%EF%BB%BF'];
const word = fc.array(fc.constantFrom(...spelt, ...bare, ...foreign), { maxLength: 5 }).map((parts) => parts.join(''));
const encoded = text.map((value) => encodeURIComponent(value));
const piece = fc.oneof(word, encoded, fc.constantFrom('a', 'b', ''));
const pair = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(piece, piece).map(([name, value]) => `${name}=${value}`) },
  { weight: 1, arbitrary: fc.tuple(piece, piece, piece).map((parts) => parts.join('=')) },
  { weight: 1, arbitrary: piece },
  { weight: 1, arbitrary: fc.constantFrom('', '=', 'a=', '=a', 'a=1') },
);
/** A query or a form as text, with duplicates. */
export const pairs = fc
  .tuple(fc.array(pair, { maxLength: 6 }), fc.boolean())
  .map(([list, twice]) => [...list, ...(twice ? list.slice(0, 2) : [])].join('&'));

const path = fc
  .array(
    fc.oneof(
      fc.array(fc.constantFrom(...spelt, ...bare.filter((char) => char !== '?'), ...foreign), { maxLength: 4 }),
      fc.constantFrom(['.'], ['..'], []),
    ),
    {
      maxLength: 4,
    },
  )
  .map((segments) => segments.map((parts) => `/${parts.join('')}`).join(''));
const host = fc.constantFrom(
  'api.example',
  'API.Example',
  'a-b.c9.example',
  'Exämple.example',
  '127.0.0.1',
  '[::1]',
  '[2001:DB8::1]',
);
const url = fc
  .record({
    scheme: fc.constantFrom('http', 'https', 'HTTPS'),
    host,
    port: fc.constantFrom('', ':80', ':443', ':8080', ':8443'),
    path,
    query: fc.option(pairs, { nil: undefined }),
    fragment: fc.constantFrom('', '#', '#a=b&oauth_token=c'),
  })
  .map(
    ({ scheme, host, port, path, query, fragment }) =>
      `${scheme}://${host}${port}${path}${query === undefined ? '' : `?${query}`}${fragment}`,
  );

/** What a browser writes into a name as an escape is not read back by every service. */
const fieldName = text.map((name) => name.replace(/["\r\n%\uFEFF]/g, '_'));
const field = fc.record({ name: fieldName, value: text, file: fc.boolean() });
const body = fc.oneof(
  fc.record({ body: fc.constant(undefined), contentType: fc.constant(undefined) }),
  fc
    .array(fc.tuple(text, text), { maxLength: 4 })
    .map((list) => ({ body: () => new URLSearchParams(list), contentType: undefined })),
  fc
    .tuple(pairs, fc.constantFrom(FORM, `${FORM}; charset=UTF-8`, 'Application/X-WWW-Form-Urlencoded'))
    .map(([form, contentType]) => ({ body: () => form, contentType })),
  pairs.map((form) => ({ body: () => new Blob([form], { type: FORM }), contentType: undefined })),
  fc.jsonValue().map((value) => ({ body: () => JSON.stringify(value), contentType: 'application/json' })),
  fc
    .uint8Array({ maxLength: 40 })
    .map((bytes) => ({ body: () => new Blob([Uint8Array.from(bytes)], { type: 'image/png' }), contentType: undefined })),
  fc.array(field, { maxLength: 4 }).map((fields) => ({ body: () => formData(fields), contentType: undefined })),
);

function formData(fields: readonly { name: string; value: string; file: boolean }[]): FormData {
  const data = new FormData();
  for (const { name, value, file } of fields) {
    if (file) data.append(name, new Blob([value]), 'name.bin');
    else data.append(name, value);
  }
  return data;
}

/** @param of the signature methods to draw from */
export function samples(of: readonly OAuth1SignatureMethod[] = methods): fc.Arbitrary<Sample> {
  const options = fc.record({
    signatureMethod: fc.constantFrom(...of),
    transport: fc.constantFrom('header' as const, 'query' as const, 'body' as const),
    timestamp: fc.constant(NOW),
    nonce: some,
    version: fc.boolean(),
    bodyHash: fc.boolean(),
    multipartText: fc.boolean(),
    realm: fc.constantFrom('', 'Photos', 'https://api.example/', 'a, b=c'),
    further: fc.oneof(
      fc.constant({}),
      text.map((value) => ({ oauth_callback: value })),
      fc.constant({ oauth_verifier: '1 2' }),
    ),
  });
  const credentials = fc
    .record({ consumerKey: some, consumerSecret: text, token: fc.option(some, { nil: undefined }), tokenSecret: text })
    .map((each) => ({ ...each, privateKey }));
  return fc
    .record({
      method: fc.constantFrom('GET', 'get', 'HEAD', 'POST', 'PUT', 'Delete', 'PATCH', 'OPTIONS', 'PROPFIND'),
      url,
      body,
      credentials,
      options,
    })
    .map(({ method, body, ...rest }) => ({
      ...rest,
      method,
      ...(/^(?:get|head)$/i.test(method) ? { body: undefined, contentType: undefined } : body),
    }));
}

/** What is to be signed. */
export function outgoing({ method, url, body, contentType }: Sample): Outgoing {
  const headers = new Headers(contentType === undefined ? {} : { 'content-type': contentType });
  return { method, url: new URL(url), headers, ...(body && { body: body() }) };
}

/** What a service receives, as `fetch` sends it. */
export async function received({ method, url, headers, body }: Outgoing): Promise<RawRequest> {
  const sent = new Response(body ?? null);
  return {
    scheme: url.protocol === 'http:' ? 'http' : 'https',
    method: /^(?:get|head|post|put|delete|options)$/i.test(method) ? method.toUpperCase() : method,
    target: url.pathname + url.search,
    host: url.host,
    authorization: headers.get('authorization') ?? undefined,
    contentType: headers.get('content-type') ?? sent.headers.get('content-type') ?? undefined,
    body: Buffer.from(await sent.arrayBuffer()),
  };
}
