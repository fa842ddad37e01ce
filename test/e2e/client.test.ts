/** The client as its users get it, in all it promises: narrowed permits, names, limits, second accounts, userscripts, other extensions. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { countersign } from '../../src/client/countersign';
import { buildClient } from '../../tools/library';
import { writeFixture, type Fixture } from '../harness/fixture-extension';
import { poll } from '../harness/poll';
import { ownCall } from '../practice/set-up';
import { answerOf, clickConnect, pageCall } from './pages/app';
import { clickReady, connect, consentWindow, openEnabled, openStage, signIn, type Stage } from './pages/stage';

let stage: Stage;
let fixture: Fixture;
let page: Page;
let classic: string;

beforeAll(async () => {
  fixture = await writeFixture(inject('browser'), {
    manifest: { name: 'Another extension', message_serialization: 'structured_clone' },
    files: { 'countersign.js': readFileSync(await buildClient(), 'utf8') },
  });
  classic = readFileSync('dist/client/countersign.classic.js', 'utf8');
  stage = await openStage({ browser: { beside: [fixture.folder] } });
  await signIn(stage, 'practice-files', 'alice');
  await signIn(stage, 'practice-files', 'bob');
  page = await openEnabled(stage);
});
afterAll(async () => {
  await Promise.all([stage?.close(), fixture?.remove()]);
});
const api = (path: string): string => `${stage.world.files.origin}${path}`;
const endAll = async (): Promise<void> =>
  ownCall(stage.own, 'permits.end', { ids: (await stage.overview()).permits.map(({ id }) => id) });

test('methods by name, narrowed by the user: what is left works, the rest is outside the permit', async () => {
  const given = await connect(stage, page, { service: 'practice-files', methods: ['GET', 'POST', 'DELETE'] }, async (consent) => {
    await consent.getByRole('checkbox', { name: /Delete/ }).uncheck();
    await clickReady(consent, 'Allow');
  });
  expect(given).toMatchObject({ access: 'change', methods: ['GET', 'POST'] });
  const { handle = '' } = given;
  expect(answerOf(await pageCall(page, handle, api('/api/echo'), { method: 'POST' }))).toBe(200);
  expect(answerOf(await pageCall(page, handle, api('/api/echo'), { method: 'DELETE' }))).toBe('outside_permit');
  expect(answerOf(await pageCall(page, handle, api('/api/echo'), { method: 'HEAD' }))).toBe('outside_permit');
  const id = (await stage.overview()).permits[0]?.id ?? '';
  await ownCall(stage.own, 'permits.change', { id, access: 'read' });
  expect(answerOf(await pageCall(page, handle, api('/api/echo'), { method: 'POST' }))).toBe('outside_permit');
  await ownCall(stage.own, 'permits.change', { id, access: 'change' });
  expect(answerOf(await pageCall(page, handle, api('/api/echo'), { method: 'POST' }))).toBe(200);
  expect(answerOf(await pageCall(page, handle, api('/api/echo'), { method: 'DELETE' }))).toBe('outside_permit'); // as before
  await endAll();
});

test('the account’s name is told only if the user ticks it; a limit holds, also over the worker’s death', async () => {
  const silent = await connect(stage, page, { service: 'practice-files' }, (consent) => clickReady(consent, 'Allow'));
  expect(silent).not.toHaveProperty('label');
  await endAll();
  const told = await connect(stage, page, { service: 'practice-files' }, async (consent) => {
    await consent.getByRole('checkbox', { name: /Tell .* my name there/ }).check();
    await consent.getByText('Limits').click();
    await consent.getByLabel('How many calls at most').selectOption('10');
    await clickReady(consent, 'Allow');
  });
  expect(told).toMatchObject({ label: 'alice', rate: 10 });
  const call = async (): Promise<unknown> => answerOf(await pageCall(page, told.handle ?? '', api('/api/me')));
  const answers: unknown[] = [];
  for (let index = 0; index < 10; index += 1) answers.push(await call());
  expect(answers).toEqual(Array.from({ length: 10 }, () => 200));
  expect(await call()).toBe('rate_exceeded');
  await poll(async () => (await ownCall(stage.own, 'activity.page', { limit: 1 })).length > 0, 'the calls to be written down');
  await page.waitForTimeout(700); // the last batch
  await stage.browser.stopWorker();
  expect(await call()).toBe('rate_exceeded');
  const more = await connect(stage, page, { service: 'practice-files', access: 'change' }, (consent) =>
    clickReady(consent, 'Allow'),
  );
  expect(more).toMatchObject({ handle: told.handle, access: 'change', rate: 10, label: 'alice' }); // asking for more lifts no limit
  await endAll();
});

test('a limit that the user sets counts what was called a moment before', async () => {
  const { handle = '' } = await connect(stage, page, { service: 'practice-files' }, (consent) => clickReady(consent, 'Allow'));
  const [{ id } = { id: '' }] = (await stage.overview()).permits;
  const call = async (): Promise<unknown> => answerOf(await pageCall(page, handle, api('/api/me')));
  expect([await call(), await call()]).toEqual([200, 200]);
  await ownCall(stage.own, 'permits.change', { id, rate: 2 });
  expect(await call()).toBe('rate_exceeded');
  await endAll();
});

test('asked for another account, the user is shown the others; the page then holds two, each with its own handle', async () => {
  const first = await connect(stage, page, { service: 'practice-files' }, (consent) => clickReady(consent, 'Allow'));
  const same = await (await clickConnect(page, { service: 'practice-files' }))();
  expect(same.handle).toBe(first.handle);
  const second = await connect(stage, page, { service: 'practice-files', another: true }, async (consent) => {
    await consent.getByLabel('Account', { exact: true }).selectOption({ label: 'bob' });
    await clickReady(consent, 'Allow');
  });
  expect(second.handle).not.toBe(first.handle);
  const names = await Promise.all(
    [first, second].map(async ({ handle = '' }) => (await pageCall(page, handle, api('/api/me'))).text ?? ''),
  );
  expect(names.map((text) => (JSON.parse(text) as { username: string }).username)).toEqual(['alice', 'bob']);
  await endAll();
});

test('scopes that the service does not have are refused before anyone is asked', async () => {
  const told = await (await clickConnect(page, { service: 'practice-files', scopes: ['files.read', 'made.up'] }))();
  expect(told).toMatchObject({ code: 'invalid_input' });
  expect((await stage.overview()).asks).toEqual([]);
});

test('the userscript of the documentation works as it stands, for its site', async () => {
  const script = readFileSync('docs/examples/album-count.user.js', 'utf8')
    .replaceAll('https://api.photos.example/v1/albums', api('/api/files'))
    .replaceAll('https://api.photos.example', stage.world.files.origin);
  expect(script).not.toContain('photos.example/v1');
  await page.evaluate(`${classic}\n${script}`);
  await page.bringToFront();
  await page.getByRole('button', { name: 'Count my albums' }).click();
  await clickReady(await consentWindow(stage), 'Allow');
  await page.getByRole('button', { name: /^\d+ albums$/ }).waitFor();
  const [permit] = (await stage.overview()).permits;
  expect(permit?.caller).toEqual({ kind: 'site', origin: stage.site.origin });
  await endAll();
});

test('another extension uses the same client, with a permit of its own, and hears when it ends', async () => {
  const [neighbour] = stage.browser.beside;
  const other = await stage.browser.tab(`${neighbour!.origin}/page.html`);
  // The runner rewrites imports in functions; a text stays as it is.
  await other.evaluate(`import('/countersign.js').then(({ countersign }) => { globalThis.countersign = countersign; })`);
  const asked = other.evaluate(
    async ([id, url]) => {
      const agent = (globalThis as unknown as { countersign: typeof countersign }).countersign({ extension: id });
      const account = await agent.connect({ service: 'practice-files', access: 'change' });
      const heard = new Promise<void>((resolve) => void agent.on('change', resolve));
      Object.assign(globalThis, { heard, again: () => account.fetch(url).catch((error: { code: string }) => error.code) });
      const response = await account.fetch(url, { method: 'POST', body: new Blob(['x'.repeat(100_000)]) });
      return ((await response.json()) as { body: { length: number } }).body.length;
    },
    [stage.browser.extensionId, api('/api/echo')] as const,
  );
  await clickReady(await consentWindow(stage), 'Allow');
  expect(await asked).toBe(100_000);
  expect((await stage.overview()).permits.map(({ caller }) => caller)).toEqual([{ kind: 'extension', id: neighbour!.id }]);
  await endAll();
  await other.evaluate(() => (globalThis as unknown as { heard: Promise<void> }).heard);
  expect(await other.evaluate(() => (globalThis as unknown as { again(): Promise<unknown> }).again())).toBe('permit_ended');
});
