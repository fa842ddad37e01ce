/** The other callers: a content script of ours, which ranks as the site it runs in, and our own pages. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account, Countersign } from '../../src/client/countersign';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { pageAccounts, pageCall } from './pages/app';
import { bundle } from './pages/bundle';
import { scriptWorld, type ScriptWorld } from './pages/script-world';
import { clickReady, consentWindow, openEnabled, openStage, signIn, type Stage } from './pages/stage';

/** In the content script's world. */
declare const ours: { client: Countersign; account?: Account };
/** In our own page. */
declare const admin: { accountFetch(account: string, url: string, init?: RequestInit): Promise<Response> };

let stage: Stage;
let page: Page;
let script: ScriptWorld;
let accountId: string;
let origin: string;

beforeAll(async () => {
  stage = await openStage();
  origin = stage.world.files.origin;
  accountId = await signIn(stage, 'practice-files', 'alice');
  page = await openEnabled(stage);
  script = await scriptWorld(await stage.browser.worker());
  await script.add(`${await bundle('src/client/extension.ts', { iife: 'bundled' })}
    globalThis.ours = { client: bundled.countersignHere() };`);
  await stage.own.evaluate(
    `${await bundle('src/admin/calls.ts', { iife: 'bundledAdmin' })}; globalThis.admin = bundledAdmin; undefined`,
  );
});
afterAll(async () => stage?.close());

test('a content script asks as the site in which it runs, and what it is given holds for the page too', async () => {
  expect(await script.run(async () => ours.client.accounts())).toEqual([]);
  await page.bringToFront();
  await page.click('body'); // the user acts on the page
  const asked = script.run(async (service) => {
    ours.account = await ours.client.connect({ service, access: 'change' });
    return ours.account.handle;
  }, 'practice-files');
  const consent = await consentWindow(stage);
  await consent.getByRole('heading', { name: `${stage.site.origin} asks to use your Practice Files account` }).waitFor();
  await clickReady(consent, 'Allow');
  const handle = await asked;
  expect(handle).toBeTypeOf('string');
  expect((await pageAccounts(page)).map((given) => given.handle)).toEqual([handle]);
  expect(await pageCall(page, String(handle), `${origin}/api/me`)).toMatchObject({ status: 200 });
});

test('its calls are signed, refused and streamed like the page’s', async () => {
  const echo = await script.run(async (url) => {
    const response = await ours.account!.fetch(url, { method: 'POST', body: new URLSearchParams({ a: 'ä' }) });
    return { real: response instanceof Response, url: response.url, ...((await response.json()) as object) };
  }, `${origin}/api/echo`);
  expect(echo).toMatchObject({ real: true, url: `${origin}/api/echo`, method: 'POST', user: 'alice', body: { length: 8 } });
  expect(await script.run(async (url) => ours.account!.fetch(url), `${stage.site.origin}/`)).toBe('outside_api_hosts');
  const pieces = await script.run(async (url) => {
    const { body } = await ours.account!.fetch(url);
    // Firefox lets no content script read a stream of the page's realm by hand.
    if ('cloneInto' in globalThis) return (await new Response(body).arrayBuffer()).byteLength;
    let size = 0;
    for await (const piece of body!) size += piece.length;
    return size;
  }, `${origin}/api/stream?chunks=5&bytes=100000&ms=1`);
  expect(pieces).toBe(500_000);
});

test('our own page calls by the account, without a permit', async () => {
  const seen = await stage.own.evaluate(
    async ([id, url]) => {
      const response = await admin.accountFetch(id, url);
      return { status: response.status, text: await response.text() };
    },
    [accountId, `${origin}/api/me`] as const,
  );
  expect(seen).toMatchObject({ status: 200 });
  expect(seen.text).toContain('"username":"alice"');
  const fails = (id: string, url: string): Promise<string> =>
    stage.own.evaluate(
      ([who, to]) =>
        admin.accountFetch(who, to).then(
          () => 'worked',
          (error: { code: string }) => error.code,
        ),
      [id, url] as const,
    );
  expect(await fails('nobody', `${origin}/api/me`)).toBe('unknown_account');
  expect(await fails(accountId, `${stage.site.origin}/`)).toBe('outside_api_hosts');
  expect(await fails(accountId, `${origin}/token`)).toBe('sign_in_endpoint');
});

test('our own page’s abort reaches the service in the middle of a body', async () => {
  const name = await stage.own.evaluate(
    async ([id, url]) => {
      const aborter = new AbortController();
      const response = await admin.accountFetch(id, url, { signal: aborter.signal });
      const reader = response.body!.getReader();
      await reader.read();
      aborter.abort();
      for (;;) {
        const end = await reader.read().then(
          ({ done }) => (done ? 'done' : undefined),
          (error: Error) => error.name,
        );
        if (end) return end;
      }
    },
    [accountId, `${origin}/api/stream?chunks=600&bytes=1000&ms=50`] as const,
  );
  expect(name).toBe('AbortError');
  const entry = stage.world.files.log.at(-1);
  await poll(() => entry?.outcome.startsWith('stream cut by the client'), 'the service to see its stream cut');
});

test('every caller stands by its name in the activity, without query or body', async () => {
  const callers = await poll(async () => {
    const lines = await ownCall(stage.own, 'activity.page', { limit: 100 });
    const kinds = new Set(lines.map(({ caller }) => caller.kind));
    return kinds.has('own') && kinds.has('site') && lines;
  }, 'the activity to be written');
  expect(callers.filter(({ path }) => path.includes('?'))).toEqual([]);
});
