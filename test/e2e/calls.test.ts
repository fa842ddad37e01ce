/** Signed calls from a permitted page: every kind of request that `fetch` takes, and a real `Response` back. */
import { createHash } from 'node:crypto';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account } from '../../src/client/countersign';
import { answerOf, pageCall } from './pages/app';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

interface Echo {
  readonly method: string;
  readonly target: string;
  readonly headers: Record<string, string>;
  readonly body: { readonly length: number; readonly sha256: string };
  readonly user: string;
}
declare const app: { account(handle: string): Account };

let stage: Stage;
let page: Page;
/** By the service's id. */
const handles: Record<string, string> = {};
const ids = ['practice-photos', 'practice-files'] as const;

beforeAll(async () => {
  stage = await openStage();
  for (const id of ids) await signIn(stage, id, 'alice');
  page = await openEnabled(stage);
  for (const id of ids) handles[id] = await permit(stage, page, { service: id, access: 'change' });
});
afterAll(async () => stage?.close());

const origin = (id: (typeof ids)[number]): string =>
  id === 'practice-photos' ? stage.world.photos.origin : stage.world.files.origin;
const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** A call by the page, with what it sends made in the page. @returns what the service saw */
async function echoed(id: (typeof ids)[number], make: string, path = '/api/echo'): Promise<Echo> {
  const text = await page.evaluate<string>(`(async () => {
    const url = ${JSON.stringify(`${origin(id)}${path}`)};
    const init = ${make};
    const { fetch } = app.account(${JSON.stringify(handles[id])});
    return (await (init instanceof Request ? fetch(init) : fetch(url, init))).text();
  })()`);
  return JSON.parse(text) as Echo;
}

test.each(ids)('%s: GET, POST, PUT and DELETE with forms and JSON reach the service signed, without cookies', async (id) => {
  const base = `${origin(id)}${id === 'practice-photos' ? '/api/photos' : '/api/files'}`;
  const handle = handles[id] ?? '';
  const json = (method: string, title: string): object => ({
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ title, tags: ['ä & b', "it's"] }),
  });
  const added = await pageCall(page, handle, id === 'practice-photos' ? `${base}.json` : base, json('POST', 'J'));
  expect(answerOf(added)).toBe(201);
  const item = JSON.parse(added.text ?? '') as { id: string };
  expect(answerOf(await pageCall(page, handle, `${base}/${item.id}`, json('put', 'K')))).toBe(200);
  const list = await pageCall(page, handle, `${base}?tag=${encodeURIComponent('ä & b')}&tag=it%27s`);
  expect(JSON.parse(list.text ?? '')).toMatchObject([{ id: item.id, title: 'K', revision: 2 }]);
  const gone = await pageCall(page, handle, `${base}/${item.id}`, { method: 'DELETE' });
  expect(gone).toMatchObject({ status: 204, text: '' });
  const head = await pageCall(page, handle, `${origin(id)}/api/account`, { method: 'HEAD' });
  expect(head).toMatchObject({ status: 200, text: '' });
});

test('a form is signed with its parameters (OAuth 1.0a): as URLSearchParams, and as text with its type', async () => {
  const url = `${stage.world.photos.origin}/api/photos`;
  const status = await page.evaluate(
    async ([handle, to]) =>
      (
        await app.account(handle).fetch(to, { method: 'POST', body: new URLSearchParams({ title: 'ä+b & c=%', tag: '漢 字' }) })
      ).json() as Promise<unknown>,
    [handles['practice-photos'] ?? '', url] as const,
  );
  expect(status).toMatchObject({ title: 'ä+b & c=%', tags: ['漢 字'] });
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };
  const text = await pageCall(page, handles['practice-photos'] ?? '', url, {
    method: 'POST',
    headers,
    body: 'title=a+b%20c&title=second&tag=&tag=*',
  });
  expect(JSON.parse(text.text ?? '')).toMatchObject({ title: 'a b c', tags: ['', '*'] });
});

