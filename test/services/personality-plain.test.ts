/** Tries the personalities that differ in how they verify: rsa, ledger, records and strict. */
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { beginWith, problemOf, type PersonalityApp } from './personality-testing';
import { bodyHash, type Keys, type SignedCall } from './testing-signer';

let app: PersonalityApp;
afterEach(() => app.service.close());

const mismatched = { tokenSecret: 'wrong' };
const asked = async (keys: Keys, call?: SignedCall, path = '/api/me') => app.call(path, keys, call);

describe('rsa', () => {
  const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { publicKey, privateKey } = pair();
  const traits = { publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() };

  it.each(['RSA-SHA1', 'RSA-SHA256', 'RSA-SHA512'])('takes %s by the app’s own key only', async (signatureMethod) => {
    app = await beginWith('rsa', { traits, privateKey, habits: { signatureMethod } });
    expect(app.keys.consumerSecret).toBe('');
    const alice = await app.signIn('alice');
    expect(JSON.parse((await asked(alice)).text)).toMatchObject({ screen_name: 'alice' });
    const stranger = await asked({ ...alice, privateKey: pair().privateKey });
    expect([stranger.status, problemOf(stranger)]).toEqual([401, 'signature_invalid']);
    const shared = await asked(alice, { signatureMethod: 'HMAC-SHA1' });
    expect([shared.status, problemOf(shared)]).toEqual([400, 'signature_method_rejected']);
  });

  it('hands out credentials for a key pair without a browser', async () => {
    app = await beginWith('rsa');
    const keys = { ...app.service.privilegedCredentials('bob', traits), privateKey };
    expect(JSON.parse((await asked(keys, { signatureMethod: 'RSA-SHA512' })).text)).toMatchObject({ screen_name: 'bob' });
  });

  it('takes no other method than its options say', async () => {
    app = await beginWith('rsa', { traits, privateKey, options: { signatureMethods: ['RSA-SHA256'] } });
    const refusal = await app.askRequestToken(undefined, { signatureMethod: 'RSA-SHA512' });
    expect(problemOf(refusal)).toBe('signature_method_rejected');
    expect(await app.askRequestToken(undefined, { signatureMethod: 'RSA-SHA256' })).toMatchObject({ status: 200 });
  });
});

describe('ledger', () => {
  it('demands its realm in the header, HMAC-SHA256 and the user’s role, and tells nobody why', async () => {
    app = await beginWith('ledger', { habits: { signatureMethod: 'HMAC-SHA256', realm: '123456_SB1' } });
    const alice = await app.signIn('alice');
    expect(await asked(alice, {}, '/api/me?role=3')).toMatchObject({ status: 200 });
    const challenge = 'OAuth realm="123456_SB1", error="token_rejected", error_description="Invalid Login Attempt"';
    for (const [call, path] of [
      [{ realm: '123456_sb1' }],
      [{ realm: '999999' }],
      [{ signatureMethod: 'HMAC-SHA1' }],
      [{ transport: 'query' }],
      [{}, '/api/me?role=4'],
      [{ oauth: { oauth_nonce: '' } }],
    ] as [SignedCall, string?][]) {
      const reply = await asked(alice, call, path);
      expect([reply.status, reply.headers['www-authenticate']], JSON.stringify(call)).toEqual([401, challenge]);
    }
    expect((await asked({ ...alice, ...mismatched })).headers['www-authenticate']).toBe(challenge);
    const { consumerKey, consumerSecret } = app.keys;
    const bare = { consumerKey, consumerSecret };
    const { signatureMethod } = app.habits;
    const unnamed = await beginWith('ledger', {
      options: { accountId: 'OTHER_1' },
      ...(signatureMethod ? { habits: { signatureMethod } } : {}),
    });
    expect(await unnamed.call('/api/me', bare)).toMatchObject({ status: 401 });
    await unnamed.service.close();
  });
});

