/** Tries the microblog: its codes, its PIN, its page that comes back at once, and what it signs. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorsOf, pinOf } from './oauth1-testing';
import { beginWith, type PersonalityApp } from './personality-testing';
import { send, sendForm, TestBrowser } from './testing-client';
import { multipart, type Keys } from './testing-signer';

let app: PersonalityApp;
const told = (reply: { status: number; text: string }) => [reply.status, errorsOf(reply)];

beforeEach(async () => {
  app = await beginWith('x');
});
afterEach(() => app.service.close());

describe('signing in to the microblog', () => {
  it('answers with forms labelled as HTML and tells the user', async () => {
    const reply = await app.signInReply('alice');
    expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(Object.fromEntries(new URLSearchParams(reply.text))).toMatchObject({ user_id: '2291', screen_name: 'alice' });
    for (const transport of ['query', 'body'] as const) {
      const asked = await app.askRequestToken(undefined, { transport, ...(transport === 'body' ? { form: {} } : {}) });
      expect(new URLSearchParams(asked.text).get('oauth_callback_confirmed')).toBe('true');
    }
  });

  it('shows a PIN of seven digits that works once', async () => {
    const keys = await app.requestToken('oob');
    const pin = pinOf(await new TestBrowser().signIn(app.authorizeUrl(keys), 'alice'));
    expect(pin).toMatch(/^\d{7}$/);
    expect(told(await app.askAccessToken(keys, { oauth_verifier: '0000000' }))).toEqual([401, 89]);
    expect(await app.askAccessToken(keys, { oauth_verifier: pin })).toMatchObject({ status: 200 });
    expect(told(await app.askAccessToken(keys, { oauth_verifier: pin }))).toEqual([401, 89]);
  });

  it('wants a verifier, an approval and a callback from the list', async () => {
    const keys = await app.requestToken();
    expect(told(await app.askAccessToken(keys, { oauth_verifier: 'any' }))).toEqual([401, 89]);
    await new TestBrowser().signIn(app.authorizeUrl(keys), 'alice');
    expect(told(await app.askAccessToken(keys, {}))).toEqual([401, 89]);
    expect(told(await app.askRequestToken({ oauth_callback: 'https://elsewhere.example/' }))).toEqual([403, 415]);
    expect(told(await app.askRequestToken({}))).toEqual([403, 415]);
  });

  it('holds desktop apps to oob, and suspended apps off', async () => {
    const desktop = await beginWith('x', { traits: { kind: 'desktop' } });
    expect(told(await desktop.askRequestToken())).toEqual([401, 417]);
    expect(await desktop.askRequestToken({ oauth_callback: 'oob' })).toMatchObject({ status: 200 });
    desktop.service.suspendApp(desktop.keys.consumerKey);
    expect(told(await desktop.askRequestToken({ oauth_callback: 'oob' }))).toEqual([401, 416]);
    await desktop.service.close();
  });

  it('comes back at once at authenticate, but asks when forced and at authorize', async () => {
    const browser = new TestBrowser();
    const open = async (page: string, extra = '') => browser.open(app.authorizeUrl(await app.requestToken(), page) + extra);
    expect((await open('authenticate')).text).toContain('id="login"');
    await app.signInReply('alice', browser);
    expect((await open('authenticate')).headers['location']).toMatch(/oauth_verifier=/);
    expect((await open('authenticate', '&screen_name=alice')).headers['location']).toMatch(/oauth_verifier=/);
    expect((await open('authenticate', '&force_login=true')).text).toContain('id="login"');
    expect((await open('authenticate')).headers['location']).toMatch(/oauth_verifier=/);
    expect((await open('authenticate', '&screen_name=bob')).text).toMatch(/id="username"[^>]* value="bob"/);
    expect((await open('authorize')).text).toContain('id="login"');
    expect(await open('authorize', '&perms=write')).toMatchObject({ status: 400 });
    expect(await browser.open(app.authorizeUrl(await app.requestToken('oob'), 'authenticate'))).toMatchObject({ status: 400 });
    app.service.revokeUserTokens('alice');
    expect((await open('authenticate')).text).toContain('id="login"');
  });

  it('lowers access on request and refuses other parameters', async () => {
    const ask = (form: Record<string, string>) => app.askRequestToken(undefined, { form });
    const keys = app.keysFrom(await ask({ x_auth_access_type: 'read' }));
    const done = await new TestBrowser().signIn(app.authorizeUrl(keys), 'bob');
    const verifier = new URL(done.headers['location'] ?? '').searchParams.get('oauth_verifier') ?? '';
    const reader = app.keysFrom(await app.askAccessToken(keys, { oauth_verifier: verifier }));
    expect(told(await app.call('/1.1/statuses/update.json', reader, { form: { status: 'a' } }))).toEqual([403, 220]);
    expect(await app.call('/1.1/account/verify_credentials.json', reader)).toMatchObject({ status: 200 });
    expect(told(await ask({ x_auth_access_type: 'all' }))).toEqual([400, 214]);
    expect(told(await ask({ scope: 'read' }))).toEqual([400, 214]);
  });
});

describe('the microblog API', () => {
  const update = '/1.1/statuses/update.json';
  let alice: Keys;
  beforeEach(async () => {
    alice = await app.signIn('alice');
  });

  it('posts a signed form once', async () => {
    const form = { status: "Hello Ladies + Gentlemen, it's 100 % signed ☃" };
    const posted = await app.call(`${update}?include_entities=true`, alice, { form });
    expect(JSON.parse(posted.text)).toMatchObject({ text: form.status, user: { screen_name: 'alice' } });
    expect(told(await app.call(update, alice, { form }))).toEqual([403, 187]);
    expect(told(await app.call(`${update}?status=b`, alice, { form: { status: 'a' } }))).toEqual([400, 215]);
    expect(told(await app.call(update, { ...alice, tokenSecret: 'wrong' }, { form }))).toEqual([401, 32]);
    expect(told(await app.call(update, alice, { form: { status: 'c' }, signatureMethod: 'HMAC-SHA256' }))).toEqual([401, 32]);
    expect(told(await app.call(update, alice, { form: { status: 'c' }, oauth: { oauth_timestamp: '1000' } }))).toEqual([
      401, 135,
    ]);
    expect(told(await send(app.url(update), { method: 'POST' }))).toEqual([400, 215]);
    expect(await send(app.url('/1.1/nowhere.json'))).toMatchObject({ status: 404 });
  });

  it('leaves JSON and multipart bodies unsigned', async () => {
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"text":"hi"}' };
    expect(await app.call('/2/tweets', alice, json)).toMatchObject({ status: 201 });
    expect(JSON.parse((await app.call('/2/tweets', alice, json)).text)).toMatchObject({ status: 403, title: 'Forbidden' });
    expect(await app.call('/2/tweets', alice, { ...json, body: '{}' })).toMatchObject({ status: 400 });
    const data = Buffer.from([0, 255, 13, 10, 45]);
    const upload = { method: 'POST', ...multipart({ media_category: 'image' }, { name: 'media', data }) };
    const taken = JSON.parse((await app.call('/1.1/media/upload.json', alice, upload)).text) as unknown;
    expect(taken).toMatchObject({ size: 5, sha256: createHash('sha256').update(data).digest('hex') });
    expect(told(await app.call('/1.1/media/upload.json', alice, { ...upload, texts: { media_category: 'image' } }))).toEqual([
      401, 32,
    ]);
  });

  it('invalidates a token', async () => {
    expect(JSON.parse((await app.call('/2/users/me', alice)).text)).toMatchObject({ data: { username: 'alice' } });
    const gone = await app.call('/1.1/oauth/invalidate_token', alice, { method: 'POST' });
    expect(JSON.parse(gone.text)).toEqual({ access_token: alice.token });
    expect(told(await app.call('/2/users/me', alice))).toEqual([401, 89]);
  });

  it('refuses when asked too often', async () => {
    app.service.busyRequests = 1;
    expect(told(await app.call('/2/users/me', alice))).toEqual([429, 88]);
    expect(await app.call('/2/users/me', alice)).toMatchObject({ status: 200 });
  });

  it('gives an app its one bearer token, for what is public only', async () => {
    const { consumerKey, consumerSecret } = app.keys;
    const ask = (secret: string) =>
      sendForm(
        app.url('/oauth2/token'),
        { grant_type: 'client_credentials' },
        { authorization: `Basic ${Buffer.from(`${consumerKey}:${secret}`).toString('base64')}` },
      );
    expect(told(await ask('wrong'))).toEqual([403, 99]);
    const first = await ask(consumerSecret);
    expect((await ask(consumerSecret)).text).toBe(first.text);
    const authorization = `Bearer ${(JSON.parse(first.text) as { access_token: string }).access_token}`;
    const get = (path: string, headers = { authorization }) => send(app.url(path), { headers });
    await app.call(update, alice, { form: { status: 'public' } });
    expect((await get('/1.1/statuses/user_timeline.json?screen_name=alice')).text).toContain('public');
    expect(told(await get('/2/users/me'))).toEqual([403, 220]);
    expect(told(await get('/2/users/me', { authorization: 'Bearer x' }))).toEqual([401, 89]);
  });
});
