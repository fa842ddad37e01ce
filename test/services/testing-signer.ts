/** A small OAuth 1.0a signer for the tests of the services, written apart from both the services and the product. */
import { createHash, createHmac, randomBytes, sign, type KeyObject } from 'node:crypto';
import { send, type Call, type Reply } from './testing-client';

export interface Keys {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly token?: string;
  readonly tokenSecret?: string;
  /** Signs by RSA, in place of the secrets. */
  readonly privateKey?: KeyObject;
}

/** How a service wants its requests signed. */
export interface Manner {
  readonly signatureMethod?: string;
  /** Where the protocol parameters go: the header unless told. */
  readonly transport?: 'header' | 'query' | 'body';
  readonly realm?: string;
}

export interface SignedCall extends Call, Manner {
  /** Form fields: sent as the body, and signed. */
  readonly form?: Record<string, string>;
  /** Text parts of a multipart body; signed, though sent as `body`. */
  readonly texts?: Record<string, string>;
  /** Further or changed `oauth_` parameters; an empty one is left out. */
  readonly oauth?: Record<string, string>;
  /** Writes the signature into the header as it is, with its bare `&`. */
  readonly bare?: boolean;
}

/** Signs a call by OAuth 1.0a and sends it. */
export function sendSigned(url: string, keys: Keys, call: SignedCall = {}): Promise<Reply> {
  const { form, texts, oauth = {}, signatureMethod = 'HMAC-SHA1', transport = 'header', realm, bare, ...rest } = call;
  const method = rest.method ?? (form ? 'POST' : 'GET');
  const all = {
    oauth_consumer_key: keys.consumerKey,
    oauth_nonce: randomBytes(8).toString('hex'),
    oauth_signature_method: signatureMethod,
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    ...(keys.token === undefined ? {} : { oauth_token: keys.token }),
    ...oauth,
  };
  const parameters = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
  const { origin, pathname, searchParams } = new URL(url);
  const pairs = [...Object.entries({ ...parameters, ...form, ...texts }), ...searchParams];
  const normal = pairs
    .map((pair) => pair.map(encode).join('='))
    .sort((left, right) => (left.replace('=', '\0') < right.replace('=', '\0') ? -1 : 1))
    .join('&');
  const signature = signatureFor(signatureMethod, [method, origin + pathname, normal].map(encode).join('&'), keys);
  const signed = { ...parameters, oauth_signature: signature };

  const target = new URL(url);
  if (transport === 'query') for (const [name, value] of Object.entries(signed)) target.searchParams.append(name, value);
  const fields = transport === 'body' ? { ...form, ...signed } : form;
  const written = (name: string, value: string) => (bare && name === 'oauth_signature' ? value : encode(value));
  const header = [
    ...(realm === undefined ? [] : [`realm="${realm}"`]),
    ...Object.entries(signed).map(([name, value]) => `${name}="${written(name, value)}"`),
  ].join(', ');
  return send(target.href, {
    ...rest,
    method,
    headers: {
      ...(transport === 'header' ? { authorization: `OAuth ${header}` } : {}),
      ...(fields ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      ...rest.headers,
    },
    ...(fields ? { body: new URLSearchParams(fields).toString() } : {}),
  });
}

/** A multipart body with text parts and one file. */
export function multipart(
  texts: Record<string, string>,
  file: { name: string; data: Buffer },
): Required<Pick<Call, 'headers' | 'body'>> {
  const boundary = `practice-${randomBytes(9).toString('hex')}`;
  const parts = Object.entries(texts).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const opening = `--${boundary}\r\ncontent-disposition: form-data; name="${file.name}"; filename="practice.bin"\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(parts.join('') + opening), file.data, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, body };
}

/** `oauth_body_hash` as the method wants it. */
export function bodyHash(signatureMethod: string, body: string): string {
  return createHash(hashOf(signatureMethod)).update(body).digest('base64');
}

function signatureFor(method: string, base: string, keys: Keys): string {
  if (method.startsWith('RSA')) {
    if (!keys.privateKey) throw new Error('no private key');
    return sign(hashOf(method), Buffer.from(base), keys.privateKey).toString('base64');
  }
  const key = `${encode(keys.consumerSecret)}&${encode(keys.tokenSecret ?? '')}`;
  return method === 'PLAINTEXT' ? key : createHmac(hashOf(method), key).update(base).digest('base64');
}

function hashOf(signatureMethod: string): string {
  return signatureMethod.split('-')[1]?.toLowerCase() ?? 'sha1';
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
