/** Tries the life of Practice Files' tokens, and its API, over real HTTP. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFiles, type FilesService } from './files';
import { errorOf, FilesApp, type Tokens } from './files-testing';
import { send, sendForm } from './testing-client';

let service: FilesService;
let app: FilesApp;

beforeEach(async () => {
  service = await startFiles();
  app = new FilesApp(service);
});
afterEach(() => service.close());

const parse = (reply: { text: string }) => JSON.parse(reply.text) as Tokens;
const JSON_BODY = { 'content-type': 'application/json' };

describe('tokens', () => {
  it('rotates refresh tokens, and a reused one ends the whole grant', async () => {
    const first = await app.signIn();
    const second = parse(await app.refresh(first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await app.api('/api/me', second.access_token)).status).toBe(200);
    const reused = await app.refresh(first.refresh_token);
    expect([reused.status, errorOf(reused)]).toEqual([400, 'invalid_grant']);
    expect(service.log.at(-1)?.outcome).toContain('already used');
    expect(errorOf(await app.refresh(second.refresh_token))).toBe('invalid_grant');
    expect((await app.api('/api/me', second.access_token)).status).toBe(401);
    expect((await app.api('/api/me', first.access_token)).status).toBe(401);
    expect(service.tokenRequests('refresh_token')).toBe(3);
  });

  it('rotates for clients with a secret as well', async () => {
    const secretApp = new FilesApp(service, true);
    const first = await secretApp.signIn();
    expect(parse(await secretApp.refresh(first.refresh_token)).refresh_token).not.toBe(first.refresh_token);
    expect(errorOf(await app.refresh(first.refresh_token))).toBe('invalid_grant');
  });

  it('expires access tokens on time and on demand', async () => {
    await service.close();
    service = await startFiles({ accessTokenSeconds: 1 });
    app = new FilesApp(service);
    const brief = await app.signIn();
    expect(brief.expires_in).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect((await app.api('/api/me', brief.access_token)).status).toBe(401);
    await service.close();
    service = await startFiles();
    app = new FilesApp(service);
    const [alice, bob] = [await app.signIn(), await app.signIn({ username: 'bob' })];
    service.expireAccessTokens('alice');
    const reply = await app.api('/api/me', alice.access_token);
    expect([reply.status, errorOf(reply)]).toEqual([401, 'invalid_token']);
    expect(reply.headers['www-authenticate']).toMatch(/^Bearer error="invalid_token"/);
    expect(service.log.at(-1)).toMatchObject({ outcome: 'refused invalid_token: access token expired' });
    expect((await app.api('/api/me', bob.access_token)).status).toBe(200);
    expect((await app.api('/api/me', parse(await app.refresh(alice.refresh_token)).access_token)).status).toBe(200);
    service.expireAccessTokens();
    expect((await app.api('/api/me', bob.access_token)).status).toBe(401);
  });

  it('revokes by token, and by grant', async () => {
    const [alice, bob] = [await app.signIn(), await app.signIn({ username: 'bob' })];
    const fields = { client_id: app.clientId, token: alice.refresh_token ?? '', token_type_hint: 'refresh_token' };
    expect(await sendForm(`${service.origin}/revoke`, fields)).toMatchObject({ status: 200 });
    expect(service.log.at(-1)).toMatchObject({ user: 'alice', status: 200 });
    expect(errorOf(await app.refresh(alice.refresh_token))).toBe('invalid_grant');
    expect((await app.api('/api/me', alice.access_token)).status).toBe(401);
    service.revokeGrants('bob');
    expect(errorOf(await app.refresh(bob.refresh_token))).toBe('invalid_grant');
    expect((await app.api('/api/me', bob.access_token)).status).toBe(401);
    expect(await sendForm(`${service.origin}/revoke`, { ...fields, token: 'unknown' })).toMatchObject({ status: 200 });
  });

  it('answers userinfo, but no request with a cookie or a foreign origin header counts against it', async () => {
    const { access_token: token } = await app.signIn();
    const headers = { authorization: `Bearer ${token}`, origin: 'chrome-extension://practice' };
    const info = await send(`${service.origin}/userinfo`, { headers });
    expect(JSON.parse(info.text)).toEqual({ sub: '2291', name: 'Alice Practice', preferred_username: 'alice' });
    expect(Object.keys(info.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(service.log.at(-1)?.origin).toBe('chrome-extension://practice');
    const revoke = await sendForm(
      `${service.origin}/revoke`,
      { client_id: app.clientId, token },
      { origin: 'https://page.example' },
    );
    expect(revoke.status).toBe(200);
    for (const path of ['/token', '/revoke', '/userinfo', '/api/me']) {
      const reply = await sendForm(service.origin + path, {}, { cookie: 'a=b' });
      expect([reply.status, service.log.at(-1)?.outcome]).toEqual([400, 'cookie sent']);
    }
  });
});

describe('the API', () => {
  it('keeps files per user', async () => {
    const [alice, bob] = [await app.signIn(), await app.signIn({ username: 'bob' })];
    const post = await app.api('/api/files', alice.access_token, {
      method: 'POST',
      headers: JSON_BODY,
      body: '{"title":"Plan","tags":["a"]}',
    });
    const { id } = JSON.parse(post.text) as { id: string };
    expect([post.status, post.headers['location']]).toEqual([201, `/api/files/${id}`]);
    const put = { method: 'PUT', headers: JSON_BODY, body: '{"title":"Plan B"}' };
    expect((await app.api(`/api/files/${id}`, bob.access_token, put)).status).toBe(404);
    expect(JSON.parse((await app.api(`/api/files/${id}`, alice.access_token, put)).text)).toMatchObject({
      title: 'Plan B',
      revision: 2,
    });
    expect(JSON.parse((await app.api('/api/files?tag=a', alice.access_token)).text)).toHaveLength(1);
    expect((await app.api(`/api/files/${id}`, alice.access_token, { method: 'DELETE' })).status).toBe(204);
    expect((await app.api('/api/files', alice.access_token, { method: 'POST', body: 'x' })).status).toBe(400);
    const mine = await app.api('/api/account', alice.access_token);
    expect(mine.headers['cache-control']).toBe('max-age=600');
    const headers = { 'if-none-match': mine.headers['etag'] ?? '' };
    expect((await app.api('/api/account', alice.access_token, { headers })).status).toBe(304);
    expect((await app.api('/api/account', bob.access_token, { headers })).status).toBe(200);
  });

  it('takes a token from the Authorization header alone', async () => {
    const { access_token: token } = await app.signIn();
    const none = await send(`${service.origin}/api/me`);
    expect([none.status, none.headers['www-authenticate']]).toEqual([401, 'Bearer realm="practice-files"']);
    expect((await send(`${service.origin}/api/me?access_token=${token}`)).status).toBe(400);
    expect((await sendForm(`${service.origin}/api/echo`, { access_token: token })).status).toBe(400);
    for (const authorization of [
      `bearer ${token}`,
      `Bearer  ${token}`,
      `Bearer ${token}, x`,
      'Bearer nothing',
      `OAuth ${token}`,
    ]) {
      const reply = await send(`${service.origin}/api/me`, { headers: { authorization } });
      expect([reply.status, errorOf(reply)]).toEqual([401, 'invalid_token']);
    }
  });

  it('offers the shared routes too', async () => {
    const { access_token: token } = await app.signIn();
    expect((await app.api('/api/status/503', token)).status).toBe(503);
    expect((await app.api('/api/bytes?n=10', token)).body).toHaveLength(10);
    const echo = await app.api('/api/echo', token, { method: 'POST', body: 'x' });
    expect(JSON.parse(echo.text)).toMatchObject({ method: 'POST', body: { length: 1 } });
    expect(echo.text).not.toContain(token);
  });
});
