/** Tries the video service with a site for each user, and the microblog that remembers who is signed in. */
import { afterEach, describe, expect, it } from 'vitest';
import { CALLBACK, errorsOf } from './oauth1-testing';
import { beginWith, type PersonalityApp } from './personality-testing';
import { send, sendForm, TestBrowser } from './testing-client';

let app: PersonalityApp;
afterEach(() => app.service.close());

describe('sites of the video service', () => {
  it('name themselves to their user, and serve nobody else’s token', async () => {
    app = await beginWith('tv', { options: { sites: { alice: '127.0.0.1', bob: '127.0.0.1' } } });
    const { alice = '', bob = '' } = app.service.sites;
    const reply = await app.signInReply('alice');
    expect(new URLSearchParams(reply.text).get('domain')).toBe(new URL(alice).host);
    const keys = app.keysFrom(reply);
    expect((await app.call(`${alice}/api/photo/list`, keys)).text).toContain('status="ok"');
    expect((await app.call(`${bob}/api/photo/list`, keys)).text).toContain('code="invalid_signature"');
    expect(new URLSearchParams((await app.signInReply('bob')).text).get('domain')).toBe(new URL(bob).host);
  });

  it('have keys of their own, which are good nowhere else', async () => {
    app = await beginWith('tv', { options: { sites: { alice: '127.0.0.1', bob: '127.0.0.1' } } });
    const { alice = '', bob = '' } = app.service.sites;
    const own = app.service.registerApp({ callbacks: [CALLBACK], site: new URL(alice).host });
    const ask = (origin: string) => app.call(`${origin}/oauth/request_token`, own, { oauth: { oauth_callback: CALLBACK } });
    expect((await ask(alice)).text).toContain('oauth_callback_confirmed=true');
    expect((await ask(bob)).text).toContain('code="invalid_signature"');
    expect((await ask(app.service.origin)).text).toContain('code="invalid_signature"');
  });
});

describe('the microblog', () => {
  it('asks whoever is signed in there for consent only, unless forced', async () => {
    app = await beginWith('x', { options: { remembers: true } });
    const browser = new TestBrowser();
    const open = async (page: string, extra = '') => browser.open(app.authorizeUrl(await app.requestToken(), page) + extra);
    await app.signInReply('alice', browser);
    app.service.revokeUserTokens('alice');
    const asked = await open('authenticate');
    expect(asked.text).toContain('id="allow"');
    expect((await browser.submit(asked, { decision: 'allow' })).headers['location']).toContain('oauth_verifier=');
    expect((await open('authorize')).text).toContain('id="allow"');
    expect((await open('authorize', '&force_login=true')).text).toContain('id="login"');
  });

  it('gives an app its bearer token so often, and takes it back by Basic or by a signature', async () => {
    app = await beginWith('x', { options: { bearerRequests: 3 } });
    const { consumerKey, consumerSecret } = app.keys;
    const authorization = `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`;
    const ask = () => sendForm(app.url('/oauth2/token'), { grant_type: 'client_credentials' }, { authorization });
    const token = async () => (JSON.parse((await ask()).text) as { access_token: string }).access_token;
    const read = async (value: string) =>
      (
        await send(app.url('/1.1/statuses/user_timeline.json?screen_name=alice'), {
          headers: { authorization: `Bearer ${value}` },
        })
      ).status;
    const first = await token();
    expect(first).toMatch(/^AAAA.*%2F.*%3D$/);
    expect([await read(first), await read(decodeURIComponent(first))]).toEqual([200, 401]);
    const gone = await sendForm(app.url('/oauth2/invalidate_token'), { access_token: first }, { authorization });
    expect([gone.status, JSON.parse(gone.text), await read(first)]).toEqual([200, { access_token: first }, 401]);
    const second = await token();
    expect(second).not.toBe(first);
    const signed = await app.call('/oauth2/invalidate_token', app.keys, { form: { access_token: second } });
    expect([signed.status, await read(second)]).toEqual([200, 401]);
    await ask();
    const often = await ask();
    expect([often.status, errorsOf(often)]).toEqual([403, 99]);
  });
});
