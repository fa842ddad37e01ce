/** Expired tokens as callers see them: not at all, while they can be renewed; once per account however many wait; with the reason when only the user can help. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account } from '../../src/client/countersign';
import { poll } from '../harness/poll';
import { filesEntry } from '../practice/entries';
import { ownCall } from '../practice/set-up';
import { startFiles, type FilesService } from '../services/files';
import { answerOf, pageCall } from './pages/app';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

declare const app: { account(handle: string): Account };
declare const chrome: { action: { getBadgeText(which: object): Promise<string> } };

let stage: Stage;
let page: Page;
let files: FilesService;
let handle: string;

beforeAll(async () => {
  stage = await openStage();
  files = stage.world.files;
  await signIn(stage, 'practice-files', 'alice');
  page = await openEnabled(stage);
  handle = await permit(stage, page, { service: 'practice-files', access: 'change' });
});
afterAll(async () => stage?.close());

const me = async (of = handle, origin = files.origin): Promise<unknown> => answerOf(await pageCall(page, of, `${origin}/api/me`));
const refreshes = (): number => files.tokenRequests('refresh_token');
const badge = (): Promise<string> => stage.own.evaluate(() => chrome.action.getBadgeText({}));
const account = async (serviceId = 'practice-files') =>
  (await stage.overview()).accounts.find((one) => one.serviceId === serviceId);
/** So many calls at once. @returns how often each answer came */
async function many(count: number): Promise<Record<string, number>> {
  const answers = await page.evaluate(
    async ([ours, url, times]) => {
      const { fetch } = app.account(ours);
      return Promise.all(
        Array.from({ length: times }, () =>
          fetch(url).then(
            ({ status }) => String(status),
            (error: { code: string }) => error.code,
          ),
        ),
      );
    },
    [handle, `${files.origin}/api/me`, count] as const,
  );
  return Object.fromEntries([...new Set(answers)].map((answer) => [answer, answers.filter((other) => other === answer).length]));
}

test('a token whose time is over is renewed before the call: the service never sees it', async () => {
  const short = await startFiles({ accessTokenSeconds: 2 });
  try {
    await ownCall(stage.own, 'services.save', {
      service: { ...filesEntry(short.origin), id: 'short-files', name: 'Short Files' },
    });
    const { redirectUrl } = await stage.overview();
    await ownCall(stage.own, 'apps.save', {
      serviceId: 'short-files',
      clientId: short.registerApp({ redirectUris: [redirectUrl] }).clientId,
    });
    await signIn(stage, 'short-files', 'bob');
    const own = await permit(stage, page, { service: 'short-files' });
    await poll(async () => ((await account('short-files'))?.expiresAt ?? Infinity) < Date.now(), 'the token to expire');
    const before = short.log.length;
    expect(await me(own, short.origin)).toBe(200);
    expect(short.log.slice(before).map(({ path, status }) => `${path} ${status}`)).toEqual(['/token 200', '/api/me 200']);
    expect((await account('short-files'))?.renewals).toBe(1);
  } finally {
    await short.close();
  }
});

test('a token that the service has ended early is renewed, and the call repeated, without the caller noticing', async () => {
  files.expireAccessTokens('alice');
  const before = files.log.length;
  const url = `${files.origin}/api/files`;
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ title: 'once' }) };
  expect(answerOf(await pageCall(page, handle, url, init))).toBe(201);
  expect(files.log.slice(before).map(({ path, status }) => `${path} ${status}`)).toEqual([
    '/api/files 401',
    '/token 200',
    '/api/files 201',
  ]);
  const list = await pageCall(page, handle, url);
  expect(JSON.parse(list.text ?? '')).toHaveLength(1);
});

test('200 calls at once on a token that the service has ended cause exactly one renewal', async () => {
  files.expireAccessTokens('alice');
  const before = refreshes();
  expect(await many(200)).toEqual({ 200: 200 });
  expect(refreshes()).toBe(before + 1);
});

test('200 calls at once on a token whose time is over cause exactly one renewal, and none is sent with the old token', async () => {
  const worker = await stage.browser.worker();
  await worker.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 58_000; // of the 60 s that the token lives
  });
  const before = refreshes();
  const log = files.log.length;
  expect(await many(200)).toEqual({ 200: 200 });
  expect(refreshes()).toBe(before + 1);
  expect(new Set(files.log.slice(log).map(({ path, status }) => `${path} ${status}`))).toEqual(
    new Set(['/token 200', '/api/me 200']),
  );
  await stage.browser.stopWorker(); // its clock goes with it
});

test('a renewal that fails for now leaves the account as it is; the next call tries again', async () => {
  files.expireAccessTokens('alice');
  files.faults.next('POST /token', { respond: { status: 503 } });
  expect(await pageCall(page, handle, `${files.origin}/api/me`)).toMatchObject({ code: 'renewal_failed', status: 503 });
  expect(await account()).toMatchObject({ state: 'fine', problem: { code: expect.any(String) as string } });
  expect(await me()).toBe(200);
  expect((await account())?.problem).toBeUndefined();
});

test('when the service has ended the access, the caller and the user are told; a new sign-in brings everything back', async () => {
  files.revokeGrants('alice');
  expect(await many(20)).toEqual({ needs_sign_in: 20 });
  expect(await account()).toMatchObject({
    state: 'needs-sign-in',
    problem: { code: 'needs_sign_in', serviceCode: 'invalid_grant' },
  });
  await poll(async () => (await badge()) === '1', 'the toolbar to say that something waits');
  const before = files.log.length;
  expect(await me()).toBe('needs_sign_in'); // and the service is left alone
  expect(files.log).toHaveLength(before);
  expect((await stage.overview()).permits.some(({ accountId }) => accountId)).toBe(true);
  await signIn(stage, 'practice-files', 'alice');
  expect(await me()).toBe(200);
  await poll(async () => (await badge()) === '', 'the toolbar to be quiet again');
});

test('an OAuth 1.0a token that the service has ended asks for a sign-in', async () => {
  await signIn(stage, 'practice-photos', 'alice');
  const photos = await permit(stage, page, { service: 'practice-photos' });
  const { origin } = stage.world.photos;
  expect(await me(photos, origin)).toBe(200);
  stage.world.photos.revokeUserTokens('alice');
  expect(await me(photos, origin)).toBe('needs_sign_in');
  expect(await account('practice-photos')).toMatchObject({ state: 'needs-sign-in', problem: { serviceCode: '89', status: 401 } });
  await poll(async () => (await badge()) === '1', 'the toolbar to say that something waits');
  await signIn(stage, 'practice-photos', 'alice');
  expect(await me(photos, origin)).toBe(200);
});
