/** Holds the verifier's options to their word, on raw requests. */
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { collectParameters, percentEncode, signatureBaseString, type RawRequest } from './oauth1-parameters';
import { bodyHashOf, signatureOf, type Secrets, type SharedMethod } from './oauth1-signatures';
import { OAuth1Verifier, type VerifierOptions } from './oauth1-verify';

const NOW = 1_700_000_000;
const secrets: Secrets = { consumerSecret: 'a secret & more', tokenSecret: 'b+/=' };
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

interface Making {
  readonly method?: string;
  readonly oauth?: Record<string, string>;
  readonly realm?: string;
  readonly request?: Partial<RawRequest>;
  readonly reading?: Pick<VerifierOptions, 'multipartText'>;
  /** What a shared-secret method signs with. */
  readonly signWith?: Secrets;
  /** Changes the signature as written in the header. */
  readonly write?: (signature: string) => string;
}

/** A request signed in the header. */
function make({
  method = 'HMAC-SHA1',
  oauth = {},
  realm,
  request = {},
  reading = {},
  signWith = secrets,
  write = percentEncode,
}: Making = {}): RawRequest {
  const pairs = {
    oauth_consumer_key: 'app',
    oauth_signature_method: method,
    oauth_timestamp: `${NOW}`,
    oauth_nonce: 'n',
    ...oauth,
  };
  const written = Object.entries(pairs).map(([name, value]) => `${name}="${percentEncode(value)}"`);
  const header = (more: string[]) =>
    `OAuth ${[...(realm === undefined ? [] : [`realm="${realm}"`]), ...written, ...more].join(', ')}`;
  const plain: RawRequest = {
    scheme: 'https',
    method: 'POST',
    target: '/a?b=c&b=d',
    host: 'api.example',
    authorization: header([]),
    contentType: undefined,
    body: Buffer.alloc(0),
    ...request,
  };
  const base = signatureBaseString(plain, collectParameters(plain, reading));
  const signature = method.startsWith('RSA')
    ? sign(method.split('-')[1] ?? '', Buffer.from(base), createPrivateKey(privateKey)).toString('base64')
    : signatureOf(method as SharedMethod, base, signWith);
  return { ...plain, authorization: header([`oauth_signature="${write(signature)}"`]) };
}

function verify(request: RawRequest, options: Partial<VerifierOptions> = {}, known: Secrets = secrets) {
  const verifier = new OAuth1Verifier({ methods: ['HMAC-SHA1', 'PLAINTEXT'], now: () => NOW, secrets: () => known, ...options });
  return verifier.verify(request);
}
const good = { ok: true };

