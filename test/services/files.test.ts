/** Tries Practice Files' sign-in, discovery and pages over real HTTP. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FILES_AUTHS } from './files-clients';
import { startFiles, type FilesService } from './files';
import { errorOf, FilesApp, REDIRECT, type Tokens } from './files-testing';
import { pkcePair, send, sendForm, TestBrowser } from './testing-client';

let service: FilesService;
let app: FilesApp;

beforeEach(async () => {
  service = await startFiles();
  app = new FilesApp(service);
});
afterEach(() => service.close());

const claims = (jwt = '') => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('signing in', () => {
  it('gives a public client tokens after login and consent, and names the issuer', async () => {
    const { back, verifier, state } = await app.authorize();
    expect(back.get('iss')).toBe(service.origin);
    expect(back.get('state')).toBe(state);
    const reply = await app.redeem(back.get('code') ?? '', verifier);
    const tokens = JSON.parse(reply.text) as Tokens;
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 60 });
    expect(tokens.scope.split(' ').sort()).toEqual(['files.read', 'files.write', 'offline_access', 'openid', 'profile']);
    expect(claims(tokens.id_token)).toMatchObject({
      iss: service.origin,
      sub: '2291',
      aud: app.clientId,
      name: 'Alice Practice',
    });
    expect(service.issued).toEqual(
      [
        { kind: 'code', value: back.get('code'), user: 'alice' },
        { kind: 'access_token', value: tokens.access_token, user: 'alice' },
        { kind: 'refresh_token', value: tokens.refresh_token, user: 'alice' },
        { kind: 'id_token', value: tokens.id_token, user: 'alice' },
      ].sort(
        (a, b) =>
          service.issued.findIndex((one) => one.value === a.value) - service.issued.findIndex((one) => one.value === b.value),
      ),
    );
    expect(service.tokenRequests('authorization_code')).toBe(1);
    expect(service.log.find(({ path }) => path === '/token')).toMatchObject({ status: 200, user: 'alice' });
  });

  it('gives a client with a secret tokens only for that secret', async () => {
    const secretApp = new FilesApp(service, true);
    expect((await secretApp.signIn()).refresh_token).toBeDefined();
    expect(service.issued[0]).toEqual({ kind: 'client_secret', value: secretApp.clientSecret });
    const fields = { grant_type: 'refresh_token', refresh_token: 'x', client_id: secretApp.clientId };
    const reply = await sendForm(`${service.origin}/token`, fields);
    expect([reply.status, errorOf(reply)]).toEqual([401, 'invalid_client']);
  });

  it('asks every time, so that two users sign in one after another in one browser', async () => {
    const browser = new TestBrowser();
    const [alice, bob] = [await app.signIn({ browser }), await app.signIn({ browser, username: 'bob' })];
    expect([claims(alice.id_token)['sub'], claims(bob.id_token)['sub']]).toEqual(['2291', '4407']);
    const again = await browser.open(app.authorizeUrl(pkcePair().challenge, 's'));
    expect(again.text).toMatch(/id="username"[\s\S]*id="password"[\s\S]*id="login"/);
    const consent = await browser.submit(again, { username: 'bob', password: 'practice-bob' });
    expect(consent.text).toMatch(/name="scope" value="files.write" checked[\s\S]*id="allow"[\s\S]*id="deny"/);
    expect(consent.text).not.toContain('value="openid"');
  });

  it('keeps two sign-ins in one browser apart when they overlap', async () => {
    const browser = new TestBrowser();
    const { verifier, challenge } = pkcePair();
    const first = await browser.open(app.authorizeUrl(challenge, 'first'));
    const bob = await app.signIn({ browser, username: 'bob' });
    const consent = await browser.submit(first, { username: 'alice', password: 'practice-alice' });
    const done = await browser.submit(consent, { decision: 'allow' });
    const back = new URL(done.headers['location'] ?? '').searchParams;
    const alice = JSON.parse((await app.redeem(back.get('code') ?? '', verifier)).text) as Tokens;
    expect([claims(alice.id_token)['sub'], claims(bob.id_token)['sub']]).toEqual(['2291', '4407']);
  });

  it('grants only what stays ticked', async () => {
    const tokens = await app.signIn({ untick: ['files.write', 'offline_access'] });
    expect(tokens.scope.split(' ').sort()).toEqual(['files.read', 'openid', 'profile']);
    expect(tokens.refresh_token).toBeUndefined();
    expect((await app.api('/api/files', tokens.access_token)).status).toBe(200);
    const body = '{"title":"x"}';
    const write = await app.api('/api/files', tokens.access_token, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect([write.status, errorOf(write)]).toEqual([403, 'insufficient_scope']);
    expect(write.headers['www-authenticate']).toBe('Bearer error="insufficient_scope", scope="files.write"');
    expect((await app.signIn({ scope: 'openid files.read' })).refresh_token).toBeUndefined();
  });

  it('works without openid', async () => {
    const tokens = await app.signIn({ scope: 'offline_access files.read' });
    expect(tokens).toMatchObject({ scope: 'offline_access files.read' });
    expect(tokens.id_token).toBeUndefined();
  });

  it('sends a refusal back, and shows errors it must not redirect', async () => {
    const { back } = await app.authorize({ decision: 'deny' });
    expect(back.get('error')).toBe('access_denied');
    expect(back.get('iss')).toBe(service.origin);
    const noRedirect = await send(app.authorizeUrl(pkcePair().challenge, 's', { extra: { redirect_uri: `${REDIRECT}/x` } }));
    expect([noRedirect.status, noRedirect.headers['location']]).toEqual([400, undefined]);
    expect((await send(`${service.origin}/interaction/unknown`)).status).toBe(400);
    const browser = new TestBrowser();
    const login = await browser.open(app.authorizeUrl(pkcePair().challenge, 's'));
    expect((await browser.submit(login, { username: 'alice', password: 'no' })).status).toBe(403);
    const decision = { ...login, text: login.text.replace('/login"', '/decision"') };
    expect((await browser.submit(decision, { decision: 'allow' })).status).toBe(403);
  });

  it('requires PKCE with S256 and the right verifier', async () => {
    const { challenge } = pkcePair();
    for (const extra of [{ code_challenge: '' }, { code_challenge_method: 'plain' }]) {
      const url = new URL(app.authorizeUrl(challenge, 's', { extra }));
      if (extra.code_challenge === '')
        for (const name of ['code_challenge', 'code_challenge_method']) url.searchParams.delete(name);
      const reply = await send(url.href);
      expect(new URL(reply.headers['location'] ?? '').searchParams.get('error')).toBe('invalid_request');
    }
    const { back } = await app.authorize();
    const reply = await app.redeem(back.get('code') ?? '', pkcePair().verifier);
    expect([reply.status, errorOf(reply)]).toEqual([400, 'invalid_grant']);
    expect(service.log.at(-1)?.outcome).toContain('code_verifier does not match');
  });

  it('takes a code once; a second use ends the tokens of the first', async () => {
    const { back, verifier } = await app.authorize();
    const tokens = JSON.parse((await app.redeem(back.get('code') ?? '', verifier)).text) as Tokens;
    expect(errorOf(await app.redeem(back.get('code') ?? '', verifier))).toBe('invalid_grant');
    expect((await app.api('/api/me', tokens.access_token)).status).toBe(401);
  });

  it('puts a wrong issuer or state into the redirect when told to', async () => {
    service.wrongIss = 'https://other-issuer.example';
    expect((await app.authorize()).back.get('iss')).toBe('https://other-issuer.example');
    Object.assign(service, { wrongIss: '', wrongState: 'practice-wrong-state' });
    const { back } = await app.authorize();
    expect([back.get('iss'), back.get('state')]).toEqual([null, 'practice-wrong-state']);
    Object.assign(service, { wrongIss: undefined, wrongState: undefined });
    const plain = await app.authorize();
    expect(plain.back.get('state')).toBe(plain.state);
  });
});

describe('discovery and the front desk', () => {
  it('describes itself to OpenID and OAuth clients alike', async () => {
    for (const name of ['openid-configuration', 'oauth-authorization-server']) {
      const reply = await send(`${service.origin}/.well-known/${name}`, { headers: { origin: 'https://page.example' } });
      expect(Object.keys(reply.headers).filter((header) => header.startsWith('access-control'))).toEqual([]);
      expect(JSON.parse(reply.text)).toMatchObject({
        issuer: service.origin,
        authorization_endpoint: `${service.origin}/authorize`,
        token_endpoint: `${service.origin}/token`,
        revocation_endpoint: `${service.origin}/revoke`,
        userinfo_endpoint: `${service.origin}/userinfo`,
        code_challenge_methods_supported: ['S256'],
        authorization_response_iss_parameter_supported: true,
        token_endpoint_auth_methods_supported: [...FILES_AUTHS],
      });
    }
  });

  it('lets a person register an app by hand', async () => {
    const browser = new TestBrowser();
    const form = await browser.open(`${service.origin}/developers`);
    const shown = await browser.submit(form, { callback: REDIRECT, secret: 'yes' });
    expect(shown.text).toMatch(/id="client-id">practice-client-[\s\S]*id="client-secret">practice-client-secret-/);
    expect((await browser.submit(form, { callback: REDIRECT })).text).not.toContain('client-secret"');
    expect((await browser.submit(form, { callback: 'javascript:0' })).status).toBe(400);
    expect((await send(`${service.origin}/`)).text).toContain('a practice service on this computer');
    expect((await send(`${service.origin}/nowhere`)).status).toBe(404);
  });
});
