/** Tries the video service: its own API host, its levels, its envelopes and its spelling of callbacks. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CALLBACK, pinOf } from './oauth1-testing';
import { beginWith, type PersonalityApp } from './personality-testing';
import { send, TestBrowser } from './testing-client';
import { multipart, type Keys } from './testing-signer';

let app: PersonalityApp;
let api: (path: string) => string;
const RAW = 'format=json&raw=1';
const read = (reply: { text: string }) => JSON.parse(reply.text) as Record<string, unknown>;

beforeEach(async () => {
  app = await beginWith('tv');
  api = (path) => app.service.apiOrigin + path;
});
afterEach(() => app.service.close());

describe('signing in to the video service', () => {
  it('takes GET, and names the host of the API', async () => {
    const keys = app.keysFrom(await app.askRequestToken(undefined, { method: 'GET' }));
    const done = await new TestBrowser().signIn(app.authorizeUrl(keys), 'alice');
    const location = done.headers['location'] ?? '';
    expect(location).toMatch(/oauth_token=practice%2drequest%2dtoken/);
    const back = new URL(location).searchParams;
    expect(back.get('oauth_token')).toBe(keys.token);
    const reply = await app.call('/oauth/access_token', keys, { oauth: { oauth_verifier: back.get('oauth_verifier') ?? '' } });
    const pairs = new URLSearchParams(reply.text);
    expect(pairs.get('domain')).toBe(new URL(app.service.apiOrigin).host);
    expect(pairs.get('user_id')).toBe('2291');
    expect(app.service.apiOrigin).not.toBe(app.service.origin);
    expect(await app.call('/api/site/get', app.keysFrom(reply))).toMatchObject({ status: 404 });
  });

  it('has its API at another loopback address where there is one', async () => {
    const apart = await beginWith('tv', { options: { apiAddress: '127.0.0.2' } });
    const keys = apart.service.privilegedCredentials('alice');
    const reply = await apart.call(`${apart.service.apiOrigin}/api/echo?${RAW}&a=b`, keys);
    expect(read(reply)).toMatchObject({ status: 'ok', echo: { a: 'b' } });
    expect(apart.service.log.some(({ path }) => path === '/api/echo')).toBe(true);
    await apart.service.close();
  });

  it('shows a short verifier for oob', async () => {
    const keys = await app.requestToken('oob');
    const pin = pinOf(await new TestBrowser().signIn(app.authorizeUrl(keys), 'bob'));
    expect(pin).toHaveLength(4);
    expect(await app.askAccessToken(keys, { oauth_verifier: pin })).toMatchObject({ status: 200 });
    expect((await app.askAccessToken(keys, { oauth_verifier: pin })).text).toContain('code="invalid_signature"');
  });

  it('words every refusal with status 200', async () => {
    const noCallback = await app.askRequestToken({});
    expect([noCallback.status, noCallback.headers['content-type']]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(noCallback.text).toMatch(/<response status="error" code="invalid_input"/);
    const wrong = { ...app.keys, consumerSecret: 'wrong' };
    const call = { method: 'POST', oauth: { oauth_callback: CALLBACK } };
    expect((await app.call('/oauth/request_token', wrong, call)).text).toContain('code="invalid_signature"');
    const inQuery = await app.call('/oauth/request_token', app.keys, { ...call, transport: 'query' });
    expect(inQuery.text).toContain('code="invalid_input"');
    expect((await app.askRequestToken(undefined, { transport: 'body', form: {} })).text).toContain('oauth_token_secret=');
  });
});

describe('the video API', () => {
  let alice: Keys;
  beforeEach(async () => {
    alice = await app.signIn('alice');
  });

  it('answers in every format', async () => {
    const call = (query: string) => app.call(api(`/api/site/get${query}`), alice);
    expect((await call('')).text).toMatch(/^<\?xml[^>]*>\n<response status="ok" permission_level="read"[^>]*><site /);
    expect((await call('?format=json')).text).toMatch(/^var visual = \{.*\};$/);
    expect((await call('?format=json&varname=mine')).text).toMatch(/^var mine = /);
    expect((await call('?format=json&callback=go')).text).toMatch(/^go\(\{.*\}\);$/);
    expect(read(await call(`?${RAW}`))).toMatchObject({ status: 'ok', site: { site_name: 'Videos of Alice Practice' } });
  });

  it('keeps to the level fixed for the app', async () => {
    const refusal = read(await app.call(api('/api/photo/upload'), alice, { form: { format: 'json', raw: '1' } }));
    expect(refusal).toMatchObject({
      status: 'error',
      code: 'permission_denied',
      permission_level: 'read',
      endpoint: '/api/photo/upload',
    });
    expect(refusal['message']).toContain('write');
    expect(read(await send(api(`/api/site/get?${RAW}`)))).toMatchObject({ code: 'permission_denied', permission_level: 'none' });
    expect(read(await send(api(`/api/echo?a=1&${RAW}`)))).toMatchObject({ echo: { a: '1' } });
    expect(read(await app.call(api(`/api/site/get?${RAW}`), app.keys))).toMatchObject({ permission_level: 'anonymous' });
    const named = read(await app.call(api(`/api/user/list?user_id=2291&${RAW}`), alice));
    expect(named['user']).toEqual([{ user_id: '2291', username: 'alice', display_name: 'Alice Practice' }]);
  });

  it('refuses dead tokens and wrong signatures with status 200', async () => {
    const wrong = await app.call(api(`/api/echo?${RAW}`), { ...alice, tokenSecret: 'wrong' });
    expect([wrong.status, read(wrong)['code']]).toEqual([200, 'invalid_signature']);
    const mixed = await app.call(api('/api/echo?a=1'), alice, { form: { b: '2' } });
    expect(mixed.text).toContain('code="invalid_input"');
    app.service.revokeUserTokens('alice');
    const dead = await app.call(api(`/api/photo/list?${RAW}`), alice);
    expect([dead.status, read(dead)['code']]).toEqual([200, 'invalid_signature']);
    expect(await send(api('/api/nothing'))).toMatchObject({ status: 404 });
  });

  it('serves privileged credentials at the highest level, uploads unsigned', async () => {
    const keys = app.service.privilegedCredentials('bob');
    const data = Buffer.from('a practice film');
    const upload = { method: 'POST', ...multipart({ title: 'Film', format: 'json', raw: '1' }, { name: 'file', data }) };
    const taken = read(await app.call(api('/api/photo/upload'), keys, upload));
    expect(taken).toMatchObject({ permission_level: 'super', size: data.length, title: 'Film' });
    expect(taken['sha256']).toBe(createHash('sha256').update(data).digest('hex'));
    expect(read(await app.call(api(`/api/photo/list?${RAW}`), keys))).toMatchObject({
      total_count: '1',
      photo: [{ title: 'Film' }],
    });
    expect(read(await app.call(api(`/api/user/get?${RAW}`), keys))).toMatchObject({ user: { user_id: '4407' } });
    expect(read(await app.call(api('/api/photo/upload'), keys, { form: { format: 'json', raw: '1' } }))).toMatchObject({
      code: 'error_processing_upload',
    });
    expect(read(await app.call(api(`/api/echo?${RAW}`), keys, { transport: 'query' }))).toMatchObject({ status: 'ok' });
    expect(() => app.service.privilegedCredentials('nobody')).toThrow('no user');
  });

  it('has real statuses in the newer API', async () => {
    expect(read(await app.call(api('/api/2/site/get'), alice))).toMatchObject({
      status: 'ok',
      data: { site: { site_id: '2291' } },
    });
    expect(await app.call(api('/api/2/photo/upload'), alice, { method: 'POST' })).toMatchObject({ status: 403 });
    const wrong = await app.call(api('/api/2/site/get'), { ...alice, tokenSecret: 'wrong' });
    expect([wrong.status, read(wrong)['code']]).toEqual([401, 'invalid_signature']);
    app.service.revokeUserTokens('alice');
    const dead = await app.call(api('/api/2/site/get'), alice);
    expect([dead.status, read(dead)['code']]).toEqual([401, 'invalid_signature']);
  });
});