describe('options of the verifier', () => {
  it('repeated names', () => {
    expect(verify(make())).toMatchObject(good);
    expect(verify(make(), { repeats: false })).toMatchObject({ problem: 'parameter_rejected' });
    expect(verify(make({ request: { target: '/a?b=c' } }), { repeats: false })).toMatchObject(good);
  });

  it('realm', () => {
    const options = { realm: 'ACCT_1' };
    expect(verify(make({ realm: 'ACCT_1' }), options)).toMatchObject(good);
    expect(verify(make({ realm: 'anything, at all' }))).toMatchObject(good);
    expect(verify(make(), options)).toMatchObject({ reason: 'realm is missing' });
    expect(verify(make({ realm: 'acct_1' }), options)).toMatchObject({ reason: 'wrong realm' });
  });

  it('places', () => {
    const mayStand = (place: string) => place === 'query';
    expect(verify(make(), { mayStand })).toMatchObject({ ok: false, problem: 'parameter_rejected' });
  });

  it('PLAINTEXT with a bare ampersand', () => {
    const bare = make({ method: 'PLAINTEXT', write: (signature) => signature });
    expect(bare.authorization).toContain('oauth_signature="a%20secret%20%26%20more&b%2B%2F%3D"');
    expect(verify(bare)).toMatchObject({ code: 215 });
    expect(verify(bare, { bareSignature: true })).toMatchObject(good);
    expect(verify(bare, { bareSignature: true }, { ...secrets, tokenSecret: 'c' })).toMatchObject({
      problem: 'signature_invalid',
    });
    expect(verify(make({ method: 'PLAINTEXT' }), { bareSignature: true })).toMatchObject(good);
  });

  it.each([
    ['HMAC-SHA1', 'HMAC-SHA256'],
    ['HMAC-SHA256', 'HMAC-SHA512'],
    ['HMAC-SHA512', 'HMAC-SHA1'],
  ] as const)('body hash by %s, not %s', (method, other) => {
    const request = { contentType: 'text/plain', body: Buffer.from('Hello World!') };
    const signed = (oauth_body_hash: string) => make({ method, oauth: { oauth_body_hash }, request });
    const options = { methods: [method], bodyHash: true };
    expect(verify(signed(bodyHashOf(method, request.body)), options)).toMatchObject(good);
    expect(verify(signed(bodyHashOf(other, request.body)), options)).toMatchObject({ reason: 'body hash does not match' });
    expect(verify(make({ method, request }), options)).toMatchObject({ reason: 'oauth_body_hash is missing' });
    expect(verify(make({ method }), options)).toMatchObject(good);
  });

  it('body hash as the extension prints it', () => {
    expect(bodyHashOf('HMAC-SHA1', Buffer.from('Hello World!'))).toBe('Lve95gjOVATpfV8EL5X4nxwjKHE=');
    expect(bodyHashOf('HMAC-SHA1', Buffer.alloc(0))).toBe('2jmj7l5rSw0yVb/vlWAYkK/YBwk=');
  });

  it('text parts of a multipart body', () => {
    const body = (title: string, photo: string) =>
      Buffer.from(
        `--x\r\ncontent-disposition: form-data; name="title"\r\n\r\n${title}\r\n` +
          `--x\r\ncontent-disposition: form-data; name="photo"; filename="a.png"\r\n\r\n${photo}\r\n--x--\r\n`,
      );
    const request = { contentType: 'multipart/form-data; boundary=x', body: body('ä b', 'one') };
    const signed = make({ request, reading: { multipartText: true } });
    expect(verify(signed, { multipartText: true })).toMatchObject(good);
    expect(verify({ ...signed, body: body('ä b', 'two') }, { multipartText: true })).toMatchObject(good);
    expect(verify({ ...signed, body: body('c', 'one') }, { multipartText: true })).toMatchObject({
      problem: 'signature_invalid',
    });
    expect(verify(signed)).toMatchObject({ problem: 'signature_invalid' });
    expect(verify(make({ request }))).toMatchObject(good);
    expect(verify({ ...signed, body: Buffer.from('--x') }, { multipartText: true })).toMatchObject({ code: 215 });
  });

  it('RSA by the public key alone', () => {
    const methods = ['RSA-SHA1', 'RSA-SHA256', 'RSA-SHA512', 'HMAC-SHA1'] as const;
    const known = { consumerSecret: '', tokenSecret: '', publicKey };
    for (const method of methods.slice(0, 3)) expect(verify(make({ method }), { methods }, known)).toMatchObject(good);
    const signed = make({ method: 'RSA-SHA1' });
    expect(verify({ ...signed, target: '/b' }, { methods }, known)).toMatchObject({ problem: 'signature_invalid' });
    expect(verify(signed, { methods })).toMatchObject({ problem: 'signature_invalid' });
    // An app with a public key may not be spoken for by HMAC with an empty secret.
    const forged = make({ signWith: { consumerSecret: '', tokenSecret: '' } });
    expect(verify(forged, {}, { consumerSecret: '', tokenSecret: '' })).toMatchObject(good);
    expect(verify(forged, { methods }, known)).toMatchObject({ problem: 'signature_invalid' });
    const padded = make({ method: 'RSA-SHA256', write: (signature) => percentEncode(`${signature} `) });
    expect(verify(padded, { methods }, known)).toMatchObject({ problem: 'signature_invalid' });
  });
});
