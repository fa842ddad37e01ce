/** Tries Practice Photos' sign-in and its pages over real HTTP. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPhotos, type PhotosService } from './photos';
import { CALLBACK, errorsOf, verifierOf } from './oauth1-testing';
import { PhotosApp } from './photos-testing';
import { send, TestBrowser } from './testing-client';
import { sendSigned, type SignedCall } from './testing-signer';

let service: PhotosService;
let app: PhotosApp;

beforeEach(async () => {
  service = await startPhotos();
  app = new PhotosApp(service);
});
afterEach(() => service.close());

describe('signing in', () => {
  it('goes from request token over login and consent to an access token', async () => {
    const first = await sendSigned(app.url('/oauth/request_token'), app.keys, {
      method: 'POST',
      oauth: { oauth_callback: CALLBACK },
    });
    expect(first.headers['content-type']).toBe('text/html; charset=utf-8');
    const pairs = new URLSearchParams(first.text);
    expect(pairs.get('oauth_callback_confirmed')).toBe('true');
    const keys = { ...app.keys, token: pairs.get('oauth_token') ?? '', tokenSecret: pairs.get('oauth_token_secret') ?? '' };

    const browser = new TestBrowser();
    const login = await browser.open(app.authorizeUrl(keys));
    expect(login.text).toMatch(/id="username"[\s\S]*id="password"[\s\S]*id="login"/);
    expect(login.cookies[0]).toContain('practice_photos=');
    const wrong = await browser.submit(login, { username: 'alice', password: 'no' });
    expect(wrong).toMatchObject({ status: 403 });
    const consent = await browser.submit(login, { username: 'alice', password: 'practice-alice' });
    expect(consent.text).toMatch(/Alice Practice[\s\S]*id="allow"[\s\S]*id="deny"/);
    const done = await browser.submit(consent, { decision: 'allow' });
    expect(done.status).toBe(302);
    const back = new URL(done.headers['location'] ?? '');
    expect(back.searchParams.get('kept')).toBe('1');
    expect(back.searchParams.get('oauth_token')).toBe(keys.token);

    const oauth = { oauth_verifier: back.searchParams.get('oauth_verifier') ?? '' };
    const wrongVerifier = await sendSigned(app.url('/oauth/access_token'), keys, {
      method: 'POST',
      oauth: { oauth_verifier: 'x' },
    });
    expect([wrongVerifier.status, errorsOf(wrongVerifier)]).toEqual([401, 89]);
    const reply = await sendSigned(app.url('/oauth/access_token'), keys, { method: 'POST', oauth });
    expect(Object.fromEntries(new URLSearchParams(reply.text))).toMatchObject({ user_id: '2291', screen_name: 'alice' });
    const again = await sendSigned(app.url('/oauth/access_token'), keys, { method: 'POST', oauth });
    expect([again.status, errorsOf(again)]).toEqual([401, 89]);
    expect(service.issued.map(({ kind }) => kind)).toEqual([
      'consumer_secret',
      'request_token',
      'request_token_secret',
      'verifier',
      'access_token',
      'access_token_secret',
    ]);
    expect(service.log.some(({ user, outcome }) => user === 'alice' && /access token issued/.test(outcome))).toBe(true);
  });

  it('takes the verifier from the form body as well', async () => {
    const keys = await app.requestToken();
    const done = await new TestBrowser().signIn(app.authorizeUrl(keys), 'bob');
    const reply = await sendSigned(app.url('/oauth/access_token'), keys, { form: { oauth_verifier: verifierOf(done) } });
    expect(reply.status).toBe(200);
  });

  it('sends a refusal back as `denied` and ends the request token', async () => {
    const keys = await app.requestToken();
    const done = await new TestBrowser().signIn(app.authorizeUrl(keys), 'bob', 'deny');
    expect(done.headers['location']).toBe(`${CALLBACK}&denied=${keys.token}`);
    expect(await send(app.authorizeUrl(keys))).toMatchObject({ status: 401 });
  });

  it('shows a seven-digit PIN for oob', async () => {
    const keys = await app.requestToken('oob');
    const shown = await new TestBrowser().signIn(app.authorizeUrl(keys), 'alice');
    const pin = /id="pin">(\d{7})</.exec(shown.text)?.[1] ?? '';
    const reply = await sendSigned(app.url('/oauth/access_token'), keys, { method: 'POST', oauth: { oauth_verifier: pin } });
    expect(reply.status).toBe(200);
  });

  it('refuses callbacks that are missing or not exactly registered', async () => {
    for (const oauth of [{}, { oauth_callback: `${CALLBACK}/` }] as SignedCall['oauth'][]) {
      const reply = await sendSigned(app.url('/oauth/request_token'), app.keys, { method: 'POST', ...(oauth ? { oauth } : {}) });
      expect([reply.status, errorsOf(reply)]).toEqual([403, 415]);
    }
    expect(() => service.registerApp({ callbacks: ['javascript:alert(1)'] })).toThrow('not a web callback');
  });

  it('ends request tokens after their time', async () => {
    const keys = await app.requestToken();
    service.expireRequestTokens();
    expect(await send(app.authorizeUrl(keys))).toMatchObject({ status: 401 });
    const reply = await sendSigned(app.url('/oauth/access_token'), keys, { method: 'POST', oauth: { oauth_verifier: 'x' } });
    expect(errorsOf(reply)).toBe(89);
    expect(await send(app.url('/oauth/authorize?oauth_token=unknown'))).toMatchObject({ status: 401 });
    expect(await send(app.url('/oauth/authorize'))).toMatchObject({ status: 401 });
  });

  it('does not take a decision without a login', async () => {
    const keys = await app.requestToken();
    const reply = await send(app.url('/oauth/authorize/decision'), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `oauth_token=${keys.token}&ticket=&decision=allow`,
    });
    expect(reply.status).toBe(403);
  });

  it('misbehaves on request: no confirmation, another token in the callback', async () => {
    service.confirmCallback = false;
    const reply = await sendSigned(app.url('/oauth/request_token'), app.keys, {
      method: 'POST',
      oauth: { oauth_callback: CALLBACK },
    });
    expect(new URLSearchParams(reply.text).has('oauth_callback_confirmed')).toBe(false);
    service.swapCallbackToken = 'practice-swapped-token';
    const done = await new TestBrowser().signIn(app.authorizeUrl(await app.requestToken()), 'alice');
    expect(done.headers['location']).toContain('oauth_token=practice-swapped-token&');
  });
});

describe('the front desk', () => {
  it('lets a person register an app by hand', async () => {
    expect((await send(app.url('/'))).text).toContain('a practice service on this computer');
    const browser = new TestBrowser();
    const form = await browser.open(app.url('/developers'));
    const shown = await browser.submit(form, { callback: CALLBACK });
    const consumerKey = /id="consumer-key">([^<]+)</.exec(shown.text)?.[1] ?? '';
    const consumerSecret = /id="consumer-secret">([^<]+)</.exec(shown.text)?.[1] ?? '';
    const byHand = new PhotosApp(service, { consumerKey, consumerSecret });
    expect((await byHand.requestToken()).token).toMatch(/^practice-request-token-/);
    expect((await browser.submit(form, { callback: 'ftp://x/' })).text).toContain('role="alert"');
    expect(await send(app.url('/nowhere'))).toMatchObject({ status: 404 });
  });

  it('keeps secrets out of its log', async () => {
    const alice = await app.signIn('alice');
    await sendSigned(app.url('/api/me'), alice);
    const bodies = JSON.stringify(service.log.map(({ body }) => body ?? null));
    for (const { value } of service.issued) expect(bodies).not.toContain(value);
    expect(bodies).not.toContain('practice-alice');
  });
});
