/** Another extension in the same browser: it may ask, and gets nothing until the user allows it. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { poll } from '../harness/poll';
import { writeFixture, type Fixture } from '../harness/fixture-extension';
import { ownInputs } from '../../src/messaging/own-inputs';
import { ownCall } from '../practice/set-up';
import { clickReady, consentWindow, openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

interface Port {
  postMessage(frame: unknown): void;
  onMessage: {
    addListener(listener: (parcel: { f?: { status?: number; value?: unknown; problem?: { code: string } } }) => void): void;
  };
  onDisconnect: { addListener(listener: () => void): void };
}
declare const chrome: {
  runtime: { connect(id: string, how: { name: string }): Port; sendMessage(id: string, message: unknown): Promise<unknown> };
};

let stage: Stage;
let fixture: Fixture;
/** A page of the other extension. */
let other: Page;
let otherId: string;

beforeAll(async () => {
  fixture = await writeFixture(inject('browser'), {
    manifest: { name: 'Another extension', message_serialization: 'structured_clone' },
  });
  stage = await openStage({ browser: { beside: [fixture.folder] } });
  await signIn(stage, 'practice-files', 'alice');
  const [neighbour] = stage.browser.beside;
  otherId = neighbour!.id;
  other = await stage.browser.tab(`${neighbour!.origin}/page.html`);
});
afterAll(async () => {
  await Promise.all([stage?.close(), fixture?.remove()]);
});

/** One frame on a line of its own. @returns the code, the value or the status that comes back; `closed` when the line is closed */
const send = (name: string, frame: object): Promise<unknown> =>
  other.evaluate(
    ([id, line, first]) =>
      new Promise((resolve) => {
        const known = line === 'ask' || line === 'fetch';
        const port = chrome.runtime.connect(id, { name: known ? 'site' : line });
        port.onDisconnect.addListener(() => resolve('closed'));
        port.onMessage.addListener(({ f }) => f && resolve(f.problem?.code ?? f.value ?? f.status));
        port.postMessage({ l: 1, n: line, f: first });
      }),
    [stage.browser.extensionId, name, frame] as const,
  );
const call = (handle: string, path = '/api/me') => ({
  t: 'call',
  handle,
  url: `${stage.world.files.origin}${path}`,
  method: 'GET',
  headers: [],
});

test('it can call nothing of ours by message, and open none of our own lines', async () => {
  for (const own of Object.keys(ownInputs)) {
    const answer = other.evaluate(
      ([id, name]) =>
        chrome.runtime.sendMessage(id, { own: name, input: {} }).then(
          () => 'answered',
          () => 'nobody',
        ),
      [stage.browser.extensionId, own] as const,
    );
    expect(await answer, own).toBe('nobody');
  }
  for (const name of ['watch', 'own', 'own:ask', '']) expect(await send(name, {}), name).toBe('closed');
});

test('before the user allows it, it has no account and no call', async () => {
  const page = await openEnabled(stage);
  const handle = await permit(stage, page, { service: 'practice-files' });
  const before = stage.world.files.log.length;
  expect(await send('ask', { t: 'permits' })).toEqual([]);
  const account = (await stage.overview()).accounts[0]?.id ?? '';
  for (const which of [handle, account, '']) expect(await send('fetch', call(which))).toBe('no_permit');
  expect(await send('ask', { t: 'release', handle })).toBe('no_permit');
  expect(stage.world.files.log).toHaveLength(before);
});

test('the window names it by its id; refused, it gets nothing; allowed, it gets what was allowed', async () => {
  const wanted = { t: 'connect', id: 'one', want: { service: 'practice-files' }, activated: true };
  const first = send('ask', wanted);
  const window = await consentWindow(stage);
  await window.getByRole('heading', { name: `${otherId} asks to use your Practice Files account` }).waitFor();
  await window.getByRole('button', { name: 'Refuse' }).click();
  expect(await first).toBe('refused');
  await poll(() => window.isClosed(), 'the window to close');
  const second = send('ask', { ...wanted, id: 'two' });
  await clickReady(await consentWindow(stage), 'Allow');
  const { handle } = (await second) as { handle: string };
  expect(await send('fetch', call(handle))).toBe(200);
  expect(await send('fetch', { ...call(handle), method: 'POST' })).toBe('outside_permit');
  expect((await stage.overview()).permits.map(({ caller }) => caller)).toContainEqual({ kind: 'extension', id: otherId });
  await ownCall(stage.own, 'permits.end', { ids: (await stage.overview()).permits.map(({ id }) => id) });
  expect(await send('fetch', call(handle))).toBe('permit_ended');
});

test('refused twice in a row, it is silent: no third window', async () => {
  const wanted = { t: 'connect', want: { service: 'practice-files', access: 'change' }, activated: true };
  for (const id of ['three', 'four']) {
    const asked = send('ask', { ...wanted, id });
    const window = await consentWindow(stage);
    await window.getByRole('button', { name: 'Refuse' }).click();
    expect(await asked).toBe('refused');
    await poll(() => window.isClosed(), 'the window to close');
  }
  expect(await send('ask', { ...wanted, id: 'five' })).toBe('silenced');
  expect((await stage.overview()).asks).toEqual([]);
});
