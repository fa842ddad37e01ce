/** Tries the gallery: perms, signed text parts, and its numbered errors. */
import { createHash } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { beginWith, type PersonalityApp } from './personality-testing';
import { send, TestBrowser } from './testing-client';
import { multipart, type Keys, type SignedCall } from './testing-signer';

let app: PersonalityApp;
const data = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const rest = (method: string) => `/services/rest?method=gallery.${method}`;
const numberOf = (reply: { status: number; text: string }) => [reply.status, (JSON.parse(reply.text) as { code: number }).code];

function upload(keys: Keys, texts: Record<string, string>, signed = texts, file = { name: 'photo', data }) {
  return app.call('/services/upload', keys, { method: 'POST', ...multipart(texts, file), texts: signed });
}

async function signIn(perms: string): Promise<Keys> {
  app = await beginWith('gallery', { habits: { page: { perms } } });
  return app.signIn('alice');
}

afterEach(() => app.service.close());

it('asks for perms on its page and tells the user by its own names', async () => {
  app = await beginWith('gallery', { habits: { page: { perms: 'write' }, requestTokenMethod: 'GET', accessTokenMethod: 'GET' } });
  const reply = await app.signInReply('alice');
  const told = { fullname: 'Alice Practice', user_nsid: '2291@N00', username: 'alice' };
  expect(Object.fromEntries(new URLSearchParams(reply.text))).toMatchObject(told);
  const page = app.url(`/oauth/authorize?oauth_token=${(await app.requestToken()).token}`);
  expect(await send(`${page}&perms=everything`)).toMatchObject({ status: 400 });
  const browser = new TestBrowser();
  const consent = await browser.submit(await browser.open(`${page}&perms=delete`), { username: 'bob', password: 'practice-bob' });
  expect(consent.text).toContain('<strong id="level">delete</strong>');
});

it('signs the text parts of an upload, not the photo', async () => {
  const alice = await signIn('write');
  const texts = { title: 'Häuser & Bäume', tags: 'a b' };
  const sha256 = createHash('sha256').update(data).digest('hex');
  expect(JSON.parse((await upload(alice, texts)).text)).toMatchObject({
    stat: 'ok',
    photo: { title: texts.title, bytes: 8, sha256 },
  });
  expect(numberOf(await upload(alice, texts, {}))).toEqual([200, 96]);
  expect(numberOf(await upload(alice, texts, { ...texts, title: 'other' }))).toEqual([200, 96]);
  expect(numberOf(await upload(alice, {}, {}, { name: 'other', data }))).toEqual([200, 2]);
});

it('gives no more rights than the user allowed', async () => {
  const reader = await signIn('read');
  expect(numberOf(await upload(reader, {}))).toEqual([200, 99]);
  expect(await app.call(rest('test.login'), reader)).toMatchObject({
    text: expect.stringContaining('"_content":"alice"') as string,
  });
  await app.service.close();
  const writer = await signIn('write');
  expect(numberOf(await app.call(rest('photos.delete&photo_id=1'), writer))).toEqual([200, 99]);
  await app.service.close();
  const owner = await signIn('delete');
  await upload(owner, { title: 'x' });
  const remove = () => app.call(rest('photos.delete&photo_id=1'), owner);
  expect((await remove()).text).toBe('{"stat":"ok"}');
  expect(numberOf(await remove())).toEqual([200, 1]);
  expect(numberOf(await app.call(rest('nothing'), owner))).toEqual([200, 112]);
});

it('numbers what is wrong with a call, and tells it as text at the endpoints', async () => {
  const alice = await signIn('read');
  const number = async (keys: Keys, call: SignedCall = {}) => numberOf(await app.call(rest('test.login'), keys, call));
  expect(await number({ ...alice, tokenSecret: 'wrong' })).toEqual([200, 96]);
  expect(await number(alice, { oauth: { oauth_timestamp: '1000' } })).toEqual([200, 96]);
  expect(numberOf(await send(app.url(rest('test.login'))))).toEqual([200, 97]);
  expect(await number({ ...alice, consumerKey: 'none' })).toEqual([200, 100]);
  app.service.busyRequests = 1;
  expect(await number(alice)).toEqual([200, 105]);
  app.service.revokeUserTokens('alice');
  expect(await number(alice)).toEqual([200, 98]);
  const refusal = await app.call(
    '/oauth/request_token',
    { ...app.keys, consumerSecret: 'x' },
    { oauth: { oauth_callback: 'oob' } },
  );
  expect([refusal.status, refusal.text.split('&')[0]]).toEqual([401, 'oauth_problem=signature_invalid']);
  expect(refusal.text).toContain('debug_sbs=GET%26http');
});
