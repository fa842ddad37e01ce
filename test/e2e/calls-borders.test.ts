/** What a signed call may not do: where it may not go, what it may not carry; and that nothing of it was sent. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Account } from '../../src/client/countersign';
import { answerOf, pageCall } from './pages/app';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

declare const app: { account(handle: string): Account };

let stage: Stage;
let page: Page;
let photos: string;
let files: string;
let before: number;
/** What reached any server, but for the page itself. */
const arrived = (): number => stage.world.photos.log.length + stage.world.files.log.length + stage.site.log.length;

beforeAll(async () => {
  stage = await openStage();
  for (const id of ['practice-photos', 'practice-files']) await signIn(stage, id, 'alice');
  page = await openEnabled(stage);
  photos = await permit(stage, page, { service: 'practice-photos', access: 'change' });
  files = await permit(stage, page, { service: 'practice-files', access: 'change' });
});
afterAll(async () => stage?.close());
beforeEach(() => {
  before = arrived();
});

const refusals = async (handle: string, urls: readonly string[], init?: object): Promise<unknown[]> =>
  Promise.all(urls.map(async (url) => answerOf(await pageCall(page, handle, url, init))));
const all = (urls: readonly unknown[], code: string): string[] => urls.map(() => code);

test('a redirect is followed inside the account’s hosts, signed anew; one that leads out or to a sign-in endpoint is not', async () => {
  for (const [handle, origin] of [
    [photos, stage.world.photos.origin],
    [files, stage.world.files.origin],
  ] as const) {
    const other = origin === stage.world.photos.origin ? stage.world.files.origin : stage.world.photos.origin;
    const through = (to: string): string => `${origin}/api/redirect?${new URLSearchParams({ to })}`;
    const out = [`${stage.site.origin}/caught?x=1`, `${other}/api/me`, origin.replace('http:', 'https:')];
    before = arrived();
    expect(await refusals(handle, out.map(through))).toEqual(all(out, 'redirect_refused'));
    expect(arrived()).toBe(before + out.length); // the redirects themselves, and none of their targets
    expect(await pageCall(page, handle, through(out[0] ?? ''))).toMatchObject({ about: stage.site.origin, location: out[0] });
    for (const to of ['http://[', 'data:,x', 'javascript:1', 'ftp://x.example/']) {
      expect(['network_failed', 'redirect_refused']).toContain(answerOf(await pageCall(page, handle, through(to))));
    }
    const endpoint = origin === stage.world.photos.origin ? '/oauth/access_token' : '/token';
    expect(answerOf(await pageCall(page, handle, through(endpoint)))).toBe('sign_in_endpoint');
    for (const to of ['/api/me', 'me?x=1#there', through(through('/api/me'))]) {
      const url = new URL(to.startsWith('http') ? '/api/me' : to, `${origin}/api/redirect`);
      url.hash = '';
      expect(await pageCall(page, handle, through(to))).toMatchObject({ status: 200, url: url.href, redirected: true });
    }
    expect(await pageCall(page, handle, through('/api/redirect'))).toMatchObject({ status: 400 });
  }
});

test('only the account’s API hosts are reached', async () => {
  const { port } = new URL(stage.world.photos.origin);
  const urls = [
    stage.world.files.origin,
    stage.site.origin,
    `http://localhost:${port}`,
    `http://[::1]:${port}`,
    `https://127.0.0.1:${port}`,
    `http://127.0.0.2:${port}`,
    'http://127.0.0.1',
    'data:text/plain,x',
    'blob:null/x',
    'chrome://version',
    stage.browser.origin,
  ].map((origin) => (/^https?|chrome-ext/.test(origin) ? `${origin}/api/me` : origin));
  expect(await refusals(photos, [...urls, '/api/me', ''])).toEqual(all([...urls, 1, 2], 'outside_api_hosts'));
  expect(arrived()).toBe(before);
});

