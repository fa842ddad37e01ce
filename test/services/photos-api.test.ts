/** Tries Practice Photos' API and its refusals over real HTTP. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPhotos, type PhotosService } from './photos';
import { errorsOf } from './oauth1-testing';
import { PhotosApp } from './photos-testing';
import { send } from './testing-client';
import { sendSigned, type Keys, type SignedCall } from './testing-signer';

let service: PhotosService;
let app: PhotosApp;

beforeEach(async () => {
  service = await startPhotos();
  app = new PhotosApp(service);
});
afterEach(() => service.close());

describe('the API', () => {
  it('keeps two users apart, with caching headers', async () => {
    const [alice, bob] = [await app.signIn('alice'), await app.signIn('bob')];
    const mine = await sendSigned(app.url('/api/account'), alice);
    const theirs = await sendSigned(app.url('/api/account'), bob);
    expect(mine.headers['cache-control']).toBe('max-age=600');
    expect(JSON.parse(mine.text)).toMatchObject({ id: '2291', name: 'Alice Practice' });
    expect(JSON.parse(theirs.text)).toMatchObject({ id: '4407', name: 'Bob Practice' });
    expect(mine.headers['etag']).not.toBe(theirs.headers['etag']);
    const headers = { 'if-none-match': mine.headers['etag'] ?? '' };
    expect(await sendSigned(app.url('/api/account'), alice, { headers })).toMatchObject({ status: 304, text: '' });
    expect(await sendSigned(app.url('/api/account'), bob, { headers })).toMatchObject({ status: 200 });
    expect(JSON.parse((await sendSigned(app.url('/api/me'), bob)).text)).toEqual({
      id: '4407',
      screen_name: 'bob',
      name: 'Bob Practice',
    });
  });

  it('stores photos by form and JSON, and finds them by repeated tags', async () => {
    const alice = await app.signIn('alice');
    const one = await sendSigned(app.url('/api/photos'), alice, { form: { title: 'Sea & sky + 1', tag: 'sea' } });
    expect(one.status).toBe(201);
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ title: 'Berg', tags: ['sea', 'rock'] });
    const two = JSON.parse((await sendSigned(app.url('/api/photos.json'), alice, { method: 'POST', headers, body })).text) as {
      id: string;
    };
    const found = JSON.parse((await sendSigned(app.url('/api/photos?tag=sea&tag=rock'), alice)).text) as unknown[];
    expect(found).toEqual([{ id: two.id, title: 'Berg', tags: ['sea', 'rock'], revision: 1 }]);
    const put = await sendSigned(app.url(`/api/photos/${two.id}`), alice, { method: 'PUT', headers, body: '{"title":"Hill"}' });
    expect(JSON.parse(put.text)).toMatchObject({ title: 'Hill', revision: 2 });
    expect(await sendSigned(app.url(`/api/photos/${two.id}`), await app.signIn('bob'), { method: 'DELETE' })).toMatchObject({
      status: 404,
    });
    expect(await sendSigned(app.url(`/api/photos/${two.id}`), alice, { method: 'DELETE' })).toMatchObject({ status: 204 });
    expect(JSON.parse((await sendSigned(app.url('/api/photos'), alice)).text)).toHaveLength(1);
    expect(await sendSigned(app.url('/api/photos'), alice, { method: 'POST' })).toMatchObject({ status: 400 });
  });

  it('reads uploads part by part', async () => {
    const data = Buffer.from([0, 13, 10, 45, 45, 255]);
    const body = Buffer.concat([
      Buffer.from(
        '--b1\r\nContent-Disposition: form-data; name="title"\r\n\r\nCat\r\n--b1\r\nContent-Disposition: form-data; name="file"; filename="c.bin"\r\nContent-Type: image/x-practice\r\n\r\n',
      ),
      data,
      Buffer.from('\r\n--b1--\r\n'),
    ]);
    const headers = { 'content-type': 'multipart/form-data; boundary=b1' };
    const alice = await app.signIn('alice');
    const reply = await sendSigned(app.url('/api/upload'), alice, { method: 'POST', headers, body });
    const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(JSON.parse(reply.text)).toEqual({
      parts: [
        { name: 'title', bytes: 3, sha256: sha256('Cat') },
        { name: 'file', filename: 'c.bin', contentType: 'image/x-practice', bytes: 6, sha256: sha256(data) },
      ],
    });
    const cut = await sendSigned(app.url('/api/upload'), alice, { method: 'POST', headers, body: body.subarray(0, -8) });
    expect(cut.status).toBe(400);
  });

  it('offers slow, streamed, sized, redirected, echoed and chosen answers', async () => {
    const alice = await app.signIn('alice');
    const started = Date.now();
    expect((await sendSigned(app.url('/api/slow?ms=60'), alice)).text).toBe('{"waited":60}');
    expect(Date.now() - started).toBeGreaterThanOrEqual(55);
    const stream = await sendSigned(app.url('/api/stream?chunks=4&bytes=100&ms=5'), alice);
    expect(stream.headers['transfer-encoding']).toBe('chunked');
    expect(stream.headers['x-sha256']).toBe(createHash('sha256').update(stream.body).digest('hex'));
    expect(stream.body).toHaveLength(400);
    const bytes = await sendSigned(app.url('/api/bytes?n=70000'), alice);
    expect(bytes.headers['x-sha256']).toBe(createHash('sha256').update(bytes.body).digest('hex'));
    const moved = await sendSigned(app.url('/api/redirect?to=https%3A%2F%2Felsewhere.example%2F'), alice);
    expect([moved.status, moved.headers['location']]).toEqual([302, 'https://elsewhere.example/']);
    expect(await sendSigned(app.url('/api/status/418'), alice)).toMatchObject({ status: 418 });
    const echo = await sendSigned(app.url('/api/echo?x=1'), alice, {
      method: 'POST',
      body: 'abc',
      headers: { 'x-practice': 'yes' },
    });
    expect(JSON.parse(echo.text)).toMatchObject({
      method: 'POST',
      target: '/api/echo?x=1',
      user: 'alice',
      headers: { 'x-practice': 'yes' },
      body: { length: 3, sha256: createHash('sha256').update('abc').digest('hex') },
    });
    expect(echo.text).not.toContain(alice.token);
    expect(await sendSigned(app.url('/api/slow?ms=x'), alice)).toMatchObject({ status: 400 });
    expect(await sendSigned(app.url('/api/nowhere'), alice)).toMatchObject({ status: 404 });
  });

  it('refuses what is unsigned, wrongly signed, stale, tokenless or carries a cookie', async () => {
    const alice = await app.signIn('alice');
    const codes = async (call: SignedCall, keys: Keys = alice) => {
      const reply = await sendSigned(app.url('/api/me'), keys, call);
      expect(Object.keys(reply.headers).some((name) => /^x-practice|^access-control/.test(name))).toBe(false);
      return [reply.status, errorsOf(reply)];
    };
    expect(errorsOf(await send(app.url('/api/me')))).toBe(215);
    expect(await codes({}, { ...alice, tokenSecret: 'wrong' })).toEqual([401, 32]);
    expect(await codes({}, { ...alice, consumerKey: 'nobody' })).toEqual([401, 32]);
    expect(await codes({}, { ...alice, token: 'nothing' })).toEqual([401, 89]);
    expect(await codes({}, await app.requestToken())).toEqual([401, 89]);
    expect(await codes({}, service.registerApp({ callbacks: [] }))).toEqual([400, 215]);
    expect(await codes({}, { ...alice, ...service.registerApp({ callbacks: [] }) })).toEqual([401, 89]);
    expect(await codes({ oauth: { oauth_timestamp: '1' } })).toEqual([401, 135]);
    expect(await codes({ signatureMethod: 'HMAC-SHA256' })).toEqual([401, 32]);
    expect(await codes({ headers: { cookie: 'a=b' } })).toEqual([401, 215]);
    expect(service.log.at(-1)?.outcome).toContain('cookie sent');
    const withCookie = await sendSigned(app.url('/oauth/request_token'), app.keys, {
      method: 'POST',
      headers: { cookie: 'a=b' },
    });
    expect([withCookie.status, errorsOf(withCookie)]).toEqual([401, 215]);
  });

  it('drops revoked and invalidated tokens', async () => {
    const [alice, bob] = [await app.signIn('alice'), await app.signIn('bob')];
    service.revokeUserTokens('alice');
    expect(errorsOf(await sendSigned(app.url('/api/me'), alice))).toBe(89);
    const gone = await sendSigned(app.url('/oauth/invalidate_token'), bob, { method: 'POST' });
    expect(JSON.parse(gone.text)).toEqual({ access_token: bob.token });
    expect(errorsOf(await sendSigned(app.url('/api/me'), bob))).toBe(89);
  });

  it('limits the rate and runs on another clock when told to', async () => {
    const alice = await app.signIn('alice');
    service.limitRate(1, 30);
    const limited = await sendSigned(app.url('/api/me'), alice);
    expect([limited.status, errorsOf(limited)]).toEqual([429, 88]);
    expect(Number(limited.headers['x-rate-limit-reset'])).toBeGreaterThan(Date.now() / 1000);
    expect(await sendSigned(app.url('/api/me'), alice)).toMatchObject({ status: 200 });
    service.clockAheadSeconds = 3600;
    const early = await sendSigned(app.url('/api/me'), alice);
    expect(errorsOf(early)).toBe(135);
    const theirs = Date.parse(early.headers['date'] ?? '') / 1000;
    const oauth = { oauth_timestamp: String(Math.floor(theirs)) };
    expect(await sendSigned(app.url('/api/me'), alice, { oauth })).toMatchObject({ status: 200 });
  });
});
