/** Clients that services publish, unmodified in a page, with `account.fetch` as their `fetch`: no key, no token, no CORS. */
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { filesEntry } from '../practice/entries';
import { ownCall } from '../practice/set-up';
import { certificateForLoopback } from '../sdk/certificate';
import { startDropbox, type DropboxDouble } from '../sdk/dropbox-double';
import { placeholder, type ApiDouble } from '../sdk/gate';
import { startGitHub } from '../sdk/github-double';
import { startOpenAi, type OpenAiDouble } from '../sdk/openai-double';
import { poll } from '../harness/poll';
import { bundle } from './pages/bundle';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

type Client = (fetch: unknown, place: string, key: string) => Promise<Record<string, unknown>>;
declare const sdk: Record<'openAi' | 'dropbox' | 'octokit', Client>;
declare const app: { account(handle: string): { fetch: unknown } };

let stage: Stage;
let page: Page;
let handle: string;
let openAi: OpenAiDouble;
let dropbox: DropboxDouble;
let gitHub: ApiDouble;

beforeAll(async () => {
  const certificate = certificateForLoopback();
  stage = await openStage({ browser: { trust: certificate.fingerprint } });
  const { world, own, site, browser } = stage;
  const issued = (token: string): boolean =>
    world.files.issued.some(({ kind, value }) => kind === 'access_token' && value === token);
  openAi = await startOpenAi({ issued });
  dropbox = await startDropbox({ issued, certificate });
  gitHub = await startGitHub({ issued }, 9);
  await browser.grantHosts(['https://127.0.0.1/*']);
  const apiHosts = [world.files.origin, ...[openAi, dropbox, gitHub].map(({ origin }) => origin)];
  const headers = ['x-stainless-*', 'openai-*', 'dropbox-api-*', 'x-github-api-version'];
  await ownCall(own, 'services.save', { service: { ...filesEntry(world.files.origin), apiHosts, headers } });
  await signIn(stage, 'practice-files', 'alice');
  site.add('/sdk.js', await bundle('test/sdk/page.ts', { iife: 'sdk' }));
  page = await openEnabled(stage);
  handle = await permit(stage, page, { service: 'practice-files', access: 'change' });
  await page.addScriptTag({ url: '/sdk.js' });
});
afterEach(() => {
  for (const double of [openAi, dropbox, gitHub]) expect(double.wrongs).toEqual([]);
});
afterAll(async () => {
  await stage?.close();
  await Promise.all([openAi, dropbox, gitHub].map((double) => double?.close()));
});

const use = (client: keyof typeof sdk, place: string): Promise<Record<string, unknown>> =>
  page.evaluate(([name, to, ours, key]) => sdk[name](app.account(ours).fetch, to, key), [
    client,
    place,
    handle,
    placeholder,
  ] as const);

test('openai: an answer, a stream of events, streams left in the middle, an error of the API', async () => {
  expect(await use('openAi', openAi.origin)).toEqual({
    whole: 'GRÜN UND GUT',
    id: 'req_3',
    streamed: 'grün und gut',
    seen: true,
    late: { name: 'Error', message: 'ended' },
    refused: { real: true, status: 404, code: 'model_not_found', id: 'req_2' },
  });
  await poll(() => openAi.left() === 2, 'both streams that were left to be cut');
  expect(openAi.log.every(({ headers }) => headers['x-stainless-package-version'] !== undefined)).toBe(true);
});

test('dropbox: an upload, one in three pieces, a list, a download, errors of the API', async () => {
  expect(await use('dropbox', new URL(dropbox.origin).host)).toEqual({
    small: 'grün.txt',
    large: 700_000,
    names: ['grün.txt', 'large.bin'],
    status: 200,
    name: 'large.bin',
    same: true,
    wrong: {
      status: 409,
      error: { error_summary: 'incorrect_offset/..', error: { '.tag': 'incorrect_offset', correct_offset: 600_000 } },
    },
    missing: {
      real: true,
      status: 409,
      error: { error_summary: 'path/not_found/..', error: { '.tag': 'path', path: { '.tag': 'not_found' } } },
    },
  });
  expect(dropbox.files.get('/plans/grün.txt')?.toString()).toBe('grün');
  const sent = Buffer.from(Uint8Array.from({ length: 700_000 }, (_, index) => index % 251));
  expect(dropbox.files.get('/plans/large.bin')?.equals(sent)).toBe(true);
});

test('@octokit/core: reading, writing, pages by the Link header, errors of the API', async () => {
  expect(await use('octokit', gitHub.origin)).toEqual({
    user: 'alice',
    added: 201,
    number: 10,
    starred: 204,
    titles: [...Array.from({ length: 9 }, (_, index) => `Issue ${index + 1}`), 'Grün'],
    pages: 3,
    missing: { name: 'HttpError', status: 404, message: expect.stringContaining('Not Found') as string },
    invalid: { name: 'HttpError', status: 422, message: expect.stringContaining('missing_field') as string },
  });
});
