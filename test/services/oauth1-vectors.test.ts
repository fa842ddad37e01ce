/** Holds the verifier to the published signatures: each accepted as it stands, refused with one character changed. */
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import vectors from '../vectors/oauth1.json';
import {
  collectParameters,
  normalizeParameters,
  readAuthorization,
  percentDecode,
  percentEncode,
  signatureBaseString,
  type RawRequest,
} from './oauth1-parameters';
import { signatureFits, type SignatureMethod } from './oauth1-signatures';
import { OAuth1Verifier } from './oauth1-verify';

interface Vector {
  id: string;
  input: {
    method: string;
    url: string;
    signature_method: string;
    consumer_secret: string | null;
    token_secret: string | null;
    oauth_params: string[][];
    body_content_type: string | null;
    body_form_params: string[][];
    raw_body?: string;
    base_string?: string;
    rsa_private_key_jwk?: JsonWebKey;
  };
  expected: { base_string: string | null; signature: string; authorization_header: string | null };
  published: { signature: string | null };
}

const all = vectors.vectors as unknown as Vector[];
const requests = all.filter(({ input }) => input.url !== '');
const bare = all.filter(({ input }) => input.url === '');
const published = (vector: Vector) => vector.published.signature ?? vector.expected.signature;
const secretsOf = ({ input }: Vector) => ({
  consumerSecret: input.consumer_secret ?? '',
  tokenSecret: input.token_secret ?? '',
  ...publicKeyOf(input.rsa_private_key_jwk),
});

function publicKeyOf(jwk: JsonWebKey | undefined): { publicKey?: string } {
  if (!jwk) return {};
  return { publicKey: createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString() };
}

function rawRequest({ input }: Vector, signature: string): RawRequest {
  const [, scheme = '', host = '', target = ''] = /^(https?):\/\/([^/?]+)(.*)$/i.exec(input.url) ?? [];
  const pairs = [...input.oauth_params, ['oauth_signature', signature]];
  const form = input.body_form_params.map((pair) => pair.map(percentEncode).join('=')).join('&');
  return {
    scheme: scheme.toLowerCase() as 'http' | 'https',
    method: input.method,
    target,
    host,
    authorization: `OAuth realm="Vector: all, of them", ${pairs
      .filter(([name]) => !input.body_form_params.some(([other]) => other === name))
      .map(([name = '', value = '']) => `${percentEncode(name)}="${percentEncode(value)}"`)
      .join(', ')}`,
    contentType: input.body_content_type ?? undefined,
    body: Buffer.from(input.raw_body ?? form),
  };
}

function verifierFor(vector: Vector): OAuth1Verifier {
  const stamp = vector.input.oauth_params.find(([name]) => name === 'oauth_timestamp')?.[1];
  return new OAuth1Verifier({
    methods: ['HMAC-SHA1', 'HMAC-SHA256', 'HMAC-SHA512', 'RSA-SHA1', 'RSA-SHA256', 'RSA-SHA512', 'PLAINTEXT'],
    now: () => Number(stamp),
    secrets: () => secretsOf(vector),
  });
}

describe('published vectors', () => {
  it('are all here', () => {
    expect(requests.length).toBeGreaterThanOrEqual(25);
    expect(bare.length).toBeGreaterThanOrEqual(5);
  });

  it.each(requests.map((vector) => [vector.id, vector] as const))('%s is accepted as a raw request', (_id, vector) => {
    const request = rawRequest(vector, published(vector));
    expect(signatureBaseString(request, collectParameters(request))).toBe(vector.expected.base_string);
    expect(verifierFor(vector).verify(request)).toMatchObject({ ok: true });
  });

  it.each(requests.map((vector) => [vector.id, vector] as const))(
    '%s is refused with any one character of the signature flipped',
    (_id, vector) => {
      const signature = published(vector);
      for (let at = 0; at < signature.length; at += 1) {
        const other = signature[at] === 'A' ? 'B' : 'A';
        const flipped = signature.slice(0, at) + other + signature.slice(at + 1);
        const result = verifierFor(vector).verify(rawRequest(vector, flipped));
        expect(result, `position ${at}`).toMatchObject({ ok: false, code: 32 });
      }
    },
  );

  it.each(requests.filter(({ expected }) => expected.authorization_header).map((vector) => [vector.id, vector] as const))(
    '%s: its printed header is read',
    (_id, vector) => {
      const pairs = new Map(readAuthorization(vector.expected.authorization_header ?? '').pairs);
      expect(pairs.get('oauth_signature')).toBe(vector.expected.signature);
      expect(pairs.has('realm')).toBe(false);
    },
  );

  it.each(bare.map((vector) => [vector.id, vector] as const))('%s is accepted over its printed base string', (_id, vector) => {
    const method = vector.input.signature_method as SignatureMethod;
    expect(signatureFits(method, vector.input.base_string ?? '', secretsOf(vector), published(vector))).toBe(true);
    expect(signatureFits(method, `${vector.input.base_string}x`, secretsOf(vector), published(vector))).toBe(
      method === 'PLAINTEXT',
    );
  });

  it.each(vectors.percent_encoding as [string, string][])('percent-encodes %j', (raw, encoded) => {
    expect(percentEncode(raw)).toBe(encoded);
    expect(percentDecode(encoded)).toBe(raw);
    expect(percentDecode(encoded.toLowerCase())).toBe(raw.toLowerCase());
  });

  it.each(vectors.normalization as [string, string][])('normalises %s', (raw, normal) => {
    const pairs = raw.split('&').map((pair) => pair.split('=').map((part) => part.replaceAll('+', ' ')));
    expect(normalizeParameters(pairs.map(([name = '', value = '']) => ({ name, value })))).toBe(normal);
  });
});
