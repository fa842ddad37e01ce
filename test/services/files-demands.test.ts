/** Tries what Practice Files can demand: client authentication, PAR, DPoP, resources, and what it remembers. */
import { afterEach, describe, expect, it } from 'vitest';
import { startFiles, type FilesOptions, type FilesService } from './files';
import { errorOf, FilesApp, REDIRECT, type Tokens } from './files-testing';
import { pkcePair, send, sendForm, TestBrowser, type Reply } from './testing-client';
import { appKey, assertion, dpopProof } from './testing-jwt';

let service: FilesService;
const begin = async (options: FilesOptions = {}) => {
  service = await startFiles(options);
  return new FilesApp(service);
};
afterEach(() => service.close());

const parse = (reply: Reply) => JSON.parse(reply.text) as Tokens & Record<string, unknown>;
const token = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  sendForm(`${service.origin}/token`, fields, headers);
const claims = (idToken = '') => JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as Tokens;

describe('client authentication', () => {
  it('takes each way from the client that is registered with it, and no other way', async () => {
    await begin();
    const key = appKey();
    const grant = { grant_type: 'client_credentials', scope: 'files.read' };
    const register = (auth: 'client_secret_basic' | 'client_secret_post' | 'client_secret_jwt' | 'private_key_jwt') =>
      service.registerApp({ redirectUris: [REDIRECT], auth, ...(auth === 'private_key_jwt' ? { publicKey: key.pem } : {}) });
    const [basic, post, hmac, pair] = (
      ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'] as const
    ).map((auth) => register(auth));
    const header = (one: typeof basic) => ({
      authorization: `Basic ${Buffer.from(`${one?.clientId}:${one?.clientSecret}`).toString('base64')}`,
    });
    const inBody = (one: typeof basic) => ({ client_id: one?.clientId ?? '', client_secret: one?.clientSecret ?? '' });
    const good = [
      await token(grant, header(basic)),
      await token({ ...grant, ...inBody(post) }),
      await token({ ...grant, ...assertion(hmac?.clientId ?? '', service.origin, hmac?.clientSecret ?? '') }),
      await token({ ...grant, ...assertion(pair?.clientId ?? '', service.origin, key.privateKey) }),
    ];
    expect(good.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const app = new FilesApp(service);
    expect(parse(await app.api('/api/me', parse(good[0] as Reply).access_token))).toMatchObject({ username: 'app' });
    const bad = [
      await token({ ...grant, ...inBody(basic) }),
      await token(grant, header(post)),
      await token({ ...grant, ...inBody(hmac) }),
      await token({ ...grant, ...assertion(pair?.clientId ?? '', service.origin, appKey().privateKey) }),
      await token({ ...grant, ...assertion(pair?.clientId ?? '', 'https://other.example', key.privateKey) }),
      await token({ ...grant, ...assertion(hmac?.clientId ?? '', service.origin, 'x'.repeat(40)) }),
    ];
    expect(bad.map(errorOf)).toEqual(Array(6).fill('invalid_client'));
    const malformed = await token(grant, { authorization: `Basic ${Buffer.from('%zz:x').toString('base64')}` });
    expect(malformed.status).toBeLessThan(500);
    const once = assertion(pair?.clientId ?? '', service.origin, key.privateKey);
    expect([(await token({ ...grant, ...once })).status, errorOf(await token({ ...grant, ...once }))]).toEqual([
      200,
      'invalid_client',
    ]);
    expect(errorOf(await token({ ...grant, client_id: app.clientId }))).toBe('invalid_request');
    expect(() => service.registerApp({ redirectUris: [REDIRECT], auth: 'private_key_jwt' })).toThrow('needs a public key');
  });
});

describe('demands', () => {
  it('pushed requests only', async () => {
    const app = await begin({ par: true });
    const { verifier, challenge } = pkcePair();
    const url = new URL(app.authorizeUrl(challenge, 'state'));
    const direct = await send(url.href);
    expect(new URL(direct.headers['location'] ?? '').searchParams.get('error')).toBe('invalid_request');
    const pushed = parse(await sendForm(`${service.origin}/par`, url.searchParams));
    const short = `${service.origin}/authorize?${new URLSearchParams({ client_id: app.clientId, request_uri: String(pushed['request_uri']) })}`;
    const done = await new TestBrowser().signIn(short, 'alice');
    const back = new URL(done.headers['location'] ?? '').searchParams;
    expect(back.get('state')).toBe('state');
    expect(parse(await app.redeem(back.get('code') ?? '', verifier)).refresh_token).toBeDefined();
    expect((await send(short)).headers['location'] ?? '').not.toContain('code=');
    url.searchParams.set('redirect_uri', 'https://other.example/');
    expect((await sendForm(`${service.origin}/par`, url.searchParams)).status).toBe(400);
  });

  it('bound tokens with fresh proofs and the newest nonce, at the token endpoint, userinfo and the API', async () => {
    const app = await begin({ dpop: true });
    const key = appKey();
    const { back, verifier } = await app.authorize();
    const grant = { grant_type: 'authorization_code', code: back.get('code') ?? '', code_verifier: verifier };
    const redeem = (proof?: string) =>
      token({ ...grant, client_id: app.clientId, redirect_uri: REDIRECT }, proof === undefined ? {} : { dpop: proof });
    const at = { method: 'POST', url: `${service.origin}/token` };
    expect((await redeem()).status).toBe(400);
    const asked = await redeem(dpopProof(key, at));
    expect([asked.status, errorOf(asked)]).toEqual([400, 'use_dpop_nonce']);
    const nonce = asked.headers['dpop-nonce'];
    expect(errorOf(await redeem(dpopProof(key, { ...at, nonce, url: `${service.origin}/other` })))).toBe('invalid_dpop_proof');
    const tokens = parse(await redeem(dpopProof(key, { ...at, nonce })));
    expect(tokens.token_type).toBe('DPoP');

    const me = { method: 'GET', url: `${service.origin}/api/me`, token: tokens.access_token };
    const call = (proof: string, scheme = 'DPoP') =>
      send(me.url, { headers: { authorization: `${scheme} ${tokens.access_token}`, dpop: proof } });
    const good = dpopProof(key, { ...me, nonce });
    expect((await call(good)).status).toBe(200);
    for (const proof of [
      good,
      dpopProof(key, { ...me, nonce, method: 'POST' }),
      dpopProof(key, { ...me, nonce, url: `${service.origin}/api/account` }),
      dpopProof(key, { ...me, nonce, token: 'another' }),
      dpopProof(key, { ...me, nonce }, { iat: 1 }),
      dpopProof(appKey(), { ...me, nonce }),
      dpopProof({ ...appKey(), jwk: key.jwk }, { ...me, nonce }),
    ]) {
      const reply = await call(proof);
      expect([reply.status, errorOf(reply)]).toEqual([401, 'invalid_dpop_proof']);
    }
    expect(errorOf(await call(dpopProof(key, { ...me, nonce }), 'Bearer'))).toBe('invalid_token');
    service.rotateNonces();
    const stale = await call(dpopProof(key, { ...me, nonce }));
    expect([stale.status, stale.headers['www-authenticate']]).toEqual([401, 'DPoP error="use_dpop_nonce"']);
    const newest = stale.headers['dpop-nonce'];
    expect((await call(dpopProof(key, { ...me, nonce: newest }))).status).toBe(200);
    const info = { method: 'GET', url: `${service.origin}/userinfo`, token: tokens.access_token };
    const userinfo = (proof: string) =>
      send(info.url, { headers: { authorization: `DPoP ${tokens.access_token}`, dpop: proof } });
    expect((await userinfo(dpopProof(key, { ...info, nonce }))).status).toBe(401);
    expect((await userinfo(dpopProof(key, { ...info, nonce: newest }))).status).toBe(200);
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '', client_id: app.clientId };
    expect((await token(refresh, { dpop: dpopProof(appKey(), { ...at, nonce: newest }) })).status).toBe(400);
    expect((await token(refresh, { dpop: dpopProof(key, { ...at, nonce: newest }) })).status).toBe(200);
  });

  it('tokens for a resource that there is', async () => {
    const resource = 'https://files.example/api';
    const app = await begin({ resources: [resource] });
    const plain = await app.signIn();
    expect((await app.api('/api/me', plain.access_token)).status).toBe(401);
    expect(service.log.at(-1)?.outcome).toContain('another resource');
    const tokens = await app.signIn({ extra: { resource } }, { resource });
    expect((await app.api('/api/files', tokens.access_token)).status).toBe(200);
    const refused = await send(app.authorizeUrl(pkcePair().challenge, 's', { extra: { resource: 'https://other.example/' } }));
    expect(new URL(refused.headers['location'] ?? '').searchParams.get('error')).toBe('invalid_target');
  });
});

