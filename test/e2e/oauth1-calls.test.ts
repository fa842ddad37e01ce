/** A site's signed calls at every personality of the OAuth 1.0a service: what it sends is what the service verified. */
import { generateKeyPairSync } from 'node:crypto';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { representatives } from '../harness/thorough';
import { ownCall } from '../practice/set-up';
import { prepareUpload } from '../bench/in-page';
import { limit, MB, meter } from '../long/memory';
import { answerOf, pageCall } from './pages/app';
import { openEnabled } from './pages/stage';
import { allowed, openOAuth1Stage, signsIn, type OAuth1Stage } from './support/oauth1';
import { fileHash, openCaller, sha256, type Caller } from './support/oauth1-caller';

let stage: OAuth1Stage;
let site: Page;

beforeAll(async () => {
  stage = await openOAuth1Stage();
  site = await openEnabled(stage);
});
afterAll(async () => stage?.close());

const form = { 'content-type': 'application/x-www-form-urlencoded' };
/** Duplicates, both spellings of a space, a plus, UTF-8, names without a value, empty pairs, what RFC 3986 encodes beyond browsers. */
const oddQueries = [
  '?role=3',
  '?a=2&a=1&a=',
  '?q=one+two%20three%2Bfour',
  '?%C3%A4=%E2%82%AC&b5=%3D%253D&c%40',
  '',
  '?',
  '?a&&b=1',
  "?x=!*'()~",
];
const oddForm = "c2=&a3=2+q&a3=a&n%C3%A4me=%E2%98%83&empty=&x=!*'()";

describe.each([
  [
    'strict, in the query',
    'strict',
    { options: { transport: 'query', bodyHash: true }, change: { id: 'practice-q', transport: 'query', bodyHash: true } },
  ],
  [
    'strict, in the body',
    'strict',
    { options: { transport: 'body', bodyHash: true }, change: { id: 'practice-b', transport: 'body', bodyHash: true } },
  ],
  ['strict, in the header', 'strict', { options: { transport: 'header', bodyHash: true }, change: { bodyHash: true } }],
  ['records, as PLAINTEXT', 'records', {}],
  ['the ledger, with its realm', 'ledger', {}],
] as const)('%s', (_, name, how) => {
  let at: Caller;
  beforeAll(async () => {
    at = await openCaller(stage, site, name, how);
  });

  test('odd queries, a form, JSON and an upload arrive as the page sent them, all verified', async () => {
    for (const query of oddQueries) {
      const told = await at.call(`/api/echo${query}`);
      expect(answerOf(told), query).toBe(200);
      const { target } = JSON.parse(told.text ?? '') as { target: string };
      expect(target.startsWith(`/api/echo${new URL(`http://service.example/${query}`).search}`), target).toBe(true);
    }
    expect(at.outcomes()).toEqual(oddQueries.map(() => 'echoed 0 bytes'));

    const posted = await at.call('/api/echo?a=1', { method: 'POST', headers: form, body: oddForm });
    expect(answerOf(posted)).toBe(200);
    const json = '{"text":"é & ü","a":[1]}';
    const told = await at.call('/api/echo', { method: 'POST', headers: { 'content-type': 'application/json' }, body: json });
    expect(JSON.parse(told.text ?? '')).toMatchObject({ body: { sha256: sha256(json) } });
    const uploaded = await at.upload('/api/upload', { title: 'Häuser & "Bäume"' }, 'file');
    expect(JSON.parse(uploaded.text ?? '')).toMatchObject({
      parts: [
        { name: 'title', sha256: sha256('Häuser & "Bäume"') },
        { name: 'file', filename: 'größe.bin', sha256: fileHash },
      ],
    });
    const [first, ...rest] = at.outcomes();
    expect(first).toMatch(/^echoed \d+ bytes$/);
    expect(rest).toEqual([`echoed ${Buffer.byteLength(json)} bytes`, '2 parts uploaded by alice']);
  });
});

test('the tracker: RSA with a pasted key', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const place = await stage.place('rsa', { appless: true });
  const { consumerKey } = place.service.registerApp({
    callbacks: [stage.redirectUrl],
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  });
  const clientSecret = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  await ownCall(stage.own, 'apps.save', { serviceId: place.id, clientId: consumerKey, clientSecret });
  const handle = await allowed(stage, site, await signsIn(stage, place));
  const url = `${place.service.apiOrigin}/api/echo?a=2&a=1&%C3%A4=+`;
  expect(answerOf(await pageCall(site, handle, url))).toBe(200);
  expect(answerOf(await pageCall(site, handle, url, { method: 'POST', headers: form, body: oddForm }))).toBe(200);
});

test('the microblog: a form is signed, JSON and an upload pass; its errors are delivered as they are', async () => {
  const at = await openCaller(stage, site, 'x');
  const status = 'Hello+Ladies+%2b+Gentlemen%2C+a+signed+OAuth+request!';
  const post = () =>
    at.call('/1.1/statuses/update.json?include_entities=true', { method: 'POST', headers: form, body: `status=${status}` });
  expect(JSON.parse((await post()).text ?? '')).toMatchObject({ text: 'Hello Ladies + Gentlemen, a signed OAuth request!' });
  const again = await post();
  expect([answerOf(again), again.text]).toEqual([403, expect.stringContaining('"code":187')]);
  const tweet = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"text":"é"}' };
  expect(answerOf(await at.call('/2/tweets', tweet))).toBe(201);
  expect(
    JSON.parse((await at.upload('/1.1/media/upload.json?media_category=tweet_image', { note: 'ü' }, 'media')).text ?? ''),
  ).toMatchObject({
    sha256: fileHash,
  });
  expect(at.outcomes()).toEqual(['posted', expect.stringContaining('posted before'), 'posted', 'media taken']);
});