test.each(ids)('%s: multipart with a file arrives byte for byte', async (id) => {
  const parts = await page.evaluate(
    async ([handle, to]) => {
      const body = new FormData();
      body.append('note', 'ä, 漢');
      body.append('file', new File([new Uint8Array(300_000).map((_, index) => index % 251)], 'a "b".bin', { type: 'image/png' }));
      body.append('blob', new Blob(['hello']));
      return (await app.account(handle).fetch(to, { method: 'POST', body })).json() as Promise<{
        parts: { bytes: number; sha256: string; type?: string }[];
      }>;
    },
    [handles[id] ?? '', `${origin(id)}/api/upload`] as const,
  );
  expect(parts.parts.map(({ bytes }) => bytes)).toEqual([Buffer.byteLength('ä, 漢'), 300_000, 5]);
  expect(parts.parts[1]?.sha256).toBe(sha256(Uint8Array.from({ length: 300_000 }, (_, index) => index % 251)));
});

test.each([
  ['text', `{ method: 'POST', body: 'grün' }`, 'grün', 'text/plain;charset=UTF-8'],
  ['Blob', `{ method: 'PUT', body: new Blob(['{}'], { type: 'application/json' }) }`, '{}', 'application/json'],
  ['ArrayBuffer', `{ method: 'PATCH', body: new Uint8Array([0, 255, 1]).buffer }`, Uint8Array.of(0, 255, 1), undefined],
  [
    'a view of a part',
    `{ method: 'POST', body: new Uint8Array([9, 0, 255, 9]).subarray(1, 3) }`,
    Uint8Array.of(0, 255),
    undefined,
  ],
  ['Request', `new Request(url, { method: 'POST', body: 'r', headers: { 'Content-Type': 'a/b' } })`, 'r', 'a/b'],
  ['an empty body', `{ method: 'POST', body: '' }`, '', undefined],
])('%s as body arrives as it is', async (_, make, bytes, type) => {
  for (const id of ids) {
    const { body, headers } = await echoed(id, make);
    expect(body).toEqual({ length: Buffer.from(bytes).length, sha256: sha256(bytes) });
    if (type !== undefined) expect(headers['content-type']).toBe(type);
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('referer');
  }
});

test('a URL object, a Headers object and a fragment are taken as fetch takes them', async () => {
  const seen = await page.evaluate(
    async ([handle, to]) => {
      const response = await app.account(handle).fetch(new URL(to), {
        headers: new Headers([
          ['Accept', 'a/b'],
          ['Accept', 'c/d'],
        ]),
      });
      return { url: response.url, echo: (await response.json()) as unknown };
    },
    [handles['practice-files'] ?? '', `${stage.world.files.origin}/api/echo?a=1#part`] as const,
  );
  expect(seen).toMatchObject({
    url: `${stage.world.files.origin}/api/echo?a=1`,
    echo: { target: '/api/echo?a=1', headers: { accept: 'a/b, c/d' } },
  });
});

test('the caller’s Authorization is dropped, the account’s is sent', async () => {
  for (const id of ids) {
    const { headers, user } = await echoed(id, `{ headers: { Authorization: 'Bearer evil' } }`);
    expect(user).toBe('alice');
    expect(headers['authorization']).not.toBe(`sha256:${sha256('Bearer evil').slice(0, 8)}`);
  }
});

test('the answer is a real Response: class, status, text, headers, url, JSON, bytes, clone', async () => {
  const seen = await page.evaluate(
    async ([handle, host]) => {
      const { fetch } = app.account(handle);
      const response = await fetch(`${host}/api/status/418`);
      const copy = response.clone();
      const bytes = await (await fetch(`${host}/api/bytes?n=1000000`)).arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      return {
        real: response instanceof Response && response.headers instanceof Headers,
        ok: response.ok,
        status: response.status,
        statusText: response.statusText,
        url: response.url,
        type: response.headers.get('Content-Type'),
        twice: [await response.json(), await copy.text()],
        length: bytes.byteLength,
        digest: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
        announced: (await fetch(`${host}/api/bytes?n=1000000`)).headers.get('x-sha256'),
      };
    },
    [handles['practice-files'] ?? '', stage.world.files.origin] as const,
  );
  expect(seen).toMatchObject({
    real: true,
    ok: false,
    status: 418,
    statusText: "I'm a Teapot",
    url: `${stage.world.files.origin}/api/status/418`,
  });
  expect(seen.type).toContain('application/json');
  expect(seen.twice).toEqual([{ status: 418 }, '{"status":418}']);
  expect(seen.length).toBe(1_000_000);
  expect(seen.digest).toBe(seen.announced);
});