describe('prompts and remembered consent', () => {
  it('asks only for what is new where it remembers', async () => {
    const app = await begin({ rememberConsent: true });
    const browser = new TestBrowser();
    await app.signIn({ scope: 'openid files.read', browser });
    const login = await browser.open(app.authorizeUrl(pkcePair().challenge, 's', { scope: 'openid files.read files.write' }));
    const consent = await browser.submit(login, { username: 'alice', password: 'practice-alice' });
    expect(consent.text).toContain('value="files.write"');
    expect(consent.text).not.toContain('value="files.read"');
    const done = await browser.submit(consent, { decision: 'allow' });
    expect(done.headers['location']).toContain('code=');
    const again = await browser.open(app.authorizeUrl(pkcePair().challenge, 's', { scope: 'openid files.write' }));
    const back = await browser.submit(again, { username: 'alice', password: 'practice-alice' });
    expect(back.headers['location']).toContain('code=');
    const other = await browser.open(app.authorizeUrl(pkcePair().challenge, 's'));
    expect((await browser.submit(other, { username: 'bob', password: 'practice-bob' })).text).toContain('value="files.read"');
  });

  it('lets one choose the account, and tells when the user proved who they are', async () => {
    const app = await begin();
    const browser = new TestBrowser();
    const extra = { prompt: 'select_account' };
    const chooser = await browser.open(app.authorizeUrl(pkcePair().challenge, 's', { extra }));
    const login = await browser.submit(chooser, { username: 'bob' });
    expect(login.text).toContain('value="bob"');
    const consent = await browser.submit(login, { username: 'bob', password: 'practice-bob' });
    expect((await browser.submit(consent, { decision: 'allow' })).headers['location']).toContain('code=');
    const hinted = await browser.open(app.authorizeUrl(pkcePair().challenge, 's', { extra: { login_hint: 'alice' } }));
    expect(hinted.text).toContain('value="alice"');
    const forced = await app.signIn({ extra: { prompt: 'login', max_age: '0' } });
    expect(claims(forced.id_token)).toMatchObject({ auth_time: expect.any(Number) as number });
    expect(claims((await app.signIn()).id_token)).not.toHaveProperty('auth_time');
  });

  it('counts refresh tokens that are used again', async () => {
    const app = await begin();
    const first = await app.signIn();
    await app.refresh(first.refresh_token);
    expect(service.reuseDetected).toBe(0);
    await app.refresh(first.refresh_token);
    expect(service.reuseDetected).toBe(1);
  });
});
