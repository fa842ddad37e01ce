/** Holds the verifier to everything it must refuse, whatever the signature. */
import { describe, expect, it } from 'vitest';
import {
  baseStringUri,
  collectParameters,
  formPairs,
  percentEncode,
  signatureBaseString,
  type RawRequest,
} from './oauth1-parameters';
import { refused } from './oauth1-refusals';
import { signatureOf, type SharedMethod } from './oauth1-signatures';
import { OAuth1Verifier } from './oauth1-verify';

describe('strictness', () => {
  const secrets = { consumerSecret: 'practice-consumer-secret-a', tokenSecret: 'practice-token-secret-a' };
  const now = 1_700_000_000;
  const base = { oauth_consumer_key: 'app', oauth_token: 'tok', oauth_signature_method: 'HMAC-SHA1', oauth_nonce: 'n1' };

  function signed(change: Record<string, string> = {}, over: Partial<RawRequest> = {}): RawRequest {
    const pairs = { ...base, oauth_timestamp: String(now), ...change };
    const plain: RawRequest = {
      scheme: 'http',
      method: 'GET',
      target: '/api/photos?tag=a&tag=b',
      host: '127.0.0.1:8080',
      authorization: undefined,
      contentType: undefined,
      body: Buffer.alloc(0),
      ...over,
    };
    const header = (all: Record<string, string>) =>
      `OAuth ${Object.entries(all)
        .map(([name, value]) => `${name}="${percentEncode(value)}"`)
        .join(',')}`;
    const unsigned = { ...plain, authorization: header(pairs) };
    const text = signatureBaseString(unsigned, collectParameters(unsigned));
    const signature = signatureOf(pairs.oauth_signature_method as SharedMethod, text, secrets);
    return { ...plain, authorization: header({ ...pairs, oauth_signature: signature }) };
  }

  function verifier(clock = { now }): OAuth1Verifier {
    return new OAuth1Verifier({
      methods: ['HMAC-SHA1'],
      now: () => clock.now,
      secrets: (key, token) => (key === 'app' && token === 'tok' ? secrets : refused(89, 'unknown')),
    });
  }

  it('accepts a good request once and refuses its replay', () => {
    const one = verifier();
    expect(one.verify(signed())).toMatchObject({ ok: true, consumerKey: 'app', token: 'tok' });
    expect(one.verify(signed())).toMatchObject({ code: 32, reason: 'nonce used before' });
    expect(one.verify(signed({ oauth_nonce: 'n2' }))).toMatchObject({ ok: true });
  });

  it('refuses a changed method, path, query, host or form body', () => {
    const contentType = 'application/x-www-form-urlencoded';
    const form = signed({}, { contentType, body: Buffer.from('title=x') });
    for (const request of [
      { ...signed(), method: 'POST' },
      { ...signed(), target: '/api/photos?tag=b&tag=b' },
      { ...signed(), target: '/api/photo?tag=a&tag=b' },
      { ...signed(), host: '127.0.0.1:8081' },
      { ...form, body: Buffer.from('title=y') },
    ]) {
      expect(verifier().verify(request)).toMatchObject({ ok: false, code: 32 });
    }
    expect(verifier().verify(form)).toMatchObject({ ok: true });
  });

  it('leaves JSON bodies out of the signature', () => {
    const request = signed({}, { contentType: 'application/json', body: Buffer.from('{"a":1}') });
    expect(verifier().verify({ ...request, body: Buffer.from('{"a":2}') })).toMatchObject({ ok: true });
  });

  it('keeps to the clock', () => {
    const stamp = (off: number) => signed({ oauth_timestamp: String(now + off) });
    expect(verifier().verify(stamp(300))).toMatchObject({ ok: true });
    expect(verifier().verify(stamp(-300))).toMatchObject({ ok: true });
    expect(verifier().verify(stamp(301))).toMatchObject({ code: 135 });
    expect(verifier().verify(stamp(-301))).toMatchObject({ code: 135 });
    expect(verifier().verify(signed({ oauth_timestamp: '12x' }))).toMatchObject({ code: 135 });
    const clock = { now: now + 400 };
    const moved = verifier(clock);
    expect(moved.verify(stamp(650))).toMatchObject({ ok: true });
    clock.now = now;
    expect(moved.verify(stamp(49))).toMatchObject({ code: 135, reason: 'timestamp is far older than the newest' });
  });

  it('refuses other versions, methods, keys and tokens', () => {
    expect(verifier().verify(signed({ oauth_version: '1.0' }))).toMatchObject({ ok: true });
    expect(verifier().verify(signed({ oauth_version: '2.0' }))).toMatchObject({ code: 215 });
    expect(verifier().verify(signed({ oauth_signature_method: 'HMAC-SHA256' }))).toMatchObject({ code: 32 });
    expect(verifier().verify(signed({ oauth_consumer_key: 'other' }))).toMatchObject({ code: 89 });
    expect(verifier().verify(signed({ oauth_token: 'other' }))).toMatchObject({ code: 89 });
  });

  it('refuses repeated or scattered protocol parameters', () => {
    const twice = signed();
    expect(verifier().verify({ ...twice, authorization: `${twice.authorization}, oauth_nonce="n1"` })).toMatchObject({
      code: 215,
      reason: 'oauth_nonce given twice',
    });
    expect(verifier().verify(signed({}, { target: '/api/me?oauth_version=1.0' }))).toMatchObject({
      code: 215,
      reason: 'protocol parameters in more than one place',
    });
    expect(verifier().verify({ ...signed(), authorization: undefined })).toMatchObject({ code: 215 });
  });

  it.each([
    'OAuth oauth_nonce=plain',
    'OAuth oauth_nonce="a" oauth_version="1.0"',
    'OAuth oauth_nonce="a",',
    'OAuth oauth_nonce="a%2"',
    'OAuth oauth_nonce="%ff"',
    'OAuth oauth_nonce="a b"',
    'OAuth realm="a", realm="b"',
    'OAuth oauth_nonce="a"; drop',
  ])('refuses the header %j', (header) => {
    expect(verifier().verify({ ...signed(), authorization: header })).toMatchObject({ ok: false, code: 215 });
  });

  it('reads forms with empty and repeated names', () => {
    expect(formPairs('c2&a3=2+q&a3=%2B&=')).toEqual([
      ['c2', ''],
      ['a3', '2 q'],
      ['a3', '+'],
      ['', ''],
    ]);
  });

  it('drops only the default port', () => {
    const uri = (scheme: 'http' | 'https', host: string) => baseStringUri({ ...signed(), scheme, host, target: '/' });
    expect(uri('http', 'EXAMPLE.com:80')).toBe('http://example.com/');
    expect(uri('https', 'example.com:443')).toBe('https://example.com/');
    expect(uri('https', 'example.com:80')).toBe('https://example.com:80/');
    expect(() => uri('https', 'user@example.com')).toThrow('Host');
  });
});