test('the sign-in endpoints are closed, however they are spelt', async () => {
  const { origin } = stage.world.photos;
  const spelt = [
    '/oauth/access_token /oauth/request_token?x=1 /oauth/authorize /oauth/invalidate_token /oauth/access_token#x',
    '/oauth/access_token/ //oauth//access_token /oauth\\access_token /OAuth/Access_Token /oauth/access_token;v=1 /oauth;x/access_token',
    '/oauth/%61ccess_token /%6fauth/access%5Ftoken /oauth%2Faccess_token /oauth%5Caccess_token /oauth/%2561ccess_token',
    '/oauth/./access_token /api/../oauth/access_token /api/%2e%2e/oauth/access_token',
    '/oauth/access_token%3Fx /oauth/access_token%00 /oauth/access_token%20',
  ].flatMap((line) => line.split(' '));
  const urls = spelt.map((path) => origin + path);
  const answers = await refusals(photos, urls, { method: 'POST', body: 'x' });
  expect(Object.fromEntries(spelt.map((path, index) => [path, answers[index]]))).toEqual(
    Object.fromEntries(spelt.map((path) => [path, 'sign_in_endpoint'])),
  );
  const others = ['/authorize', '/token', '/TOKEN', '/revoke', '/userinfo', '//token'].map(
    (path) => stage.world.files.origin + path,
  );
  expect(await refusals(files, others, { method: 'POST', body: 'x' })).toEqual(all(others, 'sign_in_endpoint'));
  expect(arrived()).toBe(before);
});

test('headers that could speak for the user or the signer are refused by name', async () => {
  const url = `${stage.world.photos.origin}/api/me`;
  for (const name of [
    'X-Forwarded-For',
    'X-Api-Key',
    'DPoP',
    'X-HTTP-Method-Override',
    'X-Original-URL',
    'Forwarded',
    'Proxy-Thing',
    'Api-Key',
    'X-Csrf-Token',
    'Access-Token',
  ]) {
    const told = await pageCall(page, photos, url, { headers: { [name]: 'x' } });
    if (name === 'Proxy-Thing') expect(told.status).toBe(200); // the browser's own Request drops it
    else expect(told).toMatchObject({ code: 'header_not_allowed', about: name.toLowerCase() });
  }
  expect(arrived()).toBe(before + 1);
});

test('options that a signed call does not honour are refused, in the init and in a Request', async () => {
  const url = `${stage.world.photos.origin}/api/me`;
  const inits = [
    { credentials: 'include' },
    { mode: 'no-cors' },
    { cache: 'force-cache' },
    { cache: 'reload' },
    { redirect: 'manual' },
    { redirect: 'error' },
    { integrity: 'sha256-x' },
  ];
  expect(await Promise.all(inits.map(async (init) => answerOf(await pageCall(page, photos, url, init))))).toEqual(
    all(inits, 'option_not_supported'),
  );
  const asRequest = await page.evaluate(
    async ([handle, to, options]) =>
      Promise.all(
        options.map((init) =>
          app
            .account(handle)
            .fetch(new Request(to, init as RequestInit))
            .then(
              ({ status }) => status,
              (error: { code: string }) => error.code,
            ),
        ),
      ),
    [photos, url, inits] as const,
  );
  expect(asRequest).toEqual(all(inits, 'option_not_supported'));
  expect(arrived()).toBe(before);
  const fine = [
    { credentials: 'omit' },
    { credentials: 'same-origin' },
    { mode: 'cors' },
    { cache: 'no-store' },
    { redirect: 'follow' },
    { keepalive: true },
    { referrer: '' },
  ];
  expect(await Promise.all(fine.map(async (init) => answerOf(await pageCall(page, photos, url, init))))).toEqual(
    all(fine, 200 as never),
  );
});

test('a caller’s own oauth_ parameters are refused: they would speak in the signer’s place', async () => {
  const { origin } = stage.world.photos;
  expect(await refusals(photos, [`${origin}/api/me?oauth_token=x`, `${origin}/api/me?a=1&oauth_nonce=x`])).toEqual([
    'invalid_input',
    'invalid_input',
  ]);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  expect(await refusals(photos, [`${origin}/api/photos`], { method: 'POST', headers, body: 'title=x&oauth_verifier=y' })).toEqual(
    ['invalid_input'],
  );
  expect(arrived()).toBe(before);
});

test('a permit that the page has given back is dead', async () => {
  expect(
    await page.evaluate(
      (handle) =>
        app
          .account(handle)
          .release()
          .then(() => 'released'),
      files,
    ),
  ).toBe('released');
  expect(await refusals(files, [`${stage.world.files.origin}/api/me`])).toEqual(['no_permit']);
  expect(arrived()).toBe(before);
});
