/** The signature lens in a browser: it shows what was really signed, outlives the worker, is wiped with the activity, and holds no secret. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TraceView } from '../../src/messaging/views';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { findSecrets } from '../services/secrets';
import { answerOf, pageCall } from './pages/app';
import { askRaw, heard, openRaw, sendRaw } from './pages/raw';
import { scriptWorld } from './pages/script-world';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

let stage: Stage;
let page: Page;
let handle: string;
let accountId: string;
const recent = (): Promise<TraceView[]> => ownCall(stage.own, 'lens.recent', {});
const traced = (count: number): Promise<TraceView[]> =>
  poll(async () => {
    const traces = await recent();
    return traces.length === count && traces;
  }, `${count} traces`);
/** What stands in the session's memory. */
const kept = (): Promise<string> => stage.own.evaluate<string>(`chrome.storage.session.get('traces').then(JSON.stringify)`);

beforeAll(async () => {
  stage = await openStage();
  accountId = await signIn(stage, 'practice-photos', 'alice');
  page = await openEnabled(stage);
  handle = await permit(stage, page, { service: 'practice-photos', access: 'change' });
});
afterAll(async () => stage?.close());

test('a call is explained as the service saw it, and the page leads from the activity to it', async () => {
  const url = `${stage.world.photos.origin}/api/photos?tag=${encodeURIComponent('ä & b')}`;
  expect(answerOf(await pageCall(page, handle, url))).toBe(200);
  const [trace] = await traced(1);
  expect(trace).toMatchObject({ accountId, status: 200, caller: { kind: 'site', origin: stage.site.origin } });
  const { method, baseUri, parameters, key } = trace?.explanation ?? {};
  expect({ method, baseUri, key }).toEqual({
    method: 'GET',
    baseUri: `${stage.world.photos.origin}/api/photos`,
    key: { kind: 'shared', consumerSecret: true, tokenSecret: true },
  });
  expect(parameters).toContainEqual({ name: 'tag', value: '%C3%A4%20%26%20b', from: 'query' });
  await stage.own.goto(stage.own.url().replace(/#.*/u, '#activity'));
  await stage.own.getByRole('link', { name: 'How it was signed' }).click();
  await stage.own.getByText('200: accepted.').waitFor();
  await stage.own.getByText('%C3%A4%20%26%20b', { exact: true }).waitFor();
});

test('a site, and our own script in its page, learn nothing of it, answer no sign-in and make no key', async () => {
  const calls = ['lens.recent', 'lens.explain', 'signIn.answer', 'apps.makeKey'];
  const world = await scriptWorld(await stage.browser.worker());
  for (const own of calls) {
    expect(await askRaw(page, 'ask', `{ t: '${own}', own: '${own}', input: {} }`), own).toBe('invalid_message');
    const line = await openRaw(page, own);
    await sendRaw(page, line, `{ own: '${own}', input: {} }`);
    expect(await world.run(asks, own), own).toMatchObject({ ok: false, problem: { code: 'not_for_you' } });
    expect(
      (await heard(page, line)).frames.filter((frame) => !isProblem(frame)),
      own,
    ).toEqual([]);
  }
  expect(await world.run(readsMemory)).toMatch(/^Error: Access to storage is not allowed from this context|^TypeError/);
  expect(await recent()).toHaveLength(1);
});

declare const chrome: {
  runtime: { sendMessage(message: unknown): Promise<unknown> };
  storage: { session: { get(keys: null): Promise<unknown> } };
};
const asks = (own: string): unknown => chrome.runtime.sendMessage({ own, input: {} });
const readsMemory = async (): Promise<unknown> => chrome.storage.session.get(null);
const isProblem = (frame: unknown): boolean => typeof frame === 'object' && frame !== null && 'problem' in frame;

test('it outlives the worker, and no secret stands in it', async () => {
  await poll(async () => (await kept()).includes('oauth_signature'), 'the batch');
  await stage.browser.stopWorker();
  expect(await recent()).toHaveLength(1);
  const memory = await kept();
  const secrets = stage.world.photos.issued.filter(({ kind }) => kind.endsWith('_secret'));
  expect(secrets.map(({ kind }) => kind)).toContain('access_token_secret');
  expect(findSecrets(memory, secrets)).toEqual([]);
});

test('a typed request is explained in the page, with its own keys', async () => {
  await stage.own.goto(stage.own.url().replace(/#.*/u, '#lens/typed'));
  await stage.own.getByLabel('URL').fill('http://photos.example.net/photos?file=vacation.jpg&size=original');
  await stage.own.getByLabel('Consumer key').fill('dpf43f3p2l4k3l03');
  await stage.own.getByLabel('Consumer secret').fill('kd94hf93k423kf44');
  await stage.own.getByLabel('Token', { exact: true }).fill('nnch734d00sl2jdk');
  await stage.own.getByLabel('Token secret').fill('pfkkdhi9sl3r4s00');
  await stage.own.getByText('Nonce, time and further fields').click();
  await stage.own.getByLabel('Nonce').fill('kllo9940pd9333jh');
  await stage.own.getByLabel('Timestamp').fill('1191242096');
  await stage.own.getByRole('button', { name: 'Explain' }).click();
  await stage.own.getByText('oauth_signature=').waitFor();
  expect(await recent()).toHaveLength(1);
});

test('clearing the activity clears it, in memory too', async () => {
  await ownCall(stage.own, 'activity.clear', { accountId });
  expect(await recent()).toEqual([]);
  expect(await kept()).toBe('{"traces":[]}');
});

test('a removed account leaves no trace behind', async () => {
  expect(answerOf(await pageCall(page, handle, `${stage.world.photos.origin}/api/photos`))).toBe(200);
  await traced(1);
  await ownCall(stage.own, 'accounts.remove', { id: accountId });
  expect(await recent()).toEqual([]);
});