test('the video service: GET and POST in each of its formats, and errors with status 200 as they are', async () => {
  const at = await openCaller(stage, site, 'tv');
  expect((await at.call('/api/echo?a=%C3%A4+b')).text).toContain('<response status="ok"');
  expect((await at.call('/api/echo?format=json&raw=1&a=%C3%A4+b')).text).toContain('"a":"ä b"');
  expect((await at.call('/api/echo', { method: 'POST', headers: form, body: 'format=json&a=%C3%A4+b' })).text).toMatch(
    /^var visual = .*"a":"ä b"/,
  );
  expect((await at.upload('/api/photo/upload', { title: 'ü' }, 'file')).text).toContain(fileHash);
  const refused = await at.upload('/api/photo/upload', { title: 'ü' }, 'other');
  expect([answerOf(refused), refused.text]).toEqual([200, expect.stringContaining('code="no_file"')]);
  const echoes = Array.from({ length: 3 }, () => 'echo served to alice');
  expect(at.outcomes()).toEqual([...echoes, 'photo/upload served to alice', 'refused no_file']);
  expect((await stage.overview()).accounts.find(({ serviceId }) => serviceId === at.id)?.state).toBe('fine');
});

test('the gallery: the text parts of an upload are signed, and its numbered errors are delivered', async () => {
  const at = await openCaller(stage, site, 'gallery');
  const photo = await at.upload('/services/upload', { title: 'Häuser & Bäume', tags: 'a+b %20' }, 'photo');
  expect(JSON.parse(photo.text ?? '')).toMatchObject({ stat: 'ok', photo: { title: 'Häuser & Bäume', sha256: fileHash } });
  const login = await at.call('/services/rest?method=gallery.test.login');
  expect(login.text).toContain('"_content":"alice"');
  const denied = await at.call('/services/rest', {
    method: 'POST',
    headers: form,
    body: 'method=gallery.photos.delete&photo_id=1',
  });
  expect([answerOf(denied), denied.text]).toEqual([200, expect.stringContaining('"code":99')]);
  expect(at.outcomes()).toEqual([
    expect.stringMatching(/^photo of \d+ bytes taken$/),
    'signature good, alice',
    'refused 99: needs delete',
  ]);
});

describe('50 MB in a form', () => {
  const bytes = 50 * MB;
  /** What a worker holds by itself, only Chromium's heap profiler tells. */
  const gauged = inject('browser') === 'chromium';

  const uploads = [
    ['gallery', '/services/upload', 'photo'],
    ['x', '/1.1/media/upload.json', 'media'],
  ] as const;
  test.each(representatives(uploads, () => 'upload'))(
    `%s: every byte arrives${gauged ? ', and the worker has 32 MB more than idle at most' : ''}`,
    async (name, path, part) => {
      const { handle, service } = await openCaller(stage, site, name, { change: { id: `practice-${name}-50` } });
      const url = service.apiOrigin + path;
      await site.evaluate(prepareUpload, bytes);
      const hash = await site.evaluate(digest);
      const told: string[] = [];
      const sends = async (): Promise<void> => {
        told.push(await site.evaluate(uploadsKept, { handle, url, part }));
      };
      if (gauged) {
        const { worker, held } = await (await meter(stage, site))(sends);
        expect(worker.above, JSON.stringify(worker)).toBeLessThan(limit);
        expect(held.worker.above, JSON.stringify(held.worker)).toBeLessThan(limit);
      } else for (let times = 0; times < 2; times++) await sends();
      expect(told).toHaveLength(2);
      for (const text of told) expect(text).toMatch(new RegExp(`"(size|bytes)":${bytes},"sha256":"${hash}"`));
      if (name === 'gallery') expect(told[0]).toContain('"title":"Häuser & Bäume"');
    },
  );
});

declare const app: { account(handle: string): { fetch: typeof fetch } };
declare const kept: { upload: Blob };

/** Runs in the page, before anything is measured. */
async function digest(): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await kept.upload.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Runs in the page. @returns the service's answer */
async function uploadsKept({ handle, url, part }: { handle: string; url: string; part: string }): Promise<string> {
  const body = new FormData();
  body.append('title', 'Häuser & Bäume');
  body.append(part, kept.upload, 'big.bin');
  const response = await app.account(handle).fetch(url, { method: 'POST', body });
  return response.text();
}