describe('records', () => {
  const begin = (signatureMethod = 'PLAINTEXT') =>
    beginWith('records', { habits: { signatureMethod, requestTokenMethod: 'GET' } });

  it('takes PLAINTEXT in both spellings, and HMAC-SHA1', async () => {
    app = await begin();
    const reply = await app.signInReply('alice');
    expect([...new URLSearchParams(reply.text).keys()]).toEqual(['oauth_token', 'oauth_token_secret']);
    const alice = app.keysFrom(reply);
    for (const call of [{}, { bare: true }, { signatureMethod: 'HMAC-SHA1' }, { transport: 'query' as const }]) {
      const identity = await asked(alice, call, '/oauth/identity');
      expect(JSON.parse(identity.text), JSON.stringify(call)).toEqual({ id: 2291, username: 'alice' });
    }
    for (const bare of [true, false]) {
      expect(problemOf(await asked({ ...alice, ...mismatched }, { bare }, '/oauth/identity'))).toBe('signature_invalid');
    }
    expect(problemOf(await asked(app.keys, {}, '/oauth/identity'))).toBe('token_rejected');
    expect(await asked(alice)).toMatchObject({ status: 200 });
  });

  it('keeps to its methods', async () => {
    app = await begin('HMAC-SHA1');
    expect(await app.askRequestToken(undefined, { method: 'POST' })).toMatchObject({ status: 404 });
    expect(problemOf(await app.askRequestToken(undefined, { signatureMethod: 'HMAC-SHA256' }))).toBe('signature_method_rejected');
    expect(await app.signIn('bob')).toMatchObject({ token: expect.stringContaining('4407') as string });
  });
});

describe('strict', () => {
  it.each(['header', 'query', 'body'] as const)('takes parameters in the %s alone', async (transport) => {
    app = await beginWith('strict', { options: { transport }, habits: { transport } });
    const alice = await app.signIn('alice');
    const form = { a: 'b' };
    const [accepted, ...others] = [transport, ...(['header', 'query', 'body'] as const).filter((one) => one !== transport)];
    expect(await asked(alice, { form, transport: accepted }, '/api/echo')).toMatchObject({ status: 200 });
    for (const other of others) {
      const reply = await asked(alice, { form, transport: other }, '/api/echo');
      expect([reply.status, problemOf(reply)], other).toEqual([400, 'parameter_rejected']);
    }
    const usual = transport === 'query' ? 'query' : 'header';
    expect(await asked(alice, { transport: usual })).toMatchObject({ status: 200 });
  });

  it.each(['HMAC-SHA1', 'HMAC-SHA256', 'HMAC-SHA512'] as const)('demands a body hash by %s', async (signatureMethod) => {
    app = await beginWith('strict', {
      options: { bodyHash: true, signatureMethods: [signatureMethod] },
      habits: { signatureMethod },
    });
    const alice = await app.signIn('alice');
    const post = (oauth: Record<string, string>, body = '{"a":1}') =>
      asked(alice, { method: 'POST', headers: { 'content-type': 'application/json' }, body, oauth }, '/api/echo');
    const hash = bodyHash(signatureMethod, '{"a":1}');
    expect(await post({ oauth_body_hash: hash })).toMatchObject({ status: 200 });
    expect(problemOf(await post({ oauth_body_hash: hash }, '{"a":2}'))).toBe('signature_invalid');
    expect(problemOf(await post({}))).toBe('parameter_absent');
    const other = signatureMethod === 'HMAC-SHA1' ? 'HMAC-SHA256' : 'HMAC-SHA1';
    expect(problemOf(await post({ oauth_body_hash: bodyHash(other, '{"a":1}') }))).toBe('signature_invalid');
    expect(problemOf(await asked(alice, { form: { a: 'b' }, oauth: { oauth_body_hash: hash } }, '/api/echo'))).toBe(
      'parameter_rejected',
    );
    expect(await asked(alice, { form: { a: 'b' } }, '/api/echo')).toMatchObject({ status: 200 });
  });

  it('serves apps without a user, and only there', async () => {
    app = await beginWith('strict');
    const reply = await asked(app.keys, {}, '/api/two-legged');
    expect(JSON.parse(reply.text)).toMatchObject({ method: 'GET', length: 0 });
    expect(await asked(app.keys, { oauth: { oauth_token: '' } }, '/api/two-legged')).toMatchObject({ status: 200 });
    expect(problemOf(await asked(app.keys))).toBe('token_rejected');
    expect(problemOf(await asked(await app.signIn('alice'), {}, '/api/two-legged'))).toBe('parameter_rejected');
    expect(problemOf(await asked({ ...app.keys, consumerSecret: 'x' }, {}, '/api/two-legged'))).toBe('signature_invalid');
  });

  it('misbehaves on request: no confirmation', async () => {
    app = await beginWith('strict', { options: { confirmCallback: false } });
    expect((await app.askRequestToken()).text).not.toContain('oauth_callback_confirmed');
  });
});
